const dayMs = 86_400_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const numberOf = (date: string): number => Date.parse(date) / dayMs;
/** Working days from the Monday of 1969-12-29 to the begin of that day. */
function workDaysBefore(day: number): number {
  const since = day + 3;
  return Math.floor(since / 7) * 5 + Math.min(5, ((since % 7) + 7) % 7);
}

/** Working days, Monday to Friday, behind one date up to another; negative when it lies before. Holidays are not known here. */
export const workDaysBetween = (from: string, to: string): number =>
  workDaysBefore(numberOf(to) + 1) - workDaysBefore(numberOf(from) + 1);

/** Working days of a span, both ends included. */
export const workDaysOf = (from: string, to: string): number =>
  workDaysBefore(numberOf(to) + 1) - workDaysBefore(numberOf(from));

export const calendarDays = (from: string, to: string): number => numberOf(to) - numberOf(from);

export function readable(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

export const overlap = (one: Span, other: Span): boolean => one.start <= other.finish && other.start <= one.finish;
interface Span {
  start: string;
  finish: string;
}
