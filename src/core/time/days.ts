/** Calendar days as ISO dates, in universal time: everybody sees the same day, whatever their zone. */
export const dayMs = 86_400_000;

export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
export const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
export const addDays = (day: string, count: number): string => dayOf(new Date(startOf(day).getTime() + count * dayMs));

/** A calendar has no 30 February, and a date in JavaScript has. */
export function isDay(text: string): boolean {
  const date = startOf(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && dayOf(date) === text;
}

/** `Friday, 20 November 2026` */
export const longDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(startOf(day));
