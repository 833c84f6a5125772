import type { Verdict } from '../../core/index.ts';

export const maxReasonLength = 500;

/** What is asked for with a decision, and what becomes of it. */
export const reasonWords = (verdict: Verdict): { label: string; hint: string } =>
  verdict === 'found'
    ? { label: 'Link to it', hint: 'From the menu of the message itself: “Copy link”.' }
    : { label: 'Reason', hint: 'Shown on the card to who asked.' };

/** What takes something away asks once more. */
const questions: Partial<Record<Verdict, string>> = {
  undo: 'This takes back what was made.',
  drop: 'This leaves everything as it is now and ends the request.',
};
export const secondThought = (verdict: Verdict): string | undefined => questions[verdict];
