import { Temporal } from 'temporal-polyfill';
import type { ScheduleRule, Slot } from '../../core/index.ts';

/** When a rule began: the local date from which its weeks are counted. */
export interface Course {
  rule: ScheduleRule;
  /** ISO date; `undefined` while there was no firing yet, so that the next one begins the count. */
  firstOn: string | undefined;
}

const mondayOf = (date: Temporal.PlainDate): Temporal.PlainDate => date.subtract({ days: date.dayOfWeek - 1 });

function isOn({ rule, firstOn }: Course, date: Temporal.PlainDate): boolean {
  if (!rule.days.includes(date.dayOfWeek)) return false;
  if (rule.everyWeeks === 1 || firstOn === undefined) return true;
  const weeks = mondayOf(Temporal.PlainDate.from(firstOn)).until(mondayOf(date)).days / 7;
  return weeks % rule.everyWeeks === 0;
}

/** The local time on that date: when the clock goes back the first of the two, when it goes forward over it what comes right after. */
function instantOn({ time, zone }: ScheduleRule, date: Temporal.PlainDate): Temporal.ZonedDateTime | undefined {
  // A country that moves across the date line leaves out a whole day.
  if (!date.toZonedDateTime(zone).toPlainDate().equals(date)) return undefined;
  const wanted = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return found;
  return found.getTimeZoneTransition('next') ?? found;
}

const toSlot = (at: Temporal.ZonedDateTime): Slot => ({
  name: at.toPlainDateTime().toString({ smallestUnit: 'minute' }),
  at: new Date(at.epochMilliseconds),
});

const inZone = (at: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** What a firing at this instant is called: the local date and time. */
export const slotAt = ({ zone }: ScheduleRule, at: Date): Slot => toSlot(inZone(at, zone));

/** The first slot after an instant. */
export function nextSlot(course: Course, after: Date): Slot {
  const { rule } = course;
  // Where the clock goes back over midnight, yesterday comes again.
  let date = inZone(after, rule.zone).toPlainDate().subtract({ days: 1 });
  const last = date.add({ weeks: 2 * rule.everyWeeks + 1 });
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    const at = isOn(course, date) ? instantOn(rule, date) : undefined;
    if (at && at.epochMilliseconds > after.getTime()) return toSlot(at);
    date = date.add({ days: 1 });
  }
  throw new RangeError(`a rule without a day: ${JSON.stringify(rule)}`);
}

export function nextSlots(course: Course, after: Date, count: number): Slot[] {
  const slots: Slot[] = [];
  let { firstOn } = course;
  while (slots.length < count) {
    const slot = nextSlot({ rule: course.rule, firstOn }, slots.at(-1)?.at ?? after);
    firstOn ??= dateOf(slot);
    slots.push(slot);
  }
  return slots;
}

/** The local date of a slot. */
export const dateOf = ({ name }: Slot): string => name.slice(0, 10);

const maxMissed = 1_000;

export interface Due {
  /** The latest slot whose time has come. */
  latest: Slot;
  /** Those before it, which nobody sent. */
  missed: readonly Slot[];
  next: Slot;
}

/** What is due when the next firing was to be at `nextAt` and it is `now`: usually that one alone, after an outage more. */
export function dueAt(course: Course, nextAt: Date, now: Date): Due {
  const due = [slotAt(course.rule, nextAt)];
  let next = nextSlot(course, nextAt);
  while (next.at <= now && due.length < maxMissed) {
    due.push(next);
    next = nextSlot(course, next.at);
  }
  const latest = due.at(-1) as Slot;
  return { latest, missed: due.slice(0, -1), next: next.at > now ? next : nextSlot(course, now) };
}
