import { Temporal } from 'temporal-polyfill';
import { AppError, writtenMoments, zoneAtEnd } from '../../core/index.ts';

const yearMs = 366 * 24 * 3_600_000;
const example = 'Write it as 2026-12-01 09:00 Europe/Berlin, or as tomorrow 9:00 Europe/Berlin.';
const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { at: message } });

/** Zone at the end of what was typed, by its name, a city, or in brackets. */
function splitZone(typed: string): { words: string; zone: string | undefined } {
  const words = typed
    .trim()
    .replace(/[[\]()]/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  const found = zoneAtEnd(words.slice(1));
  if (found) {
    const before = words.slice(0, -found.count).join(' ');
    return { words: before.replace(/[\s,]+(in)?$/i, ''), zone: found.zone };
  }
  const last = words.at(-1) ?? '';
  if (/^[A-Za-z]+\/[\w+-]+/.test(last)) throw refuse(`There is no time zone “${last.slice(0, 60)}”. ${example}`);
  return { words: words.join(' '), zone: undefined };
}

/** `2026-12-01 09:00`, with or without an offset: read to the letter, so that no day is moved. */
function readExact(words: string): { date: Temporal.PlainDateTime; offset: string | undefined } | undefined {
  const found =
    /^(\d{4})-(\d{2})-(\d{2})[T ,]+(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      words,
    );
  if (!found) return undefined;
  const [year, month, day, hour, minute, second = 0] = found.slice(1, 7).map((each) => Number(each ?? 0));
  try {
    const fields = { year, month, day, hour, minute, second } as const;
    const date = Temporal.PlainDateTime.from(fields as Temporal.PlainDateTimeLike, { overflow: 'reject' });
    return { date, offset: found[7] };
  } catch (cause) {
    throw new AppError('input.invalid', `There is no ${words.slice(0, 60)}. ${example}`, {
      cause,
      fields: { at: 'is no date and time' },
    });
  }
}

function readWords(
  words: string,
  now: Date,
  zone: string,
): { date: Temporal.PlainDateTime; offset: string | undefined } {
  if (/\b\d{1,2}(\/\d{1,2}|[.-]\d{1,2}[.-]\d{2,4})\b/.test(words))
    throw refuse(`“${words.slice(0, 60)}” can mean two days. ${example}`);
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const offsetMinutes = Math.round(local.offsetNanoseconds / 6e10);
  const [found, ...others] = writtenMoments(words, { now, offsetMinutes, isAhead: true });
  const left = found ? words.replace(found.text, '').replace(/\b(at|on|the|by|um|am)\b|[\s,.]/gi, '') : words;
  if (!found || others.length > 0 || left !== '' || found.end)
    throw refuse(`I could not read “${words.slice(0, 80)}” as one day and time. ${example}`);
  const { start } = found;
  if (!start.isCertain('hour'))
    throw refuse(`“${words.slice(0, 80)}” does not say at what time of the day. ${example}`);
  const get = (name: 'year' | 'month' | 'day' | 'hour' | 'minute'): number => start.get(name) ?? 0;
  const date = new Temporal.PlainDateTime(get('year'), get('month'), get('day'), get('hour'), get('minute'));
  return { date, offset: undefined };
}

/** A local time as a moment. When clocks are set back it is there twice: the first one is meant. */
function inZone(date: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  const earlier = date.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const isThere = earlier.toPlainDateTime().equals(date);
  if (isThere) return earlier;
  throw refuse(
    `Clocks are set forward then: there is no ${date.toString({ smallestUnit: 'minute' }).replace('T', ' ')} in ${zone}. ${example}`,
  );
}

/** What was typed as one moment, within a year from now. Without a zone it is UTC. */
export function readMoment(typed: string, now: Date): string {
  const { words, zone: named } = splitZone(typed);
  const zone = named ?? 'UTC';
  const { date, offset } = readExact(words) ?? readWords(words, now, zone);
  const moment =
    offset === undefined
      ? inZone(date, zone)
      : Temporal.Instant.from(`${date.toString()}${offset.toUpperCase()}`).toZonedDateTimeISO(zone);
  if (moment.epochMilliseconds <= now.getTime())
    throw refuse(`${showMoment(moment.toString())} has passed already. Give a moment to come, or publish it at once.`);
  if (moment.epochMilliseconds > now.getTime() + yearMs)
    throw refuse(`${showMoment(moment.toString())} is more than a year ahead. Give a moment within a year.`);
  return moment.toString({ smallestUnit: 'minute' });
}

/** What `readMoment` gave, as a date. */
export const dateOf = (moment: string): Date => new Date(Temporal.ZonedDateTime.from(moment).epochMilliseconds);

/** `Tue 1 Dec 2026, 09:00 Europe/Berlin (08:00 UTC)`. */
export function showMoment(moment: string): string {
  const local = Temporal.ZonedDateTime.from(moment);
  const day = local.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const time = ({ hour, minute }: Temporal.ZonedDateTime): string =>
    `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  const utc = local.withTimeZone('UTC');
  const also = local.timeZoneId === 'UTC' ? '' : ` (${time(utc)} UTC)`;
  return `${day}, ${time(local)} ${local.timeZoneId}${also}`;
}
