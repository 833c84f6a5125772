import { Temporal } from 'temporal-polyfill';
import { findDate, type Language, todayOf } from '../days/dates.ts';
import { begins, countsTime, ends, isBefore, type Keywords } from '../days/day-keywords.ts';
import { easternDays } from '../days/eastern-days.ts';
import { blanked, type Found, isApartFrom } from '../days/found-day.ts';
import { anyMonthPattern, monthPattern } from '../days/months.ts';
import { countPattern, readSpan } from '../days/time-spans.ts';
import { unitPattern } from '../days/time-units.ts';
import { countLengths, saysLength } from './length-words.ts';

type Read = Pick<Found, 'date' | 'to' | 'isVague' | 'isTold'> | undefined;

const maxTail = 60;

/** A day right behind one of the words that announce it. */
function behind(
  text: string,
  keywords: Keywords,
  read: (tail: string, word: string, language: Language, before: string) => Read,
): Found[] {
  const all = keywords.flatMap(([words, language]) =>
    [...text.matchAll(words)].flatMap((word) => {
      const at = word.index + word[0].length;
      const found = read(text.slice(at, at + maxTail), word[0], language, text.slice(0, word.index));
      return found
        ? [{ ...found, from: word.index, to: at + found.to, words: text.slice(word.index, at + found.to) }]
        : [];
    }),
  );
  // `not before May 3` and `before May 3` name one day: the longer words say what is meant.
  const isInside = (one: Found) =>
    all.some(
      (other) => other !== one && other.from <= one.from && other.to >= one.to && other.words.length > one.words.length,
    );
  return all.filter((one) => !isInside(one)).toSorted((a, b) => a.from - b.from);
}

const shortDotted = /^\d+\.\s?\d+\.$/;
/** `from 3.12. to 4.0` speaks of versions; `by 3.12.` of a day. */
const mayBeVersion = /^(?:from|to|in|at|for|over|as of|after)\b/i;

const readDay = (now: Date, tail: string, word: string, language: Language): Read => {
  // “in 3D” is no time.
  if (/^[23]D(?![\p{L}\p{N}])/u.test(tail)) return undefined;
  const day = findDate(tail, now, language);
  if (day && shortDotted.test(day.text) && mayBeVersion.test(word)) return undefined;
  if (!day || day.index > 4 || !/^(?:the |dem |den |el |le |il |o |al )?$/i.test(tail.slice(0, day.index)))
    return undefined;
  return { date: day.date, to: day.index + day.text.length, isVague: day.isVague, isTold: day.isTold };
};

/** The day before one that nobody may reach. */
export function adjusted({ date, words, isVague }: Found): string {
  if (!isBefore.test(words) || /christmas|weihnachten/i.test(words)) return date;
  const day = Temporal.PlainDate.from(date);
  return (isVague ? day.with({ day: 1 }) : day).subtract({ days: 1 }).toString();
}

/** A goal with more of them is a calendar. */
const maxPlain = 40;
const nearDay =
  '(?:today|tonight|tomorrow|the day after tomorrow|(?:next|this|coming) (?:\\p{L}+day|week|month|year|quarter)|heute|morgen|übermorgen|nächsten \\p{L}+tag|nächste woche|hoy|mañana|demain|domani|amanhã|завтра|сегодня|غدا|מחר|今天|明天|今日|明日|오늘|내일)';
const isNear = new RegExp(`^${nearDay}$`, 'iu');
const plainDay = new RegExp(
  `\\d.*${anyMonthPattern}|(?<!\\p{L})${monthPattern}.*\\d|20\\d\\d|^Q[1-4]$|^${nearDay}$`,
  'iu',
);
/** `the office of tomorrow` is no day. */
const isOf = /(?<!\p{L})(?:of|for|von)\s+$/iu;

/** `Q1 launch`, `launch Q1`; in the middle it may say what the work is about. */
const isOuterQuarter = (text: string, words: string): boolean =>
  /^Q[1-4]$/i.test(words) && (text.trimStart().startsWith(words) || text.trimEnd().endsWith(words));

/** Days that stand alone: `launch party 31 March`. */
function plainDays(text: string, now: Date): Found[] {
  const found: Found[] = [];
  let from = 0;
  for (let looked = 0; looked < maxPlain; looked += 1) {
    const day = findDate(text.slice(from), now);
    if (!day) break;
    const at = from + day.index;
    const to = at + Math.max(day.text.length, 1);
    if (
      plainDay.test(day.text) &&
      !isOf.test(text.slice(0, at)) &&
      (!day.isVague || /20\d\d/.test(day.text) || isOuterQuarter(text, day.text) || isNear.test(day.text)) &&
      !shortDotted.test(day.text) &&
      (isNear.test(day.text) || !/\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b/i.test(day.text))
    )
      found.push({ date: day.date, from: at, to, isVague: day.isVague, isTold: true, words: day.text });
    from = to;
  }
  return found;
}

const lengthClause = new RegExp(
  `[,;]\\s*(?:takes |lasting |about |for )?(${countPattern}[ -]?${unitPattern})\\s*(?=[,;.]|$)`,
  'giu',
);

/** `relaunch, start on January 4, 3 months`: how long all of it may take. */
function wholeLength(goal: string, origin: string): Found | undefined {
  const [only, ...others] = goal.matchAll(lengthClause);
  const read = only && others.length === 0 && countLengths(goal) === 1 ? readSpan(only[1] ?? '', origin) : undefined;
  if (!only || !read) return undefined;
  const [from, to] = [only.index, only.index + only[0].length];
  return { date: read.date, from, to, isVague: false, isTold: true, words: only[1] ?? '' };
}

export interface Days {
  start: Found | undefined;
  deadline: Found | undefined;
  others: Found[];
}

export function daysIn(goal: string, now: Date, given: { start: string }): Days {
  const announced = behind(goal, begins, (tail, word, language) => readDay(now, tail, word, language));
  const eastern = easternDays(blanked(goal, announced), now, given.start || todayOf(now));
  const starts = [...announced, ...eastern.starts].toSorted((a, b) => a.from - b.from);
  const [start, ...later] = starts;
  const origin = given.start || start?.date || todayOf(now);
  const western = behind(goal, ends, (tail, word, language, before) => {
    const length = readSpan(tail, origin);
    if (length && (!countsTime.test(word) || saysLength(goal, before.length))) return undefined;
    return length
      ? { date: length.date, to: length.length, isVague: false, isTold: false }
      : readDay(now, tail, word, language);
  }).filter(isApartFrom(starts));
  const found = [...western, ...eastern.ends.filter(isApartFrom(western))].toSorted((a, b) => a.from - b.from);
  const plain = plainDays(blanked(goal, [...starts, ...found]), now);
  const [latest] = found.toSorted((a, b) => adjusted(b).localeCompare(adjusted(a)) || b.from - a.from);
  const deadline =
    latest ?? (starts.length === 0 || plain.length === 1 ? plain.shift() : undefined) ?? wholeLength(goal, origin);
  return { start, deadline, others: [...later, ...found.filter((each) => each !== deadline), ...plain] };
}
