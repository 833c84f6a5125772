import { Temporal } from 'temporal-polyfill';
import { AppError } from '../../../core/index.ts';

/** Working days in a row, counted from the first one on or after a start. */
export interface WorkDays {
  /** The ISO date of a day; 0 is the first. */
  at(index: number): string;
  /** The first working day on or after a date; never less than 0. */
  indexOf(date: string): number;
}

/** Ten years of working days: nobody plans further, and nothing is counted further. */
const maxWorkDays = 2_610;
const saturday = 6;

const tooLong = (): AppError =>
  new AppError(
    'input.invalid',
    'This plan would take more than ten years. Check the durations, waits and dates in it.',
  );

export function createWorkDays(start: string, holidays: readonly string[] = []): WorkDays {
  const off = new Set(holidays);
  const dates: string[] = [];
  let next = Temporal.PlainDate.from(start);

  function extend(): string {
    while (next.dayOfWeek >= saturday || off.has(next.toString())) next = next.add({ days: 1 });
    const date = next.toString();
    if (dates.length >= maxWorkDays) throw tooLong();
    dates.push(date);
    next = next.add({ days: 1 });
    return date;
  }

  return {
    at(index) {
      while (dates.length <= index) extend();
      return dates[index] ?? '';
    },
    indexOf(date) {
      while (dates.length === 0 || (dates.at(-1) ?? '') < date) extend();
      const index = dates.findLastIndex((each) => each <= date);
      return dates[index] === date ? index : index + 1;
    },
  };
}

/** That day, or the Friday before it. */
export function lastWorkDay(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: Math.max(0, day.dayOfWeek - saturday + 1) }).toString();
}

/** How many working days lie behind one date up to and with another: Friday to Monday is one. */
export function workDaysBetween(from: string, to: string, holidays: readonly string[] = []): number {
  if (from >= to) return from === to ? 0 : -workDaysBetween(to, from, holidays);
  const off = new Set(holidays);
  let count = 0;
  const end = Temporal.PlainDate.from(to);
  for (
    let day = Temporal.PlainDate.from(from).add({ days: 1 });
    Temporal.PlainDate.compare(day, end) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (day.dayOfWeek < saturday && !off.has(day.toString())) count += 1;
  }
  return count;
}
