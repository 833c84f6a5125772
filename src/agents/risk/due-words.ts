import { Temporal } from 'temporal-polyfill';
import { AppError, writtenMoments } from '../../core/index.ts';
import { readable } from './days.ts';
import { shorten } from './facts.ts';

const maxYearsAhead = 10;
const iso = /^\d{4}-\d{2}-\d{2}$/;

const refuse = (fault: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { due: fault } });

function dayIn(text: string, now: Date): string | undefined {
  if (iso.test(text)) {
    try {
      return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
    } catch {
      return undefined;
    }
  }
  const start = writtenMoments(text, { now, isAhead: true })[0]?.start;
  const [year, month, day] = [start?.get('year'), start?.get('month'), start?.get('day')];
  // A month alone is no day: nobody would know whether its first or its last was meant.
  const isDay = start?.isCertain('day') || start?.isCertain('weekday');
  return year && month && day && isDay ? Temporal.PlainDate.from({ year, month, day }).toString() : undefined;
}

/** The day until which a response is to be done: `2027-03-31`, `15 December`, `next Friday`; `none` is none. */
export function readDue(words: string, now: Date): string {
  const text = words.trim();
  if (/^(?:none|never|no date)$/i.test(text)) return '';
  const date = dayIn(text, now);
  if (date === undefined) {
    const message = `I cannot read “${shorten(text)}” as a day. Write it like 2027-03-31 or “15 December”.`;
    throw refuse('is no day', message);
  }
  if (date < now.toISOString().slice(0, 10)) {
    throw refuse('is a day that is over', `${readable(date)} is over. Name a day from today on.`);
  }
  if (Number(date.slice(0, 4)) <= now.getUTCFullYear() + maxYearsAhead) return date;
  throw refuse('is too far away', `${readable(date)} is too far away. Name a day within ${maxYearsAhead} years.`);
}
