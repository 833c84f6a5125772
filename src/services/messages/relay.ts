import { setTimeout } from 'node:timers/promises';
import {
  type Address,
  AppError,
  type Deliver,
  isAppError,
  type Log,
  type MessageRef,
  type Reply,
} from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { keepLease } from '../lease.ts';

export interface Relay {
  /** Posts what a message's place shall show, or replaces what was posted there. May be called for it at any time. */
  deliver(tenant: string, message: string): Promise<void>;
}

interface Claim {
  version: number;
  attempts: number;
  address: Address;
  content: Reply;
  posted: MessageRef | null;
  thread_id: string | null;
  thread: MessageRef | null;
}

const maxAttempts = 8;
const rootPatienceMs = 3_000;
/** Whoever asks for more patience is asked again after this. */
const maxDelayMs = 3_600_000;
/** 1, 4, 16, 64 s, then every five minutes. */
const retryDelayMs = (attempt: number): number => Math.min(4 ** (attempt - 1) * 1_000, 300_000);

export function createRelay(
  database: Database,
  deliverTo: Readonly<Record<Address['door'], Deliver>>,
  log: Log,
  leaseSeconds = 15,
): Relay {
  const claim = (tenant: string, message: string): Promise<Claim | undefined> =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<Claim>(
        `update messages m set lease_until = now() + $2::double precision * interval '1 second', attempts = attempts + 1
         where id = $1 and delivered_version < version and failure is null and not_before <= now()
           and (lease_until is null or lease_until < now())
         returning version, attempts, address, content, posted, thread_id,
           (select t.posted from messages t where t.id = m.thread_id) as thread`,
        [message, leaseSeconds],
      );
      return row;
    });

  /** True when the content changed while it was delivered, so that there is more to do. */
  const settle = (tenant: string, message: string, version: number, posted: MessageRef): Promise<boolean> =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<{ has_more: boolean }>(
        `update messages set delivered_version = $2, posted = $3, attempts = 0, lease_until = null
         where id = $1 returning version > delivered_version as has_more`,
        [message, version, JSON.stringify(posted)],
      );
      return row?.has_more ?? false;
    });

  async function postpone(
    tenant: string,
    message: string,
    { attempts, version }: Claim,
    error: unknown,
  ): Promise<void> {
    const isFinal = attempts >= maxAttempts || (isAppError(error) && !error.isRetryable && error.code !== 'internal');
    const reason = error instanceof Error ? error.message : String(error);
    const asked = isAppError(error) ? error.retryAfterMs : undefined;
    const delayMs = Math.min(asked ?? retryDelayMs(attempts), maxDelayMs);
    log.warn({ tenant, message, attempts, isFinal, reason }, 'message not delivered');
    await database.withTenant(tenant, async (tx) => {
      // Newer content that came meanwhile is to be tried at once, whatever became of the older.
      const [row] = await tx.query<{ is_newer: boolean }>(
        `update messages set lease_until = null,
           not_before = case when version = $4 then now() + $2::integer * interval '1 millisecond' else now() end,
           failure = case when version = $4 then $3 end
         where id = $1 returning version > $4 as is_newer`,
        [message, Math.ceil(delayMs), isFinal ? reason : null, version],
      );
      if (row?.is_newer || !isFinal) {
        tx.ring({ kind: 'message', tenant, id: message, delayMs: row?.is_newer ? 0 : Math.ceil(delayMs) });
      }
    });
  }

  const renew = (tenant: string, message: string): Promise<boolean> =>
    database.withTenant(tenant, async (tx) => {
      const rows = await tx.query(
        `update messages set lease_until = now() + $2::double precision * interval '1 second'
         where id = $1 and lease_until is not null returning id`,
        [message, leaseSeconds],
      );
      return rows.length > 0;
    });

  async function show(tenant: string, message: string, row: Claim): Promise<MessageRef> {
    // Pictures may take longer to be drawn and taken than a lease lasts: nobody else is to post it meanwhile.
    const { stop } = keepLease(leaseSeconds, () => renew(tenant, message), log);
    try {
      const thread = row.thread ?? (row.thread_id ? await deliverThread(tenant, row.thread_id) : undefined);
      const { address, content } = row;
      const posted = row.posted ?? undefined;
      return await deliverTo[address.door].deliver({ tenant, message, address, content, thread, posted });
    } finally {
      stop();
    }
  }

  async function deliver(tenant: string, message: string): Promise<void> {
    const row = await claim(tenant, message);
    if (!row) return;
    try {
      const posted = await show(tenant, message, row);
      if (await settle(tenant, message, row.version, posted)) await deliver(tenant, message);
    } catch (error) {
      await postpone(tenant, message, row, error);
    }
  }

  const postedAt = (tenant: string, message: string): Promise<MessageRef | undefined> =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<{ posted: MessageRef | null }>('select posted from messages where id = $1', [
        message,
      ]);
      return row?.posted ?? undefined;
    });

  /** What stands in a thread comes after its root, which another worker may be posting just now. */
  async function deliverThread(tenant: string, root: string): Promise<MessageRef> {
    const giveUpAt = Date.now() + rootPatienceMs;
    for (;;) {
      await deliver(tenant, root);
      const posted = await postedAt(tenant, root);
      if (posted) return posted;
      if (Date.now() > giveUpAt) throw new AppError('service.unavailable', 'The root of the thread is not posted yet.');
      await setTimeout(50);
    }
  }

  return { deliver };
}
