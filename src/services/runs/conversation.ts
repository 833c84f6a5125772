import { AppError } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { notifyRun, type Run, type RunRow, toRun } from './run.ts';

/** A conversation that this process holds. Its fence grew when the lease was taken, so that an earlier holder can tell. */
export interface Lease {
  tenant: string;
  conversation: string;
  fence: number;
}

/** The order in which a conversation's runs are done: one after the other, by one holder at a time. */
export interface Conversations {
  /** Takes the lease, or nothing when another holds it. */
  take(tenant: string, conversation: string): Promise<Lease | undefined>;
  /** Keeps the lease. False when it was lost. */
  renew(lease: Lease): Promise<boolean>;
  /** The next run to start or to go on with; nothing when all are done, wait, or are to be tried later. */
  next(lease: Lease): Promise<Run | undefined>;
  /** Lets go. False when there is something to do again, and the lease is still held. */
  release(lease: Lease): Promise<boolean>;
  /** The run waits for people and is out of the way of the next one. Goes on at once when one of the effects is settled already. */
  park(run: Run, effects: readonly string[], show: (tx: Tx) => Promise<void>): Promise<void>;
  /** The run is tried again later; the runs behind it wait. */
  postpone(run: Run, delayMs: number, show: (tx: Tx) => Promise<void>): Promise<void>;
}

const runnable = `state in ('queued', 'running') and conversation_id = $1`;

export function createConversations(database: Database, leaseSeconds: number): Conversations {
  return {
    take: (tenant, conversation) =>
      database.withTenant(tenant, async (tx) => {
        const [row] = await tx.query<{ fence: number }>(
          `update conversations set lease_until = now() + $2::double precision * interval '1 second', fence = fence + 1
           where id = $1 and (lease_until is null or lease_until < now()) returning fence`,
          [conversation, leaseSeconds],
        );
        return row && { tenant, conversation, fence: row.fence };
      }),

    renew: ({ tenant, conversation, fence }) =>
      database.withTenant(tenant, async (tx) => {
        const rows = await tx.query(
          `update conversations set lease_until = now() + $3::double precision * interval '1 second'
           where id = $1 and fence = $2 returning id`,
          [conversation, fence, leaseSeconds],
        );
        return rows.length > 0;
      }),

    next: ({ tenant, conversation, fence }) =>
      database.withTenant(tenant, async (tx) => {
        const [row] = await tx.query<RunRow>(
          `update runs set state = 'running', fence = $2, attempts = attempts + 1
           where id = (select id from runs where ${runnable} order by number limit 1) and not_before <= now()
             and exists (select 1 from conversations c where c.id = $1 and c.fence = $2)
           returning *`,
          [conversation, fence],
        );
        if (row) await notifyRun(tx, row.id);
        return row && toRun(row);
      }),

    release: ({ tenant, conversation, fence }) =>
      database.withTenant(tenant, async (tx) => {
        // The row first: who accepts a run locks it too, and a statement that waited sees the runs of before it waited.
        const [held] = await tx.query('select 1 from conversations where id = $1 and fence = $2 for update', [
          conversation,
          fence,
        ]);
        if (!held) return true;
        const released = await tx.query(
          `update conversations set lease_until = null where id = $1 and not exists (
             select 1 from runs where id = (select id from runs where ${runnable} order by number limit 1) and not_before <= now())
           returning id`,
          [conversation],
        );
        return released.length > 0;
      }),

    park: (run, effects, show) =>
      database.withTenant(run.tenant, async (tx) => {
        // The effects first, as those who settle them do: whoever comes second sees what the other did.
        const rows = await tx.query<{ settled_at: Date | null }>(
          'select settled_at from effects where id = any ($1) order by id for update',
          [effects],
        );
        const isSettled = rows.some((row) => row.settled_at !== null);
        const parked = await tx.query(
          `update runs set state = $2, waiting_for = $3, attempts = 1, doing = null where id = $1 and fence = $4 and state = 'running' returning id`,
          [run.id, isSettled ? 'queued' : 'waiting', effects, run.fence],
        );
        if (parked.length === 0) throw new AppError('lease.lost', 'Another worker took this run over.');
        await show(tx);
        await notifyRun(tx, run.id);
      }),

    postpone: (run, delayMs, show) =>
      database.withTenant(run.tenant, async (tx) => {
        const postponed = await tx.query(
          `update runs set state = 'queued', doing = null, not_before = now() + $2::integer * interval '1 millisecond'
           where id = $1 and fence = $3 and state = 'running' returning id`,
          [run.id, Math.ceil(delayMs), run.fence],
        );
        if (postponed.length > 0) await show(tx);
        tx.ring({ kind: 'conversation', tenant: run.tenant, id: run.conversation, delayMs: Math.ceil(delayMs) });
      }),
  };
}
