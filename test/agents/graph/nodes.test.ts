import { describe, expect, it } from 'vitest';
import { route } from '../../../src/agents/graph/nodes.ts';
import { answerOf, isPartlyReady, outcomeOf, statusOf } from '../../../src/agents/index.ts';
import {
  brokenOff,
  type Call,
  type CallStand,
  from,
  type Outcome,
  type Outcomes,
  resolveInput,
  standsOf,
} from '../../../src/core/index.ts';
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
    expect(route({ calls, outcomes, ask: null })).toBe(next);
  });

  it('hands over what a call before came to, and nothing to a call that rests on none', () => {
    const input = { project: 'aurora/shop', plan: from('call-0', 'ok') };
    expect(resolveInput({ ...then, input }, [done])).toEqual({ project: 'aurora/shop', plan: true });
    expect(resolveInput({ ...call, input }, [done])).toEqual(input);
  });
});

const telling = { registry, urlOf: (effect: string) => `https://adjutant.example/${effect}` };
const isOver = (outcomes: Outcomes): boolean => !outcomes.some((outcome) => outcome?.kind === 'pending');

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
      {
        tone: 'question',
        markdown: '**Show the plan** waits: [approve it, or see how it stands](https://adjutant.example/effect-1).',
      },
      { tone: 'question', status: 'Waits: see the card in the thread.' },
    ],
    [
      'ready in part',
      [call, call, { ...call, after: [1] }],
      [done, pending, null],
      {
        tone: 'question',
        markdown: [
          '**Show the plan**\n\nDone.',
          '**Show the plan** waits: [approve it, or see how it stands](https://adjutant.example/effect-1).',
          '**Show the plan** begins when what it rests on is done.',
        ].join('\n\n'),
      },
      { tone: 'question', status: 'Partly done; the rest waits: see the thread.' },
    ],
  ])('that is %s', (_name, calls, outcomes, answer, status) => {
    expect(answerOf({ calls, outcomes, isOver: isOver(outcomes) }, telling)).toMatchObject(answer);
    expect(statusOf(outcomes)).toEqual(status);
  });

  it('tells of what waits in the words of a door that has more to say', () => {
    const waiting = () => ({ markdown: 'Replace tea?\n\nA person decides.' });
    const progress = { calls: [call, call], outcomes: [done, pending], isOver: false };
    expect(answerOf(progress, { ...telling, waiting }).markdown).toBe(
      '**Show the plan**\n\nDone.\n\n**Show the plan**\n\nReplace tea?\n\nA person decides.',
    );
  });

  it('names a capability that is no longer there', () => {
    const gone = { capability: 'planning.gone', input: {} };
    expect(answerOf({ calls: [gone], outcomes: [refused], isOver: true }, telling).markdown).toBe(
      '**planning.gone**: Rejected by Maria.',
    );
  });

  it.each<[string, Call[], (Outcome | null)[], boolean]>([
    ['one that waits', [call], [pending], false],
    ['one that is done', [call], [done], false],
    ['two that wait', [call, call], [pending, pending], false],
    ['two that are done', [call, call], [done, done], false],
    ['one done beside one that waits', [call, call], [done, pending], true],
    ['one refused beside one that waits', [call, call], [refused, pending], true],
    ['one done before one that is not begun', [call, then], [done, null], true],
    ['one that waits before one that is not begun', [call, then], [pending, null], false],
    ['nothing', [], [], false],
  ])('is ready in part, or not: %s', (_name, calls, outcomes, expected) => {
    expect(isPartlyReady({ calls, outcomes })).toBe(expected);
  });

  it('came to what kept it from its end', () => {
    expect(outcomeOf([done, refused, null])).toEqual(refused);
    expect(outcomeOf([done, done])).toEqual(done);
    expect(outcomeOf([])).toMatchObject({ kind: 'failed' });
  });
});

describe('how each call stands', () => {
  it.each<[string, Call[], (Outcome | null)[], boolean, CallStand[]]>([
    [
      'side by side',
      [call, call, call, call],
      [done, pending, refused, null],
      false,
      ['done', 'pending', 'refused', 'working'],
    ],
    ['in order, at work', [call, then], [done, null], false, ['done', 'working']],
    [
      'in order, the first waits',
      [call, then, { ...call, after: [0, 1] }],
      [pending, null, null],
      false,
      ['pending', 'later', 'later'],
    ],
    [
      'behind a refusal',
      [call, then, { ...call, after: [1] }],
      [refused, null, null],
      false,
      ['refused', 'dropped', 'dropped'],
    ],
    ['in a run that is over', [call, call], [done, null], true, ['done', 'dropped']],
  ])('%s', (_name, calls, outcomes, over, stands) => {
    expect(standsOf({ calls, outcomes, isOver: over })).toEqual(stands);
  });

  it('keeps what was ready when the run breaks off, and blames no call that had not begun', () => {
    expect(brokenOff([call, call, { ...call, after: [1] }], [done, null, null], refused)).toEqual([
      done,
      refused,
      null,
    ]);
  });
});
