import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/orchestrator/ask.ts';
import { createRegistry, parse, readRequest } from '../../../src/core/index.ts';
import { registry as few, openIssue } from '../../core/registry.ts';

const registry = createRegistry([
  ...few.agents,
  {
    name: 'orchestrator',
    alias: 'ask',
    title: 'Requests',
    purpose: 'Asks.',
    takesWords: 'ask',
    capabilities: [capability],
  },
]);
const read = (request: string) =>
  capability
    .read(parse(capability.input, { request }), (words) => readRequest(registry, words, { projects: [] }))
    .map(({ capability: { name }, raw, after }) => ({ name, raw, after }));

describe('orchestrator.ask', () => {
  it('reads one request', () => {
    expect(read('plan open-issue project=aurora/shop title="No tea"')).toEqual([
      { name: openIssue.name, raw: { project: 'aurora/shop', title: 'No tea' }, after: undefined },
    ]);
  });

  it('reads several, side by side and in order', () => {
    expect(read('plan open-issue title=A; identity who-am-i; then plan show-plan project=aurora/shop')).toEqual([
      { name: openIssue.name, raw: { title: 'A' }, after: undefined },
      { name: 'identity.who-am-i', raw: {}, after: undefined },
      { name: 'planning.show-plan', raw: { project: 'aurora/shop' }, after: [0, 1] },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['nobody is named', 'please do something', /did not understand “please do something”.*nearest: /],
    ['only an agent is named', 'planning', /did not understand “planning”/],
    ['something is missing', 'plan open-issue', /Open an issue still needs title\. Write it as name=value\./],
    ['a word has no place', 'identity who-am-i today', /did not know where to put “today”/],
    ['it asks for itself', 'ask plan open-issue title=A', /cannot ask for another request/],
  ])('says what to do when %s', (_what, request, message) => {
    expect(() => read(request)).toThrow(message);
  });

  it.each(['', '   ', 'x'.repeat(20_001)])('takes no text of %#', (request) => {
    expect(() => read(request)).toThrow(/request/);
  });
});
