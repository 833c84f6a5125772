import { countOf, worded } from './time-spans.ts';
import { shortUnitPattern, unitCalled } from './time-units.ts';

/** How long something takes, in working days. */
export interface Estimate {
  days: number;
  optimisticDays: number;
  pessimisticDays: number;
}

export const maxTaskDays = 500;
const unit = `(${shortUnitPattern})`;
const figure = '(\\d{1,7}(?:[.,]\\d{1,3})?)';
const sign = '[-–−]';

export const durationPattern = `${figure}\\s*${unit}`;
const threePoint = new RegExp(
  `\\(?(?<![\\p{L}\\p{N}.])${figure}\\s*/\\s*${figure}\\s*/\\s*${figure}\\s*${unit}\\)?`,
  'iu',
);
const range = new RegExp(
  `\\(?(?<![\\p{L}\\p{N}.])${figure}(?:${sign}|\\s${sign}\\s|\\s+to\\s+)${figure}\\s*${unit}\\)?`,
  'iu',
);
// With a sign before it, it is a wait.
const single = new RegExp(
  `\\(?(?:[~≈<>]\\s?|(?<![\\p{L}])(?:ca\\.?|circa|approx\\.?|roughly|etwa)\\s)?(?<![\\p{N}.+−–-]|(?![\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}])\\p{L}|[+−–-]\\s|[月월年년]\\s?)${durationPattern}\\)?`,
  'giu',
);

const hour = 1 / 8;
const inHours = (days: number): number => Math.round(days * 8) / 8;

/** `1,5` and `1.5` days, in whole hours; what takes minutes takes one. */
export function readDays(amount: string, unitName: string): number {
  const { workDays } = unitCalled(unitName);
  const days = Number(amount.replace(',', '.')) * workDays;
  return workDays < hour && days > 0 ? Math.max(hour, inHours(days)) : inHours(days);
}

const roundTo = (step: number, days: number): number => Math.round(days / step) * step;

/** The expected duration of three points (PERT), in half days; in hours when it is less than one day. */
export function expectedDays(optimistic: number, likely: number, pessimistic: number): number {
  const expected = (optimistic + 4 * likely + pessimistic) / 6;
  return Math.max(expected < 1 ? roundTo(hour, expected) : roundTo(0.5, expected), Math.min(optimistic, likely));
}

export const estimateOf = (optimistic: number, likely: number, pessimistic: number): Estimate => ({
  days: expectedDays(optimistic, likely, pessimistic),
  optimisticDays: optimistic,
  pessimisticDays: pessimistic,
});

export interface FoundEstimate {
  estimate: Estimate;
  /** The text without it. */
  rest: string;
}

const cut = (text: string, { index, 0: found }: RegExpExecArray): string =>
  `${text.slice(0, index)} ${text.slice(index + found.length).replace(/^\s*(?:lang|long)(?!\p{L})|^で/u, '')}`;

const exactly = (days: number): Estimate => ({ days, optimisticDays: days, pessimisticDays: days });

/** `for five days`, `half a day` at the end of a line. */
function inWords(text: string): FoundEstimate | undefined {
  const found = worded.exec(text);
  if (!found) return undefined;
  const [count, name] = [found[1] ?? found[3] ?? '', found[2] ?? found[4] ?? ''];
  const days = unitCalled(name).workDays * countOf(count);
  return { estimate: exactly(inHours(days)), rest: cut(text, found) };
}

/** `2/3/6d`, `2-4 days`, `3d`, `for five days`: the first of several points, else the last single one. */
export function takeEstimate(text: string): FoundEstimate | undefined {
  const three = threePoint.exec(text);
  if (three) {
    const [, a = '', b = '', c = '', name = ''] = three;
    return { estimate: estimateOf(readDays(a, name), readDays(b, name), readDays(c, name)), rest: cut(text, three) };
  }
  const two = range.exec(text);
  if (two) {
    const [, a = '', b = '', name = ''] = two;
    const [low, high] = [readDays(a, name), readDays(b, name)];
    return { estimate: estimateOf(low, (low + high) / 2, high), rest: cut(text, two) };
  }
  const one = [...text.matchAll(single)].at(-1);
  if (!one) return inWords(text);
  return { estimate: exactly(readDays(one[1] ?? '', one[2] ?? '')), rest: cut(text, one) };
}

const negative = new RegExp(`(?<=\\p{L}\\s)[-−]${durationPattern}\\s*$`, 'iu');
/** `Task A -3d`: a sign right before the number. */
export const isNegative = (text: string): boolean => negative.test(text);

/** What is wrong with a duration, and what to write; undefined when nothing is. */
export function faultOfEstimate({ days, optimisticDays, pessimisticDays }: Estimate): string | undefined {
  if (optimisticDays > pessimisticDays || days < optimisticDays || days > pessimisticDays)
    return 'the three points go from low to high: write 2/3/6d';
  if (days <= 0 || optimisticDays <= 0) return 'it takes no time: write at least 1h, or “milestone”';
  if (pessimisticDays > maxTaskDays) return `more than ${maxTaskDays} working days: break it into smaller tasks`;
  return undefined;
}
