import { describe, expect, it } from 'vitest';
import { route } from '../../../src/agents/graph/nodes.ts';
import { answerOf, outcomeOf, statusOf } from '../../../src/agents/index.ts';
import { type Call, from, type Outcome, resolveInput } from '../../../src/core/index.ts';
import { registry } from '../../core/registry.ts';

const done: Outcome = { kind: 'done', output: { ok: true } };
const pending: Outcome = { kind: 'pending', effect: 'effect-1' };
const refused: Outcome = { kind: 'refused', code: 'effect.rejected', message: 'Rejected by Maria.' };
const call: Call = { capability: 'planning.show-plan', input: {} };
const then: Call = { ...call, after: [0] };

describe('the way of a run', () => {
  it.each<[string, Call[], (Outcome | null)[], ReturnType<typeof route>]>([
    ['a call that was answered', [call], [done], 'answer'],
    ['a call that waits', [call], [pending], 'wait'],
    ['a call that was refused', [call], [refused], 'answer'],
    ['two side by side, not begun', [call, call], [], 'call'],
    ['two side by side, both waiting', [call, call], [pending, pending], 'wait'],
    ['two side by side, one refused', [call, call], [refused, pending], 'wait'],
    ['two side by side, both over', [call, call], [refused, done], 'answer'],
    ['the first of two in order, answered', [call, then], [done, null], 'call'],
    ['the first of two in order, which waits', [call, then], [pending, null], 'wait'],
    ['the first of two in order, refused', [call, then], [refused, null], 'answer'],
    ['both in order, answered', [call, then], [done, done], 'answer'],
    ['one that is free beside one that waits', [call, then, call], [pending, null, null], 'call'],
    ['nothing to do', [], [], 'answer'],
  ])('after %s', (_name, calls, outcomes, next) => {
    expect(route({ calls, outcomes })).toBe(next);
  });

  it('hands over what a call before came to, and nothing to a call that rests on none', () => {
    const input = { project: 'aurora/shop', plan: from('call-0', 'ok') };
    expect(resolveInput({ ...then, input }, [done])).toEqual({ project: 'aurora/shop', plan: true });
    expect(resolveInput({ ...call, input }, [done])).toEqual(input);
  });
});

describe('the answer of a run', () => {
  it.each<[string, Call[], (Outcome | null)[], object, object]>([
    ['done', [call], [done], { tone: 'success', markdown: 'Done.' }, { tone: 'success', status: 'Done.' }],
    [
      'refused',
      [call],
      [refused],
      { tone: 'warning', markdown: '**Show the plan**: Rejected by Maria.' },
      { tone: 'warning', status: 'Not done.' },
    ],
    [
      'done in part',
      [call, then, { ...call, after: [1] }],
      [done, refused, null],
      {
        tone: 'warning',
        markdown: [
          '**Show the plan**\n\nDone.',
          '**Show the plan**: Rejected by Maria.',
          '**Show the plan**: not begun, as it rests on what did not come about.',
        ].join('\n\n'),
      },
      { tone: 'warning', status: 'Done in part.' },
    ],
    [
      'waiting',
      [call],
      [pending],
      { tone: 'warning', markdown: '**Show the plan** waits for a decision.' },
      { tone: 'question', status: 'Waits: see the card in the thread.' },
    ],
  ])('that is %s', (_name, calls, outcomes, answer, status) => {
    const reply = answerOf({ registry, calls, outcomes, footnote: 'Run 42' });
    expect(reply).toMatchObject({ ...answer, footnote: 'Run 42' });
    expect(statusOf(outcomes)).toEqual(status);
  });

  it('names a capability that is no longer there', () => {
    const gone = { capability: 'planning.gone', input: {} };
    expect(answerOf({ registry, calls: [gone], outcomes: [refused], footnote: '' }).markdown).toBe(
      '**planning.gone**: Rejected by Maria.',
    );
  });

  it('came to what kept it from its end', () => {
    expect(outcomeOf([done, refused, null])).toEqual(refused);
    expect(outcomeOf([done, done])).toEqual(done);
    expect(outcomeOf([])).toMatchObject({ kind: 'failed' });
  });
});
