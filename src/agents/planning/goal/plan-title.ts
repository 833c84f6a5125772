import { takeEstimate } from '../days/estimate.ts';
import { takeDoer } from '../people/take-doer.ts';
import type { DraftTask } from '../plan/schedule.ts';
import { shortened } from '../words/quote.ts';
import { withoutClosers } from '../words/text-parts.ts';

const maxTitleLength = 80;
const openers =
  /^(?:please\s+)?(?:(?:we|i)\s+(?:want|need|have|would like|plan)\s+to|plan(?:\s+(?:to|for|of))?|goal:?|help (?:us|me)(?: to)?)\s+/i;
const joints = /(?:\s+(?:and|then))+$|[\s.,:;!]+$/gi;
const trimmed = (text: string): string => withoutClosers(text.trim().replace(joints, '').replace(joints, ''));

/** Without who does it and how long it takes; parts of a goal that say only this are left out. */
function whatOf(goal: string): string {
  const [first = '', ...others] = goal.split(/,\s+/);
  const plain = others.filter((clause) => takeDoer(clause).owner === '' && !takeEstimate(clause));
  const { rest } = takeDoer(first);
  const main = trimmed(takeEstimate(rest)?.rest ?? rest);
  return [main, ...plain].filter((clause) => clause !== '').join(', ');
}

/** What a plan is called when nobody says it: by its goal, else by its tasks. */
export function titleOf(goal: string, tasks: readonly DraftTask[]): string {
  const [first = ''] = goal
    .trim()
    .replace(openers, '')
    .split(/\r?\n|(?<=[.!?])\s/);
  const words = trimmed(whatOf(first.replace(/[\s.,:;!]+$/g, '')));
  const text = words === '' ? `${tasks[0]?.name ?? 'Plan'} and ${Math.max(tasks.length - 1, 0)} more` : words;
  const short = shortened(text, maxTitleLength);
  return `${short.charAt(0).toUpperCase()}${short.slice(1)}`;
}
