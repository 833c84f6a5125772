import {
  AppError,
  type Context,
  decidePermission,
  isPermitted,
  type Schedule,
  type ScheduleState,
  type ScheduleStore,
} from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { acceptFiring } from './accept-firing.ts';
import { openFiring } from './open-firing.ts';
import { readSchedules, type ScheduleRow, toSchedule } from './schedule-rows.ts';
import { nextSlot } from './slots.ts';

/** Between a firing and one more on demand. */
const pauseMs = 60_000;

const refuse = (message: string, fault: string): AppError =>
  new AppError('input.invalid', message, { fields: { number: fault } });

/** Locked, so that it is not fired meanwhile. */
async function take(tx: Tx, number: number, { principal }: Context): Promise<ScheduleRow> {
  const condition = "s.state <> 'deleted' and s.project = any ($1) and s.number = $2::bigint for update of s";
  const [row] = await readSchedules(tx, condition, [principal.projects, number]);
  if (row) return row;
  throw refuse(
    `There is no schedule ${number} in your projects. Ask for list-schedules to see those that there are.`,
    'is no schedule of your projects',
  );
}

async function change(tx: Tx, row: ScheduleRow, state: ScheduleState, nextAt: Date | null): Promise<Schedule> {
  await tx.query(
    "update schedules set state = $2, next_at = $3, trouble = '', note = '', firing_note = '' where id = $1",
    [row.id, state, nextAt],
  );
  return toSchedule({ ...row, state, next_at: nextAt, note: '', firing_note: '' });
}

/** A firing acts for who set it up: what was stopped for that person's sake goes on by their own hand only. */
function checkOwner(row: ScheduleRow, { principal }: Context): void {
  if (row.state !== 'stopped' || row.person_id === principal.person) return;
  throw refuse(
    `Schedule ${row.number} was stopped: ${row.note} Only ${row.owner} can resume it. Set up a new one instead, and delete this one.`,
    'was stopped',
  );
}

/** A firing is sent without being asked again: who makes one more answers for it, as who set it up does or who may decide. */
function checkDecider(row: ScheduleRow, { principal }: Context): void {
  // By role: a token decides nothing, and may still act for a person who can.
  if (row.person_id === principal.person || isPermitted({ ...principal, scopes: undefined }, decidePermission)) return;
  throw new AppError(
    'permission.denied',
    `Schedule ${row.number} is run at once only by ${row.owner}, who set it up, or by someone who may approve. Ask one of them.`,
  );
}

/** One approval stands for every firing, and so not for any number of them at once. */
async function checkPause(tx: Tx, { id, number, last_at, now }: ScheduleRow): Promise<void> {
  const [open] = await tx.query<{ number: number }>(
    "select number from runs where schedule_id = $1 and state not in ('done', 'failed') order by number desc limit 1",
    [id],
  );
  if (open) {
    const advice = `It can be run again when run ${open.number} has ended.`;
    throw refuse(`Schedule ${number} was fired and has not come to its end yet. ${advice}`, 'has not ended yet');
  }
  const again = new Date((last_at?.getTime() ?? 0) + pauseMs);
  if (again <= now) return;
  const when = `${again.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  throw refuse(
    `Schedule ${number} was fired less than a minute ago. It can be run again after ${when}.`,
    'was fired less than a minute ago',
  );
}

/** What people do with schedules, in the transaction of their step. */
export function createScheduleStore(tx: Tx, ctx: Context): ScheduleStore {
  return {
    async pause(number) {
      const row = await take(tx, number, ctx);
      if (row.state === 'paused') return toSchedule(row);
      if (row.state === 'stopped')
        throw refuse(`Schedule ${number} was stopped already: ${row.note}`, 'was stopped already');
      return change(tx, row, 'paused', null);
    },

    async resume(number) {
      const row = await take(tx, number, ctx);
      if (row.state === 'active') return toSchedule(row);
      checkOwner(row, ctx);
      return change(tx, row, 'active', nextSlot({ rule: row.rule, firstOn: row.first_on }, ctx.clock()).at);
    },

    async remove(number) {
      return change(tx, await take(tx, number, ctx), 'deleted', null);
    },

    async fireNow(number) {
      const row = await take(tx, number, ctx);
      checkDecider(row, ctx);
      if (row.state !== 'active')
        throw refuse(`Schedule ${number} is ${row.state}. Resume it first, then run it.`, `is ${row.state}`);
      if (ctx.run === undefined) throw new AppError('internal', 'A schedule is fired by a run only.');
      await checkPause(tx, row);
      const { run } = await acceptFiring(tx, row, `now-${ctx.run}-${ctx.step}`, ctx);
      await openFiring(tx, row.id, run.id);
      return { schedule: toSchedule({ ...row, last_at: ctx.clock() }), run: run.number };
    },
  };
}
