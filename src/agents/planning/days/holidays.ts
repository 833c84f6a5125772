import { readDate } from './dates.ts';
import { createWorkDays } from './work-days.ts';

/** One day, or `2026-12-24..2027-01-01`. */
export function readHoliday(text: string, now: Date): string[] {
  const [from = '', to] = text.split('..').map((part) => readDate(part, now, 'holidays'));
  if (to === undefined || to <= from) return from === '' ? [] : [from];
  const days: string[] = [];
  const weekdays = createWorkDays(from);
  for (let index = 0; weekdays.at(index) <= to; index += 1) days.push(weekdays.at(index));
  return days;
}
