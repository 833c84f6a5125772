import { Temporal } from 'temporal-polyfill';
import { anyMonthPattern, monthOf, monthPattern } from './months.ts';

/** A day that no calendar has, as it was written. */
interface Written {
  words: string;
  day: number;
  month: number;
  /** 0: the next one that comes. */
  year: number;
  /** Written so that it can be nothing but a date. */
  isCertain: boolean;
}

type Reader = (found: RegExpExecArray) => Omit<Written, 'words'>;

const yearOf = (text: string | undefined): number =>
  text === undefined || text === '' ? 0 : text.length === 2 ? 2000 + Number(text) : Number(text);

const forms: readonly (readonly [RegExp, Reader])[] = [
  [
    /(?<![\d-])(20\d\d)(?:-|\s?[年년]\s?)(\d{1,2})(?:-|\s?[月월]\s?)(\d{1,2})(?![\d-])/g,
    ([, year, month, day]) => ({ day: Number(day), month: Number(month), year: yearOf(year), isCertain: true }),
  ],
  [
    /(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]/gu,
    ([, month, day]) => ({ day: Number(day), month: Number(month), year: 0, isCertain: true }),
  ],
  [
    /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(20\d\d|\d\d))?(?!\d|\.\d)/g,
    ([, day, month, year]) => ({
      day: Number(day),
      month: Number(month),
      year: yearOf(year),
      isCertain: year?.length === 4,
    }),
  ],
  [
    /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(20\d\d)(?![\d/])/g,
    ([, one, other, year]) => {
      const isDayFirst = Number(one) > 12;
      const [day, month] = isDayFirst ? [Number(one), Number(other)] : [Number(other), Number(one)];
      return { day, month, year: yearOf(year), isCertain: true };
    },
  ],
  [
    new RegExp(
      `(?<![\\d.,])(\\d{1,2})(?:\\.|st|nd|rd|th|er|º|°)?\\s*(?:of\\s+|de\\s+)?(${anyMonthPattern})\\.?(?:,?\\s+(?:de\\s+)?(20\\d\\d))?`,
      'giu',
    ),
    ([, day, month = '', year]) => ({
      day: Number(day),
      month: monthOf(month),
      year: yearOf(year),
      isCertain: year !== undefined,
    }),
  ],
  [
    new RegExp(
      `\\b(${monthPattern})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.]\\d|\\d|\\s*%)(?:,?\\s+(20\\d\\d))?`,
      'giu',
    ),
    ([, month = '', day, year]) => ({
      day: Number(day),
      month: monthOf(month),
      year: yearOf(year),
      isCertain: year !== undefined,
    }),
  ],
];

const announced =
  /(?:^|[\s(])(?:by|until|till|before|on|due|from|starting|deadline:?|bis|bis zum|am|ab|vom|zum|vor)\s+$/i;
const monthNames = 'January February March April May June July August September October November December'.split(' ');

/** The month that is meant: of that year, or the next one that comes. */
function monthAt(today: string, { month, year }: Written): Temporal.PlainDate {
  const now = Temporal.PlainDate.from(today);
  const isOver = month < now.month;
  return Temporal.PlainDate.from({ year: year || now.year + (isOver ? 1 : 0), month, day: 1 });
}

function faultOf(written: Written, today: string): string | undefined {
  const { words, day, month } = written;
  if (month < 1 || month > 12)
    return written.isCertain ? `There is no ${words}: a year has 12 months. Write it like 2026-12-31` : undefined;
  const first = monthAt(today, written);
  // A higher number beside a month may count something else: “May 50 people come”.
  if (day >= 1 && day <= first.daysInMonth) return undefined;
  if (!written.isCertain && (day < 1 || day > 31)) return undefined;
  const name = monthNames[month - 1] ?? '';
  const next = first.add({ months: 1 });
  const nearest = `“${name} ${first.daysInMonth}” or “${monthNames[next.month - 1]} 1”`;
  return `There is no ${words}: ${name} ${first.year} has ${first.daysInMonth} days. Write ${nearest}`;
}

/** What is wrong with the first day in a text that no calendar has, and what to write; undefined when there is none. */
export function faultOfDays(text: string, today: string): string | undefined {
  for (const [pattern, read] of forms) {
    for (const found of text.matchAll(pattern)) {
      const isAnnounced = announced.test(text.slice(Math.max(0, found.index - 12), found.index));
      const { isCertain, ...parts } = read(found);
      const fault = faultOf({ ...parts, words: found[0].trim(), isCertain: isCertain || isAnnounced }, today);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}
