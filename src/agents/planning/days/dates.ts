import { Temporal } from 'temporal-polyfill';
import { AppError, writtenMoments } from '../../../core/index.ts';
import { quoted } from '../words/quote.ts';
import { rules } from './date-rules.ts';
import { plainDigits } from './digits.ts';
import { faultOfDays } from './impossible-day.ts';
import { monthPattern } from './months.ts';

/** A day that words name, with where they stand. */
export interface FoundDate {
  date: string;
  index: number;
  text: string;
  /** The words name a month or a longer time only; its last day was taken. */
  isVague: boolean;
  /** The answer should say how it was read. */
  isTold: boolean;
}

export type Language = 'en' | 'de';

const minYear = 2000;
const maxYearsAhead = 10;

export const todayOf = (now: Date): string => now.toISOString().slice(0, 10);

function* byRules(text: string, today: Temporal.PlainDate): Generator<FoundDate> {
  for (const { pattern, isVague = false, isTold = isVague, read } of rules) {
    const found = pattern.exec(text);
    const date = found && read(today, found.slice(1));
    if (date) yield { date: date.toString(), index: found.index, text: found[0], isVague, isTold };
  }
}

const lastOfMonth = (date: Temporal.PlainDate): Temporal.PlainDate => date.with({ day: date.daysInMonth });

/** `before May. Then …`: the library reads a month with a sign behind it as none. */
const monthEnd = new RegExp(`(?<=(?<!\\p{L})(?:${monthPattern}))\\.(?=\\s+\\p{Lu}|\\s*$)`, 'giu');

function byLibrary(text: string, now: Date, language: Language): FoundDate | undefined {
  const [found] = writtenMoments(text.replace(monthEnd, ','), { now, language, isAhead: true });
  const [year, month, day] = [found?.start.get('year'), found?.start.get('month'), found?.start.get('day')];
  if (!found || !year || !month || !day) return undefined;
  const isCounted = /\b(?:in|within)\b/i.test(found.text);
  const isVague = !isCounted && !found.start.isCertain('day') && !found.start.isCertain('weekday');
  const date = Temporal.PlainDate.from({ year, month, day });
  // Of “Jan 4 to March 31” only the first day was asked for; the other one is found in its turn.
  const words = found.end
    ? (found.text.split(/\s*(?:[-–]|\b(?:to|until|till|through|bis)\b)\s*/i)[0] ?? found.text)
    : found.text.replace(/,$/, '');
  return {
    date: (isVague ? lastOfMonth(date) : date).toString(),
    index: found.index,
    text: words,
    isVague,
    isTold: isVague,
  };
}

/** The first day that is named in a text, looking ahead from today. Of two at one place the longer words say more. */
export function findDate(text: string, now: Date, language: Language = 'en'): FoundDate | undefined {
  const today = Temporal.PlainDate.from(todayOf(now));
  const byWords = byLibrary(text, now, language);
  const all = [...byRules(text, today), ...(byWords ? [byWords] : [])];
  return all.toSorted((a, b) => a.index - b.index || b.text.length - a.text.length)[0];
}

/** Refuses years that nobody can have meant. */
export function checkDate(date: string, now: Date, field: string): string {
  const year = Number(date.slice(0, 4));
  const maxYear = now.getUTCFullYear() + maxYearsAhead;
  if (/^\d{4}-/.test(date) && year >= minYear && year <= maxYear) return date;
  const message = `${date} is too far away for a plan. Name a day between ${minYear} and ${maxYear}.`;
  throw new AppError('input.invalid', message, { fields: { [field]: message } });
}

/** Refuses a day that no calendar has, wherever it stands in a text. */
export function checkDays(text: string, now: Date, field: string): void {
  const fault = faultOfDays(text, todayOf(now));
  if (fault !== undefined) throw new AppError('input.invalid', `${fault}.`, { fields: { [field]: `${fault}.` } });
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
export function readDate(written: string, now: Date, field: string): string {
  const text = plainDigits(written);
  if (text.trim() === '') return '';
  checkDays(text, now, field);
  const found = wholeIso.test(text) ? readIso(text) : (findDate(text, now) ?? findDate(text, now, 'de'))?.date;
  if (found !== undefined) return checkDate(found, now, field);
  const message = `I cannot read ${quoted(text)} as a day. Write it like 2027-03-31 or “March 31”.`;
  throw new AppError('input.invalid', message, { fields: { [field]: message } });
}
