import { dayOfMonth, firstOfMonth, firstOfYear, monthAndYear, monthName, weekday, yearOf } from './days.ts';

/** One label of the time axis with the day it begins at. */
export interface Tick {
  day: number;
  label: string;
}
/** The head of a chart in two rows: months over weeks, or years over months. */
export interface Calendar {
  upper: Tick[];
  lower: Tick[];
  weekends: { from: number; to: number }[];
}

function daysBy(from: number, to: number, first: number, step: (day: number) => number): number[] {
  const days: number[] = [];
  for (let day = first; day < to; day = step(day)) if (day >= from) days.push(day);
  return days;
}
const months = (from: number, to: number, every: number): number[] =>
  daysBy(from, to, firstOfYear(from), (day) => firstOfMonth(day, every));
const years = (from: number, to: number, every: number): number[] =>
  daysBy(from, to, firstOfYear(from), (day) => firstOfYear(day, every));
const mondays = (from: number, to: number): number[] =>
  daysBy(from, to, from + ((8 - weekday(from)) % 7), (day) => day + 7);
const ticks = (days: readonly number[], label: (day: number) => string): Tick[] =>
  days.map((day) => ({ day, label: label(day) }));

/** What the chart begins with is named too, when the next name leaves room for it. */
const withStart = (from: number, days: number[], room: number): number[] =>
  days[0] === undefined || days[0] - from >= room ? [from, ...days] : days;

function weekendsOf(from: number, to: number): Calendar['weekends'] {
  const saturdays = daysBy(from - 1, to, from - 1 + ((13 - weekday(from - 1)) % 7), (day) => day + 7);
  return saturdays.map((day) => ({ from: Math.max(day, from), to: Math.min(day + 2, to) }));
}

const lowerSteps = [1, 3, 6];

/** Reads well at any length: days, weeks, months, quarters or years, so that no label touches the next. */
export function calendarOf(from: number, to: number, room: number): Calendar {
  const perDay = room / (to - from);
  const weekends = perDay >= 3 ? weekendsOf(from, to) : [];
  if (perDay * 7 >= 20) {
    const upper = withStart(from, months(from, to, 1), 62 / perDay);
    const lower = perDay >= 19 ? daysBy(from, to, from, (day) => day + 1) : mondays(from, to);
    return { upper: ticks(upper, monthAndYear), lower: ticks(lower, dayOfMonth), weekends };
  }
  const upper = ticks(withStart(from, years(from, to, 1), 34 / perDay), yearOf);
  const step = lowerSteps.find((each) => perDay * 30 * each >= 30);
  if (step !== undefined) return { upper, lower: ticks(months(from, to, step), monthName), weekends };
  const every = Math.max(1, Math.ceil(40 / (perDay * 365)));
  return { upper: [], lower: ticks(years(from, to, every), yearOf), weekends };
}
