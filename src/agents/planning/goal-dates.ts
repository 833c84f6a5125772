import { Temporal } from 'temporal-polyfill';
import { checkDate, dayWords, findDate, fullDayWords, todayOf } from './dates.ts';

export interface GoalDates {
  /** Empty when the goal names none. */
  start: string;
  deadline: string;
  notes: string[];
  /** The goal without the words that name them. */
  rest: string;
}

const beginWords =
  '(?:start(?:s|ing)?|begin(?:s|ning)?|kick(?:s|ing)?[- ]off|from|as of|no earlier than)(?: on| in| at)?';
const endWords =
  '(?:no later than|not later than|due(?: on| by| in)?|deadline(?: is| of)?:?|to be (?:done|ready|finished) (?:by|on|in)|by|until|till|before|within|over|in|on|at|for|to)';
const begin = new RegExp(`\\b${beginWords}\\s+`, 'giu');
const end = new RegExp(`\\b${endWords}\\s+(?:the next\\s+)?`, 'giu');

const countWords = [
  'a',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const span =
  /^(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of|half a)\s+(days?|weeks?|months?|years?)\b/i;

/** `3 weeks`, `a month`: counted from the start of the plan. */
function readSpan(text: string, from: string): { date: string; length: number } | undefined {
  const [found, count = '', unit = ''] = span.exec(text) ?? [];
  if (found === undefined) return undefined;
  const amount = /^\d/.test(count)
    ? Number(count)
    : Math.max(countWords.indexOf(count.toLowerCase().replace('an', 'a')), 0) || 1;
  const number = /couple/i.test(count) ? 2 : amount;
  const start = Temporal.PlainDate.from(from);
  const half = /half/i.test(count);
  const key = unit.toLowerCase().replace(/s$/, '');
  if (half)
    return {
      date: start.add({ days: key === 'year' ? 182 : key === 'month' ? 15 : 3 }).toString(),
      length: found.length,
    };
  const durations = {
    day: { days: number },
    week: { weeks: number },
    month: { months: number },
    year: { years: number },
  };
  return { date: start.add(durations[key as keyof typeof durations]).toString(), length: found.length };
}

interface Found {
  date: string;
  from: number;
  to: number;
  isVague: boolean;
  words: string;
}

/** A day right behind one of the words that announce it. */
function behind(
  text: string,
  words: RegExp,
  read: (tail: string, word: string) => Omit<Found, 'from' | 'words'> | undefined,
): Found[] {
  return [...text.matchAll(words)].flatMap((word) => {
    const at = word.index + word[0].length;
    const found = read(text.slice(at, at + 60), word[0]);
    return found
      ? [{ ...found, from: word.index, to: at + found.to, words: text.slice(word.index, at + found.to) }]
      : [];
  });
}

const readDay = (now: Date) => (tail: string) => {
  const day = findDate(tail, now);
  if (!day || day.index > 4 || !/^(?:the )?$/i.test(tail.slice(0, day.index))) return undefined;
  return { date: day.date, to: day.index + day.text.length, isVague: day.isVague };
};

/** The day before one that nobody may reach. */
function adjusted({ date, words, isVague }: Found): string {
  if (!/^before\b/i.test(words) || /christmas/i.test(words)) return date;
  const day = Temporal.PlainDate.from(date);
  return (isVague ? day.with({ day: 1 }) : day).subtract({ days: 1 }).toString();
}

const without = (text: string, found: readonly Found[]): string =>
  found
    .toSorted((a, b) => b.from - a.from)
    .reduce((rest, { from, to }) => `${rest.slice(0, from)} ${rest.slice(to)}`, text)
    .replace(/\s+([,.;!?])/g, '$1')
    .replace(/[ \t]+/g, ' ')
    .trim();

/** Start and deadline, where the goal names them. `given` are those that were named apart and stand above the goal. */
export function readGoalDates(goal: string, now: Date, given: { start: string; deadline: string }): GoalDates {
  const [starts] = behind(goal, begin, readDay(now));
  const start = given.start || (starts?.date ?? '');
  const origin = start || todayOf(now);
  const ends = behind(goal, end, (tail, word) => {
    const length = readSpan(tail, origin);
    // “for three weeks” says how long something lasts, and no day.
    if (length && !/^(?:in|within|over|by)\b/i.test(word)) return undefined;
    return length ? { date: length.date, to: length.length, isVague: false } : readDay(now)(tail);
  }).filter(({ from }) => !starts || from >= starts.to || from < starts.from);
  const last = ends.at(-1);
  const deadline = given.deadline || (last ? adjusted(last) : '');
  if (start !== '') checkDate(start, now, 'start');
  if (deadline !== '') checkDate(deadline, now, 'deadline');
  const isRead = last?.isVague && given.deadline === '';
  const notes = isRead ? [`“${last.words}” is read as ${fullDayWords(deadline)}.`] : [];
  return { start, deadline, notes, rest: without(goal, [...(starts ? [starts] : []), ...(last ? [last] : [])]) };
}

export const beforeStart = (deadline: string, start: string): string =>
  `The deadline ${dayWords(deadline, true)} lies before the start ${dayWords(start, true)}. Name a later day.`;
