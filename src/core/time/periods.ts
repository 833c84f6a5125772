import { AppError } from '../errors.ts';
import { dayMs, isDay, startOf } from './days.ts';
import { plainLetters } from './zones.ts';

export interface Period {
  /** Both in UTC; `to` is not part of it. */
  from: Date;
  to: Date;
  words: string;
}

const maxDays = 366;
const advice = 'Write it like “last week”, “last 14 days”, “November 2026” or “2026-11-01 to 2026-11-15”.';
const months = 'january february march april may june july august september october november december'.split(' ');

const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { period: message } });

const startOfDay = (at: Date): Date => new Date(Math.floor(at.getTime() / dayMs) * dayMs);
const plusDays = (at: Date, days: number): Date => new Date(at.getTime() + days * dayMs);
const startOfWeek = (at: Date): Date => plusDays(startOfDay(at), -((at.getUTCDay() + 6) % 7));
const startOfMonth = (year: number, month: number): Date => new Date(Date.UTC(year, month, 1));

type Reading = (now: Date, found: RegExpExecArray) => { from: Date; to: Date } | undefined;

const day = (text: string): Date | undefined => (isDay(text) ? startOf(text) : undefined);

function span(first: string, last: string): { from: Date; to: Date } {
  const [from, to] = [day(first), day(last)];
  if (!from || !to) throw refuse(`${from ? last : first} is no date. ${advice}`);
  if (to < from) throw refuse(`${last} is before ${first}. ${advice}`);
  return { from, to: plusDays(to, 1) };
}

function lastUnits(now: Date, count: number, unit: string): { from: Date; to: Date } {
  if (count < 1) throw refuse(`A period has at least a day. ${advice}`);
  const isMonth = /^m/.test(unit);
  const days = isMonth ? count * 30 : /^(w|s)/.test(unit) ? count * 7 : count;
  return { from: plusDays(now, -Math.min(days, maxDays + 1)), to: now };
}

function monthNamed(now: Date, name: string, year: string | undefined): { from: Date; to: Date } | undefined {
  const month = months.findIndex((each) => each === name || (name.length >= 3 && each.startsWith(name)));
  if (month < 0) return undefined;
  const guess = month > now.getUTCMonth() ? now.getUTCFullYear() - 1 : now.getUTCFullYear();
  const of = year === undefined ? guess : Number(year);
  return { from: startOfMonth(of, month), to: startOfMonth(of, month + 1) };
}

const forms: readonly (readonly [RegExp, Reading])[] = [
  [/^(today|heute|hoy|aujourd'hui)$/, (now) => ({ from: startOfDay(now), to: now })],
  [/^(yesterday|gestern|ayer|hier)$/, (now) => ({ from: plusDays(startOfDay(now), -1), to: startOfDay(now) })],
  [/^(this week|diese woche|esta semana|cette semaine)$/, (now) => ({ from: startOfWeek(now), to: now })],
  [
    /^(last week|previous week|letzte woche|(la )?semana pasada|(la )?semaine derniere)$/,
    (now) => ({ from: plusDays(startOfWeek(now), -7), to: startOfWeek(now) }),
  ],
  [
    /^(this month|diesen monat|este mes|ce mois)$/,
    (now) => ({ from: startOfMonth(now.getUTCFullYear(), now.getUTCMonth()), to: now }),
  ],
  [
    /^(last month|previous month|letzter monat|letzten monat|(el )?mes pasado|(le )?mois dernier)$/,
    (now) => ({
      from: startOfMonth(now.getUTCFullYear(), now.getUTCMonth() - 1),
      to: startOfMonth(now.getUTCFullYear(), now.getUTCMonth()),
    }),
  ],
  [
    /^(?:the )?(?:last|past|letzte[nr]?|ultimos|ultimas) (\d{1,4}) (days?|weeks?|months?|tage|wochen|monate|dias|semanas|meses)$/,
    (now, found) => lastUnits(now, Number(found[1]), found[2] ?? ''),
  ],
  [
    /^(?:since|seit|desde|depuis) (\d{4}-\d{2}-\d{2})$/,
    (now, found) => ({ from: span(found[1] ?? '', found[1] ?? '').from, to: now }),
  ],
  [
    /^(?:from )?(\d{4}-\d{2}-\d{2}) ?(?:to|until|bis|-|\.\.) ?(\d{4}-\d{2}-\d{2})$/,
    (_now, found) => span(found[1] ?? '', found[2] ?? ''),
  ],
  [/^(\d{4}-\d{2}-\d{2})$/, (_now, found) => span(found[1] ?? '', found[1] ?? '')],
  [/^(?:in )?([a-z]+)(?: (\d{4}))?$/, (now, found) => monthNamed(now, found[1] ?? '', found[2])],
];

const plain = (text: string): string => plainLetters(text).replace(/[–—]/g, '-').replace(/\s+/g, ' ').trim();

/** The days that words such as “this week” mean, `to` not included; undefined for other words. Throws for dates that are none. */
export function findPeriod(text: string, now: Date): { from: Date; to: Date } | undefined {
  const words = plain(text);
  for (const [pattern, read] of forms) {
    const found = pattern.exec(words);
    const period = found ? read(now, found) : undefined;
    if (period) return period;
  }
  return undefined;
}

/** Reads which days something is about: whole days, in UTC, up to now. Throws `input.invalid`, with what to write instead. */
export function readPeriod(text: string, now: Date): Period {
  const found = findPeriod(text, now);
  if (!found) throw refuse(`I did not understand the period “${plain(text).slice(0, 60)}”. ${advice}`);
  const { from, to } = found;
  if (from >= now) throw refuse(`“${text.slice(0, 60)}” has not come yet. ${advice}`);
  const end = to > now ? now : to;
  if (end.getTime() - from.getTime() > maxDays * dayMs)
    throw refuse(`That is more than ${maxDays} days. Ask for a shorter period.`);
  return { from, to: end, words: `${shown(from)} to ${shown(new Date(end.getTime() - 1))}` };
}

const shown = (at: Date): string => at.toISOString().slice(0, 10);
