/** Days since 1970, in no time zone: a plan's dates have none. */
export const dayMs = 86_400_000;

/** Of an ISO date. */
export function dayOf(date: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(at)) throw new RangeError(`a picture has a date that is none: ${date.slice(0, 40)}`);
  return at / dayMs;
}

const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dateOf = (day: number): Date => new Date(day * dayMs);

export const yearOf = (day: number): string => String(dateOf(day).getUTCFullYear());
export const monthName = (day: number): string => names[dateOf(day).getUTCMonth()] ?? '';
export const monthAndYear = (day: number): string => `${monthName(day)} ${yearOf(day)}`;
export const dayOfMonth = (day: number): string => String(dateOf(day).getUTCDate());
export const shortDate = (day: number): string => `${dayOfMonth(day)} ${monthName(day)}`;
export const longDate = (day: number): string => `${shortDate(day)} ${yearOf(day)}`;

/** 1 is Monday. */
export const weekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
/** The first of the month that is so many months after the one of that day. */
export function firstOfMonth(day: number, months = 0): number {
  const date = dateOf(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / dayMs;
}
/** The first of January that is so many years after the one of that day. */
export const firstOfYear = (day: number, years = 0): number =>
  Date.UTC(dateOf(day).getUTCFullYear() + years, 0, 1) / dayMs;
