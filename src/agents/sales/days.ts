/** Calendar days as ISO dates, in universal time: everybody sees the same day, whatever their zone. */
const dayMs = 86_400_000;

export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`);
export const addDays = (day: string, count: number): string => dayOf(new Date(toDate(day).getTime() + count * dayMs));
const isWorkday = (day: string): boolean => ![0, 6].includes(toDate(day).getUTCDay());

export const isDay = (text: string): boolean => {
  const date = toDate(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && dayOf(date) === text;
};

export function nextWorkday(day: string): string {
  const next = addDays(day, 1);
  return isWorkday(next) ? next : nextWorkday(next);
}

/** Two working days after the next one. */
export const usualFollowUp = (now: Date): string => nextWorkday(nextWorkday(nextWorkday(dayOf(now))));

export const longDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(toDate(day));
