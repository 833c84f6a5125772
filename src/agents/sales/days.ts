import { addDays, dayOf, startOf } from '../../core/index.ts';

export const isWorkday = (day: string): boolean => ![0, 6].includes(startOf(day).getUTCDay());

export function nextWorkday(day: string): string {
  const next = addDays(day, 1);
  return isWorkday(next) ? next : nextWorkday(next);
}

/** Two working days after the next one. */
export const usualFollowUp = (now: Date): string => nextWorkday(nextWorkday(nextWorkday(dayOf(now))));
