import { parse } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import { AppError } from '../../core/index.ts';

/** A day that words name, with where they stand. */
export interface FoundDate {
  date: string;
  index: number;
  text: string;
  /** The words name a month or a longer time only; its last day was taken. */
  isVague: boolean;
}

const minYear = 2000;
const maxYearsAhead = 10;

const lastOfMonth = (date: Temporal.PlainDate): Temporal.PlainDate => date.with({ day: date.daysInMonth });
const nextWithDay = (today: Temporal.PlainDate, day: number): Temporal.PlainDate => {
  for (let months = today.day < day ? 0 : 1; ; months += 1) {
    const month = today.with({ day: 1 }).add({ months });
    if (month.daysInMonth >= day) return month.with({ day });
  }
};
const forwards = (today: Temporal.PlainDate, month: number, day: number): Temporal.PlainDate => {
  const here = today.with({ month, day });
  return Temporal.PlainDate.compare(here, today) < 0 ? here.add({ years: 1 }) : here;
};
const quarterEnd = (year: number, quarter: number): Temporal.PlainDate =>
  lastOfMonth(Temporal.PlainDate.from({ year, month: quarter * 3, day: 1 }));

interface Rule {
  pattern: RegExp;
  isVague: boolean;
  read(today: Temporal.PlainDate, groups: readonly string[]): Temporal.PlainDate;
}

/** What the library does not know. */
const rules: readonly Rule[] = [
  {
    pattern: /\b(?:end of )?(?:the )?Q([1-4])(?:\s*(?:of\s*)?(20\d\d))?\b/i,
    isVague: true,
    read(today, [quarter = '', year = '']) {
      const here = quarterEnd(year === '' ? today.year : Number(year), Number(quarter));
      return year === '' && Temporal.PlainDate.compare(here, today) < 0
        ? quarterEnd(today.year + 1, Number(quarter))
        : here;
    },
  },
  {
    pattern: /\bend of (?:the |this )?quarter\b/i,
    isVague: false,
    read: (today) => quarterEnd(today.year, Math.ceil(today.month / 3)),
  },
  {
    pattern: /\b(?:end of (?:the |this )?year|(?:the )?year['’]?s? end)\b/i,
    isVague: false,
    read: (today) => today.with({ month: 12, day: 31 }),
  },
  {
    pattern: /\bend of (?:the |this )?week\b/i,
    isVague: false,
    read: (today) => today.add({ days: (5 - today.dayOfWeek + 7) % 7 }),
  },
  { pattern: /\b(?:before )?christmas\b/i, isVague: false, read: (today) => forwards(today, 12, 24) },
  {
    pattern: /\bthe (\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/i,
    isVague: false,
    read: (today, [day = '']) => nextWithDay(today, Math.min(Math.max(Number(day), 1), 31)),
  },
];

function byRules(text: string, today: Temporal.PlainDate): FoundDate | undefined {
  for (const { pattern, isVague, read } of rules) {
    const found = pattern.exec(text);
    if (found) return { date: read(today, found.slice(1)).toString(), index: found.index, text: found[0], isVague };
  }
  return undefined;
}

function byLibrary(text: string, now: Date): FoundDate | undefined {
  const [found] = parse(text, { instant: now, timezone: 0 }, { forwardDate: true });
  const [year, month, day] = [found?.start.get('year'), found?.start.get('month'), found?.start.get('day')];
  if (!found || !year || !month || !day) return undefined;
  const isCounted = /\b(?:in|within)\b/i.test(found.text);
  const isVague = !isCounted && !found.start.isCertain('day') && !found.start.isCertain('weekday');
  const date = Temporal.PlainDate.from({ year, month, day });
  // Of “Jan 4 to March 31” only the first day was asked for; the other one is found in its turn.
  const words = found.end
    ? (found.text.split(/\s*(?:[-–]|\b(?:to|until|till|through)\b)\s*/i)[0] ?? found.text)
    : found.text;
  return { date: (isVague ? lastOfMonth(date) : date).toString(), index: found.index, text: words, isVague };
}

export const todayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** The first day that is named in a text, looking ahead from today. */
export function findDate(text: string, now: Date): FoundDate | undefined {
  const today = Temporal.PlainDate.from(todayOf(now));
  return byRules(text, today) ?? byLibrary(text, now);
}

/** Refuses years that nobody can have meant. */
export function checkDate(date: string, now: Date, field: string): string {
  const year = Number(date.slice(0, 4));
  const maxYear = now.getUTCFullYear() + maxYearsAhead;
  if (/^\d{4}-/.test(date) && year >= minYear && year <= maxYear) return date;
  const message = `${date} is too far away for a plan. Name a day between ${minYear} and ${maxYear}.`;
  throw new AppError('input.invalid', message, { fields: { [field]: message } });
}

const wholeIso = /^\s*(\d{4,6})-(\d{1,2})-(\d{1,2})\s*$/;

function readIso(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = wholeIso.exec(text) ?? [];
  if (year === '') return undefined;
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(parts, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** One day, as an ISO date or in words. Empty stays empty. */
export function readDate(text: string, now: Date, field: string): string {
  if (text.trim() === '') return '';
  const date = wholeIso.test(text) ? readIso(text) : findDate(text, now)?.date;
  if (date !== undefined) return checkDate(date, now, field);
  const message = `I cannot read “${text.trim().slice(0, 60)}” as a day. Write it like 2027-03-31 or “March 31”.`;
  throw new AppError('input.invalid', message, { fields: { [field]: message } });
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const isIso = (date: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])$/.test(date);

/** `Dec 3`; with the year where it may be another one. What is no date stays as it is. */
export function dayWords(date: string, withYear = false): string {
  if (!isIso(date)) return date;
  const words = `${monthNames[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8))}`;
  return withYear ? `${words}, ${date.slice(0, 4)}` : words;
}

/** `Thu, Dec 3, 2026`. */
export const fullDayWords = (date: string): string =>
  isIso(date) ? `${dayNames[Temporal.PlainDate.from(date).dayOfWeek - 1]}, ${dayWords(date, true)}` : date;

/** `Nov 23 – Dec 3`, or one day. */
export const spanWords = (from: string, to: string): string =>
  from === to ? dayWords(from) : `${dayWords(from)} – ${dayWords(to)}`;
