/** How long something takes, in working days. */
export interface Estimate {
  days: number;
  optimisticDays: number;
  pessimisticDays: number;
}

export const maxTaskDays = 500;
const hour = 1 / 8;

const unit = '(hours?|hrs?|h|(?:working |business |work)?days?|d|weeks?|wks?|w|months?|mo)(?![\\p{L}\\p{N}])';
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
const single = new RegExp(`\\(?(?<![\\p{L}\\p{N}.+−–-]|[+−–-]\\s)${durationPattern}\\)?`, 'giu');

const daysPerUnit = (name: string): number => {
  if (name.startsWith('h')) return hour;
  if (name.startsWith('w') && !name.startsWith('work')) return 5;
  return name.startsWith('mo') ? 20 : 1;
};

/** `1,5` and `1.5` days, in whole hours. */
export const readDays = (amount: string, unitName: string): number =>
  Math.round(Number(amount.replace(',', '.')) * daysPerUnit(unitName.toLowerCase()) * 8) / 8;

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
  `${text.slice(0, index)} ${text.slice(index + found.length)}`;

/** `2/3/6d`, `2-4 days`, `3d`: the first of several points, else the last single one. */
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
  if (!one) return undefined;
  const days = readDays(one[1] ?? '', one[2] ?? '');
  return { estimate: { days, optimisticDays: days, pessimisticDays: days }, rest: cut(text, one) };
}

/** What is wrong with a duration, and what to write; undefined when nothing is. */
export function faultOfEstimate({ days, optimisticDays, pessimisticDays }: Estimate): string | undefined {
  if (optimisticDays > pessimisticDays || days < optimisticDays || days > pessimisticDays)
    return 'the three points go from low to high: write 2/3/6d';
  if (days <= 0 || optimisticDays <= 0) return 'it takes no time: write at least 1h, or “milestone”';
  if (pessimisticDays > maxTaskDays) return `more than ${maxTaskDays} working days: break it into smaller tasks`;
  return undefined;
}

const words = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `3 days`, `4 hours`, `2.5 days`. */
export const durationWords = (days: number): string =>
  days > 0 && days < 1 ? words(Math.round(days * 8), 'hour') : words(Math.round(days * 100) / 100, 'day');

/** The same in little room: `3d`, `4h`. */
export const shortDuration = (days: number): string =>
  days > 0 && days < 1 ? `${Math.round(days * 8)}h` : `${Math.round(days * 100) / 100}d`;
