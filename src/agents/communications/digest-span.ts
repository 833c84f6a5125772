import { type Context, type ScheduleRule, weekdayIn } from '../../core/index.ts';

const dayMs = 86_400_000;
/** After a long pause a digest tells of the last month only. */
const maxDays = 31;

/** Days since the firing before, when one is due now. */
export function lookBackDays({ days, everyWeeks, zone }: ScheduleRule, now: Date): number {
  if (everyWeeks > 1) return 7 * everyWeeks;
  const today = weekdayIn(zone, now);
  const back = [1, 2, 3, 4, 5, 6].find((count) => days.includes(((today - 1 - count + 7) % 7) + 1));
  return back ?? 7;
}

export interface Span {
  from: Date;
  zone: string;
}

const daysBefore = (to: Date, count: number): Date => new Date(to.getTime() - count * dayMs);

/** Where the last digest of the schedule ended; before there is one, as far back as its rule goes. Without a schedule, a day. */
export async function spanUntil(to: Date, ctx: Context): Promise<Span> {
  const asking = ctx.schedule === undefined ? undefined : await ctx.schedules.asking(ctx.schedule);
  if (!asking) return { from: daysBefore(to, 1), zone: 'UTC' };
  const { rule, lastSent } = asking;
  const until = new Date(typeof lastSent?.until === 'string' ? lastSent.until : Number.NaN);
  const from = Number.isNaN(until.getTime()) ? daysBefore(to, Math.min(lookBackDays(rule, to), maxDays)) : until;
  return { from: from < daysBefore(to, maxDays) ? daysBefore(to, maxDays) : from, zone: rule.zone };
}
