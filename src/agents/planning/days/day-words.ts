import { Temporal } from 'temporal-polyfill';

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const isIso = (date: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])$/.test(date);

/** `Dec 3`; with the year where it may be another one. What is no date stays as it is. */
export function dayWords(date: string, withYear = false): string {
  if (!isIso(date)) return date;
  const words = `${monthNames[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8))}`;
  return withYear ? `${words}, ${date.slice(0, 4)}` : words;
}

/** `Thu, Dec 3, 2026`. */
export const fullDayWords = (date: string): string =>
  isIso(date) ? `${dayNames[Temporal.PlainDate.from(date).dayOfWeek - 1]}, ${dayWords(date, true)}` : date;

/** `Nov 23 – Dec 3`, or one day. */
export const spanWords = (from: string, to: string): string =>
  from === to ? dayWords(from) : `${dayWords(from)} – ${dayWords(to)}`;
