import { AppError, findPeriod, type MomentParts, writtenMoments } from '../../core/index.ts';

const dayMs = 86_400_000;

/** What words say of a time: the span that they mean, its end not included. */
export interface Span {
  from: Date;
  to: Date;
}

const startOfDay = (date: Date): Date =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));

/** A trail tells of the past: “Tuesday” is the last one, and “3 December” that of last year if this year's is to come. */
function intoPast(found: MomentParts, now: Date): Date {
  const date = found.date();
  if (date <= now || found.isCertain('year')) return date;
  if (found.isCertain('weekday') && !found.isCertain('day')) return new Date(date.getTime() - 7 * dayMs);
  if (!found.isCertain('month')) return date;
  return new Date(Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), date.getUTCDate(), date.getUTCHours()));
}

const units = '(?:(?:this|last|previous) (?:week|month)|(?:last|past) \\d{1,3} (?:days?|weeks?|months?))';
/** “this week” is all of its days up to now, and not the day that is a week away. */
const wholePeriod = new RegExp(`^(?:the )?${units}$`, 'i');
const periodIn = new RegExp(`\\b(?:the )?${units}\\b`, 'i');

/** Reads “yesterday”, “last Tuesday”, “2026-11-20 14:00”; days and hours are those of UTC. */
export function spanOf(text: string, now: Date): Span | undefined {
  const period = wholePeriod.test(text.trim()) ? findPeriod(text.replace(/^\s*the /i, ''), now) : undefined;
  if (period) return period;
  const [found, ...others] = writtenMoments(text, { now });
  // Words of which only a part is a time are not read as one: who wrote them meant something else.
  if (!found || others.length > 0 || found.text.length < text.trim().length - 6) return undefined;
  const date = intoPast(found.start, now);
  if (found.start.isCertain('hour')) return { from: date, to: new Date(date.getTime() + 1) };
  const from = startOfDay(date);
  return { from, to: new Date(from.getTime() + dayMs) };
}

function read(field: 'from' | 'to', text: string, now: Date): Span {
  const span = spanOf(text, now);
  if (span) return span;
  throw new AppError(
    'input.invalid',
    `I cannot read “${text}” as a time. Write for example “yesterday”, “last Tuesday” or “2026-11-20 14:00”.`,
    { fields: { [field]: 'is no time that I can read' } },
  );
}

/** The span between two texts, of which each may be empty. */
export function readSpan(from: string, to: string, now: Date): { from: Date | undefined; to: Date | undefined } {
  const begin = from.trim() === '' ? undefined : read('from', from, now).from;
  const end = to.trim() === '' ? undefined : read('to', to, now).to;
  if (begin && begin > now) {
    throw new AppError('input.invalid', 'The time to begin with is still to come. Give one that is over.', {
      fields: { from: 'is still to come' },
    });
  }
  if (begin && end && begin >= end) {
    throw new AppError('input.invalid', 'The end lies before the beginning. Change one of them.', {
      fields: { to: 'lies before the beginning' },
    });
  }
  return { from: begin, to: end };
}

const since = /\b(since|after|from)\s*$/i;
const until = /\b(before|until|till|up to)\s*$/i;
const between = /\s+(?:to|until|till|and|-|–)\s+/i;

/** The first time that a text speaks of, as words for `from` and `to`, and the text without it. */
export function timesIn(text: string): { from?: string; to?: string; rest: string } {
  const period = periodIn.exec(text);
  const [found, second] = period ? [{ index: period.index, text: period[0] }] : writtenMoments(text);
  if (!found) return { rest: text };
  const before = text.slice(0, found.index);
  const [first = '', last] = found.text.split(between);
  const end =
    last ??
    (second && between.test(text.slice(found.index + found.text.length - 1, second.index + 1))
      ? second.text
      : undefined);
  const rest = `${before} ${text.slice(found.index + found.text.length)}`;
  if (end !== undefined) return { from: first, to: end, rest: rest.replace(end, ' ') };
  if (since.test(before)) return { from: first, rest };
  if (until.test(before)) return { to: first, rest };
  return { from: first, to: first, rest };
}
