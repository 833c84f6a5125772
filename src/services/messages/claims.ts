import type { Address, MessageRef, Reply } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';

/** One message of a tenant. */
export interface Place {
  tenant: string;
  message: string;
}

export interface Claim {
  /** Another's claim has a higher one. */
  fence: number;
  version: number;
  attempts: number;
  address: Address;
  content: Reply;
  posted: MessageRef | null;
  thread_id: string | null;
  thread: MessageRef | null;
  /** Of its run. */
  trace: string | null;
}

/** What is known of an attempt that failed. */
export interface Failed {
  isFinal: boolean;
  reason: string;
  delayMs: number;
}

/** Who may post a message: one worker at a time, for as long as its lease lasts. Who was overtaken changes nothing any more. */
export function createClaims(database: Database, leaseSeconds: number) {
  return {
    claim: ({ tenant, message }: Place): Promise<Claim | undefined> =>
      database.withTenant(tenant, async (tx) => {
        const [row] = await tx.query<Claim>(
          `update messages m set lease_until = now() + $2::double precision * interval '1 second', attempts = attempts + 1,
             fence = fence + 1
           where id = $1 and delivered_version < version and failure is null and not_before <= now()
             and (lease_until is null or lease_until < now())
           returning fence, version, attempts, address, content, posted, thread_id,
             (select t.posted from messages t where t.id = m.thread_id) as thread,
             (select r.trace from runs r where r.id = m.run_id) as trace`,
          [message, leaseSeconds],
        );
        return row;
      }),

    /** False when it is no longer ours. */
    renew: ({ tenant, message }: Place, { fence }: Claim): Promise<boolean> =>
      database.withTenant(tenant, async (tx) => {
        const rows = await tx.query(
          `update messages set lease_until = now() + $2::double precision * interval '1 second'
           where id = $1 and fence = $3 and lease_until is not null returning id`,
          [message, leaseSeconds, fence],
        );
        return rows.length > 0;
      }),

    /** True when the content changed while it was delivered, so that there is more to do. */
    settle: ({ tenant, message }: Place, { fence, version }: Claim, posted: MessageRef): Promise<boolean> =>
      database.withTenant(tenant, async (tx) => {
        const [row] = await tx.query<{ has_more: boolean }>(
          `update messages set delivered_version = $2, posted = $3, attempts = 0, lease_until = null
           where id = $1 and fence = $4 returning version > delivered_version as has_more`,
          [message, version, JSON.stringify(posted), fence],
        );
        return row?.has_more ?? false;
      }),

    postpone: ({ tenant, message }: Place, { fence, version }: Claim, failed: Failed): Promise<void> =>
      database.withTenant(tenant, async (tx) => {
        const { isFinal, reason, delayMs } = failed;
        // Newer content that came meanwhile is to be tried at once, whatever became of the older.
        const [row] = await tx.query<{ is_newer: boolean }>(
          `update messages set lease_until = null,
             not_before = case when version = $4 then now() + $2::integer * interval '1 millisecond' else now() end,
             failure = case when version = $4 then $3 end
           where id = $1 and fence = $5 returning version > $4 as is_newer`,
          [message, delayMs, isFinal ? reason : null, version, fence],
        );
        if (row && (row.is_newer || !isFinal))
          tx.ring({ kind: 'message', tenant, id: message, delayMs: row.is_newer ? 0 : delayMs });
      }),
  };
}
