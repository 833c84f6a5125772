const dayMs = 86_400_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const numberOf = (date: string): number => Date.parse(date) / dayMs;
/** Working days from the Monday of 1969-12-29 to the begin of that day. */
function workDaysBefore(day: number): number {
  const since = day + 3;
  return Math.floor(since / 7) * 5 + Math.min(5, ((since % 7) + 7) % 7);
}

const isWeekday = (day: number): boolean => workDaysBefore(day + 1) > workDaysBefore(day);

/** Working days from the begin of one day to the begin of another: Monday to Friday without holidays. */
function workDaysFrom(first: number, end: number, holidays: readonly string[]): number {
  if (first > end) return 0 - workDaysFrom(end, first, holidays);
  const off = [...new Set(holidays)].map(numberOf).filter((day) => day >= first && day < end && isWeekday(day));
  return workDaysBefore(end) - workDaysBefore(first) - off.length;
}

/** Working days behind one date up to another; negative when it lies before. */
export const workDaysBetween = (from: string, to: string, holidays: readonly string[] = []): number =>
  workDaysFrom(numberOf(from) + 1, numberOf(to) + 1, holidays);

/** Working days of a span, both ends included. */
export const workDaysOf = (from: string, to: string, holidays: readonly string[] = []): number =>
  workDaysFrom(numberOf(from), numberOf(to) + 1, holidays);

export const calendarDays = (from: string, to: string): number => numberOf(to) - numberOf(from);

export const dayAfter = (date: string, days: number): string =>
  new Date((numberOf(date) + days) * dayMs).toISOString().slice(0, 10);

export function readable(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

export const overlap = (one: Span, other: Span): boolean => one.start <= other.finish && other.start <= one.finish;
interface Span {
  start: string;
  finish: string;
}
