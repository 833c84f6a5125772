import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { fieldsOf, isGivenUp, type Principal, readAnswer } from '../../../src/core/index.ts';

const principal: Principal = {
  tenant: 'tenant',
  person: 'person',
  name: 'Ada',
  door: 'slack',
  roles: ['manager'],
  scopes: undefined,
  projects: ['nova/ship', 'nova/Web-Shop', 'orion/ship'],
};

function answer(name: string, field: string, text: string): Record<string, unknown> {
  const capability = registry.find(name) ?? expect.fail();
  const asked = fieldsOf(capability).find((each) => each.name === field) ?? expect.fail();
  return readAnswer({ capability, field: asked }, text, principal);
}

describe('an answer to what was asked', () => {
  it.each([
    ['orchestrator.show-run', 'number', '7', { number: 7 }],
    ['orchestrator.show-run', 'number', ' #7 ', { number: 7 }],
    ['orchestrator.show-run', 'number', 'run 7, please', { number: 7 }],
    ['orchestrator.show-run', 'number', 'number=7', { number: 7 }],
    ['orchestrator.rate-answer', 'rating', 'GOOD', { rating: 'good' }],
    ['orchestrator.rate-answer', 'rating', 'it was good!', { rating: 'good' }],
    ['orchestrator.rate-answer', 'rating', 'rating=bad number=3', { rating: 'bad', number: 3 }],
    ['planning.make-plan', 'project', 'nova/ship', { project: 'nova/ship' }],
    ['planning.make-plan', 'project', 'web-shop', { project: 'nova/Web-Shop' }],
    ['planning.make-plan', 'project', 'in nova/ship please', { project: 'nova/ship' }],
    ['planning.make-plan', 'goal', 'Open a shop\nin spring', { goal: 'Open a shop\nin spring' }],
    ['coding.replace-text', 'find', '“a=b; then c”', { find: 'a=b; then c' }],
    ['coding.replace-text', 'find', '```ts\nlet a = 1;\n```', { find: 'let a = 1;' }],
    ['coding.replace-text', 'find', 'mc=2', { find: 'mc=2' }],
    ['coding.replace-text', 'replace', '""', { replace: '' }],
  ])('%s: %s is read from “%s”', (name, field, text, values) => {
    expect(answer(name, field, text)).toEqual(values);
  });

  it.each([
    ['orchestrator.show-run', 'number', 'banana', /number: has to be a number, in digits, and is “banana”/],
    ['orchestrator.show-run', 'number', '0', /number: is 0, and has to be 1 or more/],
    ['orchestrator.show-run', 'number', '7 or 8', /number: has to be a number/],
    ['orchestrator.rate-answer', 'rating', 'good or bad', /choose one of: good, bad/],
    ['planning.make-plan', 'project', 'ship', /no project “ship”[\s\S]*Yours: nova\/ship/],
    ['planning.make-plan', 'project', 'secret/other', /no project “secret\/other”/],
    ['marketing.schedule-post', 'at', 'x'.repeat(101), /at: has 101 characters, and at most 100/],
  ])('%s: %s is not taken from “%s”', (name, field, text, fault) => {
    expect(() => answer(name, field, text)).toThrow(fault);
  });
});

describe('that a question is not to be answered', () => {
  it.each(['cancel', 'Never mind.', 'nevermind', 'no', 'No, thank you!', 'forget it', 'stop please'])(
    'is said by “%s”',
    (text) => expect(isGivenUp(text)).toBe(true),
  );
  it.each(['no longer', 'cancel the order', 'none', 'not the first', '', '7', 'no '.repeat(5_000)])(
    'is not said by “%s”',
    (text) => expect(isGivenUp(text)).toBe(false),
  );
});
