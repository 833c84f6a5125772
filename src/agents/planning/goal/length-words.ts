import { countPattern } from '../days/time-spans.ts';
import { shortUnitPattern } from '../days/time-units.ts';
import { takeDoer } from '../people/take-doer.ts';
import { isEvent } from './event-words.ts';
import { withoutOrder } from './goal-clauses.ts';

const anyLength = new RegExp(`(?<![\\p{L}\\p{N}.,/])${countPattern}[ -]?${shortUnitPattern}`, 'giu');
const joint = /[,.;:!?\n]|(?<![\p{L}])(?:and|then|und|dann|danach|y|luego|et|puis)(?![\p{L}])/iu;
const before = 120;

/** Words right before a place, back to the last joint. */
const clauseBefore = (text: string, at: number): string =>
  text
    .slice(Math.max(0, at - before), at)
    .split(joint)
    .at(-1)
    ?.trim() ?? '';

export const countLengths = (goal: string): number => [...goal.matchAll(anyLength)].length;

/** `Ana draws it in 3 days` says how long it takes; `launch in 3 days` says when. Where several steps have a length, so has each. */
export function saysLength(goal: string, at: number): boolean {
  const clause = clauseBefore(goal, at);
  if (!/\p{L}/u.test(clause)) return false;
  if (takeDoer(withoutOrder(clause)).owner !== '') return true;
  const lengths = [...goal.matchAll(anyLength)].map(({ index }) => clauseBefore(goal, index));
  return lengths.length > 1 && !lengths.some((each) => isEvent(each) || /^(?:in|within)?$/i.test(each));
}
