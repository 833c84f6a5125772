import { randomUUID } from 'node:crypto';
import {
  AppError,
  admit,
  deedOf,
  escapeMarkdown,
  isAppError,
  isExpected,
  type Log,
  noTracer,
  type Principal,
  type Probe,
  type Registry,
  type Slot,
  type Tracer,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import type { Identity } from '../identity/identity.ts';
import type { AddressOf } from '../messages/tell-person.ts';
import { presentStop, shareSwitches } from '../stops/stops.ts';
import { acceptFiring } from './accept-firing.ts';
import { inLanes } from './in-lanes.ts';
import { openFiring } from './open-firing.ts';
import { readSchedules, type ScheduleRow } from './schedule-rows.ts';
import { dueAt } from './slots.ts';
import { tellAdmin, tellKey, tellSetup } from './tell.ts';

export interface FireOptions {
  database: Database;
  registry: Registry;
  identity: Identity;
  addressOf: AddressOf;
  tracer?: Tracer;
  probe: Probe;
  log: Log;
}

const batch = 200;
/** So many at a time: a transaction each, so that one that breaks holds up none of the others. */
const concurrency = 4;
/** What is later than this is of yesterday: it is not sent any more. */
const maxLateMs = 12 * 3_600_000;
const retrySeconds = 60;

/** In the name of who set it up, with what they may do now. Throws why they may not. */
async function principalOf(tx: Tx, row: ScheduleRow, { identity, registry }: FireOptions): Promise<Principal> {
  const capability = registry.find(row.capability);
  if (!capability) throw new AppError('capability.unknown', `${row.capability} is no longer there.`);
  const principal = await identity.principal(tx, row.person_id, 'schedule').catch((error: unknown) => {
    if (!isAppError(error) || error.code !== 'identity.unknown') throw error;
    throw new AppError('identity.unknown', `${row.owner} has left, and it acts for ${row.owner}.`, { cause: error });
  });
  try {
    admit(capability, row.input, principal);
  } catch (error) {
    if (!isAppError(error) || (error.code !== 'permission.denied' && error.code !== 'project.unknown')) throw error;
    const why = `${row.owner} set it up and has lost the right to it in ${row.project} (${deedOf(capability.permission)}).`;
    throw new AppError(error.code, why, { cause: error });
  }
  return principal;
}

/** It cannot go on by itself: that is said where it was set up, and to an admin. */
async function stop(tx: Tx, row: ScheduleRow, { addressOf }: FireOptions, why: AppError): Promise<void> {
  await tx.query("update schedules set state = 'stopped', next_at = null, note = $2, firing_note = '' where id = $1", [
    row.id,
    why.message,
  ]);
  const markdown = `Schedule ${row.number}, **${escapeMarkdown(row.title)}**, was stopped: ${escapeMarkdown(why.message)} Set it up again in somebody else’s name if it is still wanted.`;
  const told = {
    key: tellKey(row.id, `stopped:${row.next_at?.toISOString() ?? ''}`),
    run: row.run_id,
    person: row.person_id,
    content: { tone: 'warning', markdown },
  } as const;
  await tellSetup(tx, told, addressOf);
  await tellAdmin(tx, told, addressOf);
}

const shown = ({ name }: Slot): string => name.replace('T', ' ');

function missedWords(missed: readonly Slot[], zone: string): string {
  const [first, last] = [missed[0], missed.at(-1)];
  if (!first || !last) return '';
  const span = missed.length === 1 ? shown(first) : `${missed.length} from ${shown(first)} to ${shown(last)}`;
  return `Missed and not made up: ${span} (${zone}).`;
}

interface Move {
  next: Slot;
  note: string;
  /** The run that was made. */
  run?: string | undefined;
}

async function moveOn(tx: Tx, { id }: ScheduleRow, { next, note, run }: Move): Promise<void> {
  await tx.query('update schedules set next_at = $2, retry_at = null, note = $3 where id = $1', [id, next.at, note]);
  if (run !== undefined) await openFiring(tx, id, run);
}

/** Left out under a kill switch, which is on record; never made up. */
async function skip(tx: Tx, row: ScheduleRow, slots: readonly Slot[], next: Slot): Promise<void> {
  const { zone } = row.rule;
  await moveOn(tx, row, {
    next,
    note: `Skipped, as the kill switch was pulled, and not made up: ${slots.map(shown).join(', ')} (${zone}).`,
  });
  const { person_id: person, capability, number } = row;
  const details = { schedule: number, slots: slots.map(({ name }) => name).join(' ') };
  const entry = { person, door: 'schedule', action: 'skipped', outcome: 'effect.stopped', capability } as const;
  await recordAudit(tx, { ...entry, correlation: randomUUID(), details });
}

async function fireDue(tx: Tx, row: ScheduleRow, options: FireOptions): Promise<void> {
  const { rule, first_on: firstOn, now } = row;
  const { latest, missed, next } = dueAt({ rule, firstOn }, row.next_at ?? now, now);
  if (now.getTime() - latest.at.getTime() > maxLateMs) {
    await moveOn(tx, row, { next, note: missedWords([...missed, latest], rule.zone) });
    return;
  }
  await shareSwitches(tx);
  if (await presentStop(tx)) return skip(tx, row, [...missed, latest], next);
  try {
    const { tracer = noTracer } = options;
    const principal = await principalOf(tx, row, options);
    const attributes = { 'adjutant.door': 'schedule', 'adjutant.capability': row.capability };
    const { kind, run } = await tracer.span({ name: 'accept run', attributes }, () =>
      acceptFiring(tx, row, latest.name, { principal, trace: tracer.current() }),
    );
    await moveOn(tx, row, {
      next,
      note: missedWords(missed, rule.zone),
      run: kind === 'accepted' ? run.id : undefined,
    });
  } catch (error) {
    if (!isExpected(error)) throw error;
    await stop(tx, row, options, error);
  }
}

/** One transaction: the next time is moved with the run that is made, so that neither is there without the other. */
const fireOne = (options: FireOptions, tenant: string, id: string): Promise<boolean> =>
  options.database.withTenant(tenant, async (tx) => {
    const due = "s.id = $1 and s.state = 'active' and s.next_at <= now() for update of s skip locked";
    const [row] = await readSchedules(tx, due, [id]);
    // Another process fires it just now, or has done so.
    if (!row) return false;
    await fireDue(tx, row, options);
    return true;
  });

/** What breaks on our side is tried again later, and stands in nobody's way. */
async function tryOne(options: FireOptions, tenant: string, id: string): Promise<boolean> {
  try {
    return await fireOne(options, tenant, id);
  } catch (error) {
    options.log.error({ err: error, tenant, schedule: id }, 'schedule not fired');
    await options.database.withTenant(tenant, (tx) =>
      tx.query("update schedules set retry_at = now() + $2::integer * interval '1 second' where id = $1", [
        id,
        retrySeconds,
      ]),
    );
    return false;
  }
}

/** Fires every schedule whose time has come. Answers how many. Any number of processes may do it at once. */
export async function fireSchedules(options: FireOptions): Promise<number> {
  const { database, probe, log } = options;
  let fired = 0;
  for (;;) {
    const due = await database.across<{ tenant_id: string; id: string }>(
      'select tenant_id, id from due_schedules($1)',
      [batch],
    );
    let count = 0;
    await inLanes(due, concurrency, async ({ tenant_id: tenant, id }) => {
      if (!(await tryOne(options, tenant, id))) return;
      count += 1;
      probe.reached('run.accepted');
    });
    fired += count;
    // None of these was ours to fire: who holds them goes on with the rest.
    if (count === 0) break;
  }
  if (fired > 0) log.info({ fired }, 'schedules fired');
  return fired;
}
