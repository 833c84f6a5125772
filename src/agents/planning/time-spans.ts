import { Temporal } from 'temporal-polyfill';
import { createWorkDays } from './work-days.ts';

const english = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const german = 'ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ');
const tens: Readonly<Record<string, number>> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  sixty: 60,
  ninety: 90,
};

/** `six`, `a couple of`, `half a`, `zwei`, `6`. */
export const countPattern =
  '(?:\\d{1,4}(?:[.,]\\d)?|half an?|a couple of|a|an|eine[rmns]?|' +
  [...english, ...Object.keys(tens), ...german].join('|') +
  ')';
export const unitPattern =
  '(?:(?:working|business|work)[ -]?days?|arbeitstage?n?|werktage?n?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|stunden?|tage?n?|wochen?|monate?n?|quartale?n?|jahre?n?)(?![\\p{L}\\p{N}])';

export function countOf(words: string): number {
  const text = words.toLowerCase();
  if (/^\d/.test(text)) return Number(text.replace(',', '.'));
  if (text.startsWith('half')) return 0.5;
  if (text === 'a couple of') return 2;
  const place = Math.max(english.indexOf(text), german.indexOf(text));
  return place >= 0 ? place + 1 : (tens[text] ?? 1);
}

/** Behind a word that announces it, or at the end of a line: `one week sprint` is a name. */
export const worded = new RegExp(
  `(?:(?<![\\p{L}])(?:for|takes?|lasts?|lasting|needs?|within|to|für)\\s+(?:about |around )?(${countPattern})[ -]?(${unitPattern})|(?:[:,(–-]\\s*|\\s)(${countPattern})[ -]?(${unitPattern})\\)?(?=\\s*(?:$|[,(@|–—])))`,
  'iu',
);

/** A length of time on the calendar: working days apart from days. */
interface Unit {
  pattern: RegExp;
  days: number;
  add(count: number): Temporal.DurationLike;
}
const units: readonly Unit[] = [
  { pattern: /^(?:hour|stunde)/i, days: 1 / 24, add: () => ({ days: 0 }) },
  { pattern: /^(?:day|tag)/i, days: 1, add: (days) => ({ days }) },
  { pattern: /^(?:week|woche)/i, days: 7, add: (weeks) => ({ weeks }) },
  { pattern: /^fortnight/i, days: 14, add: (count) => ({ weeks: count * 2 }) },
  { pattern: /^(?:month|monat)/i, days: 30, add: (months) => ({ months }) },
  { pattern: /^(?:quarter|quartal)/i, days: 91, add: (count) => ({ months: count * 3 }) },
  { pattern: /^(?:year|jahr)/i, days: 365, add: (years) => ({ years }) },
];

const isWorkDay = /^(?:work|business|arbeitstag|werktag)/i;
const span = new RegExp(
  `^(?:the next |next |about |around |den nächsten |etwa )?(${countPattern})[ -]?(${unitPattern})`,
  'iu',
);

/** `3 weeks`, `a month`, `sechs Wochen`, `10 working days`: counted from a day. */
export function readSpan(text: string, from: string): { date: string; length: number } | undefined {
  const [found, count = '', unit = ''] = span.exec(text) ?? [];
  if (found === undefined) return undefined;
  const number = countOf(count);
  if (isWorkDay.test(unit)) return { date: createWorkDays(from).at(Math.round(number)), length: found.length };
  const kind = units.find(({ pattern }) => pattern.test(unit));
  const length = Number.isInteger(number) ? kind?.add(number) : { days: Math.round(number * (kind?.days ?? 1)) };
  return {
    date: Temporal.PlainDate.from(from)
      .add(length ?? {})
      .toString(),
    length: found.length,
  };
}
