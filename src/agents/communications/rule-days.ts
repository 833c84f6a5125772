import { dayGroups, daysFrom, weekdayBeside, weekdayNamed } from '../../core/index.ts';
import { lengthOf, type Reader, restOf } from './rule-draft.ts';

/** Several days by one name. */
export const readGroup: Reader = (words, at, draft) => {
  const rest = restOf(words, at);
  for (const [pattern, days] of dayGroups) {
    const found = pattern.exec(rest);
    if (!found) continue;
    for (const day of days) draft.days.add(day);
    return lengthOf(found[0]);
  }
  return 0;
};

const joins = /^(and|und|y|et|e|en|&|\+)$/;
const ranges = /^(-|to|through|thru|till|until|bis|a|al|au|tot)$/;
/** Short names count beside another day. */
function dayAt(words: readonly string[], at: number): number | undefined {
  const word = words[at] ?? '';
  const [next, afterNext = ''] = [words[at + 1] ?? '', words[at + 2]];
  const [previous, beforeThat = ''] = [words[at - 1] ?? '', words[at - 2]];
  const isBeside = [next, previous].some((each) => weekdayBeside(each) !== undefined);
  const isJoined = (middle: string, other: string): boolean =>
    (joins.test(middle) || ranges.test(middle)) && weekdayBeside(other) !== undefined;
  const isAmongDays = isBeside || isJoined(next, afterNext) || isJoined(previous, beforeThat);
  return isAmongDays ? weekdayBeside(word) : weekdayNamed(word);
}

/** Days by their names, and from one to another. */
export const readDays: Reader = (words, at, draft) => {
  const [first, last] = (words[at] ?? '').split('-').map(weekdayBeside);
  if (first !== undefined && last !== undefined) {
    for (const day of daysFrom(first, last)) draft.days.add(day);
    return 1;
  }
  const day = dayAt(words, at);
  if (day === undefined) return 0;
  const end = ranges.test(words[at + 1] ?? '') ? dayAt(words, at + 2) : undefined;
  for (const each of daysFrom(day, end ?? day)) draft.days.add(each);
  return end === undefined ? 1 : 3;
};
