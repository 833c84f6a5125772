import { AppError } from '../../core/index.ts';

export const ruleAdvice = 'Write it like “every weekday 9:00 Europe/Berlin” or “Mondays and Thursdays at 08:30”.';

/** What was read of a rule so far. */
export interface Draft {
  days: Set<number>;
  weeks: Set<number>;
  times: Set<string>;
  zones: Set<string>;
}
/** Reads what stands at a place into the draft, and answers how many words that were. */
export type Reader = (words: readonly string[], at: number, draft: Draft) => number;

export const refuse = (message: string): AppError =>
  new AppError('input.invalid', message, { fields: { when: message } });
export const lengthOf = (phrase: string): number => phrase.trim().split(' ').length;
export const restOf = (words: readonly string[], at: number): string => words.slice(at, at + 6).join(' ');
