import { Temporal } from 'temporal-polyfill';

export type Day = Temporal.PlainDate;

export const lastOfMonth = (date: Day): Day => date.with({ day: date.daysInMonth });
const isBefore = (one: Day, other: Day): boolean => Temporal.PlainDate.compare(one, other) < 0;

export function nextWithDay(today: Day, day: number): Day {
  for (let months = today.day < day ? 0 : 1; ; months += 1) {
    const month = today.with({ day: 1 }).add({ months });
    if (month.daysInMonth >= day) return month.with({ day });
  }
}

/** That day of a year, or the next one that comes; undefined when there is none. */
export function dayOf(today: Day, { year, month, day }: { year: string; month: number; day: number }): Day | undefined {
  const written = year.length === 2 ? 2000 + Number(year) : Number(year);
  for (const each of written > 0 ? [written] : [today.year, today.year + 1]) {
    if (month < 1 || month > 12 || day < 1) return undefined;
    const first = Temporal.PlainDate.from({ year: each, month, day: 1 });
    const date = day <= first.daysInMonth ? first.with({ day }) : undefined;
    if (date && (written > 0 || !isBefore(date, today))) return date;
  }
  return undefined;
}

/** A month's part: `early`, `mid`, `late`. */
export function inMonth(today: Day, part: string, month: number, year: string): Day | undefined {
  const day = /^(?:early|beginning|start|anfang)/i.test(part) ? 10 : /^mi/i.test(part) ? 15 : 0;
  if (day > 0) return dayOf(today, { year, month, day });
  const first = dayOf(today, { year, month, day: 28 });
  return first && lastOfMonth(first);
}

/** The end of a part of a year, this year or the next one. */
export function partEnd(today: Day, year: string, month: number): Day {
  const end = (of: number): Day => lastOfMonth(Temporal.PlainDate.from({ year: of, month, day: 1 }));
  if (year !== '') return end(Number(year));
  return isBefore(end(today.year), today) ? end(today.year + 1) : end(today.year);
}

/** The Friday of a week as ISO 8601 counts it: the first one holds January 4. */
export function fridayOfWeek(today: Day, week: number, year: string): Day | undefined {
  if (week < 1 || week > 53) return undefined;
  const inYear = (of: number): Day => {
    const fourth = Temporal.PlainDate.from({ year: of, month: 1, day: 4 });
    return fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: week - 1, days: 4 });
  };
  const here = inYear(year === '' ? today.year : Number(year));
  return year === '' && isBefore(here, today) ? inYear(today.year + 1) : here;
}

export const seasonEnds: readonly (readonly [RegExp, number])[] = [
  [/^(?:spring|fr)/i, 5],
  [/^(?:summer|sommer)/i, 8],
  [/^(?:autumn|fall|herbst)/i, 11],
  [/^winter/i, 2],
];
