import { describe, expect, it } from 'vitest';
import { AppError, effectStates, isAppError, isExpected, outcomeInWords, verdicts } from '../../src/core/index.ts';

describe('an error', () => {
  it.each([
    ['input.invalid', 400, false, true],
    ['permission.denied', 403, false, true],
    ['effect.already-open', 409, false, true],
    ['upstream.rate-limited', 503, true, false],
    ['lease.lost', 503, true, false],
    ['internal', 500, false, false],
  ] as const)('%s has status %i, retry %s, expected %s', (code, status, isRetryable, expected) => {
    const error = new AppError(code, 'words');
    expect({ status: error.status, isRetryable: error.isRetryable }).toEqual({ status, isRetryable });
    expect(isExpected(error)).toBe(expected);
  });

  it('keeps its cause, its fields and how long to wait', () => {
    const cause = new Error('socket hang up');
    const error = new AppError('upstream.unavailable', 'words', { cause, retryAfterMs: 5, fields: { a: 'b' } });
    expect(error).toMatchObject({ name: 'AppError', message: 'words', cause, retryAfterMs: 5, fields: { a: 'b' } });
  });

  it.each<[string, string]>([
    ['permission.denied', 'not allowed'],
    ['internal', 'a defect on our side'],
    ['approve', 'approved'],
    ['pending', 'waits for approval'],
    ['constructor', 'constructor'],
  ])('%s is called “%s” in a list of what happened', (outcome, words) => {
    expect(outcomeInWords(outcome)).toBe(words);
  });

  it('has words for every way in which an effect ends', () => {
    const ended = effectStates.filter(
      (state) => !['planned', 'awaiting', 'approved', 'sending', 'undoing'].includes(state),
    );
    for (const outcome of [...verdicts, ...ended]) expect(outcomeInWords(outcome)).toMatch(/^[a-z]+( [a-z]+)*$/);
  });

  it.each([new Error('x'), 'x', undefined, null, { code: 'input.invalid' }])('is not made of %o', (value) => {
    expect(isAppError(value)).toBe(false);
    expect(isExpected(value)).toBe(false);
  });
});
