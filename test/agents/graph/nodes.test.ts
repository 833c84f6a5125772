import { describe, expect, it } from 'vitest';
import { route } from '../../../src/agents/graph/nodes.ts';
import { answerOf, statusOf } from '../../../src/agents/index.ts';
import type { Outcome } from '../../../src/core/index.ts';
import { registry } from '../../core/registry.ts';

const done: Outcome = { kind: 'done', output: { ok: true } };
const pending: Outcome = { kind: 'pending', effect: 'effect-1' };
const refused: Outcome = { kind: 'refused', code: 'effect.rejected', message: 'Rejected by Maria.' };
const call = { capability: 'planning.show-plan', input: {} };

describe('the way of a run', () => {
  it.each<[string, number, Outcome[], ReturnType<typeof route>]>([
    ['a call that was answered', 1, [done], 'answer'],
    ['a call that waits', 1, [pending], 'wait'],
    ['a call that was refused', 1, [refused], 'answer'],
    ['the first of two, answered', 2, [done], 'call'],
    ['the first of two, which waits', 2, [pending], 'wait'],
    ['the first of two, refused', 2, [refused], 'answer'],
    ['both, answered', 2, [done, done], 'answer'],
    ['the second, which waits', 2, [done, pending], 'wait'],
    ['nothing to do', 0, [], 'answer'],
  ])('after %s', (_name, calls, outcomes, next) => {
    expect(route({ calls: Array.from({ length: calls }, () => call), outcomes })).toBe(next);
  });
});

describe('the answer of a run', () => {
  it.each<[string, Outcome[], object, object]>([
    ['done', [done], { tone: 'success', markdown: 'Done.' }, { tone: 'success', status: 'Done.' }],
    [
      'refused',
      [refused],
      { tone: 'warning', markdown: '**Show the plan**: Rejected by Maria.' },
      { tone: 'warning', status: 'Not done.' },
    ],
    [
      'half done',
      [done, refused],
      { tone: 'warning', markdown: 'Done.\n\n**Show the plan**: Rejected by Maria.' },
      { tone: 'warning', status: 'Not done.' },
    ],
    [
      'waiting',
      [pending],
      { tone: 'warning', markdown: '**Show the plan** waits for a decision.' },
      { tone: 'question', status: 'Waits for approval in the thread.' },
    ],
  ])('that is %s', (_name, outcomes, answer, status) => {
    expect(answerOf(registry, [call, call], outcomes, 'Run 42')).toMatchObject({ ...answer, footnote: 'Run 42' });
    expect(statusOf(outcomes)).toEqual(status);
  });

  it('names a capability that is no longer there', () => {
    const gone = { capability: 'planning.gone', input: {} };
    expect(answerOf(registry, [gone], [refused], '').markdown).toBe('**planning.gone**: Rejected by Maria.');
  });
});
