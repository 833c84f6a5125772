import type { Verdict } from '../../core/index.ts';

export const maxReasonLength = 500;

/** What takes something away asks once more. */
const questions: Partial<Record<Verdict, string>> = {
  undo: 'This takes back what was made.',
  drop: 'This leaves everything as it is now and ends the request.',
};
export const secondThought = (verdict: Verdict): string | undefined => questions[verdict];
