import type { ChainRow, Log } from '../../core/index.ts';
import type { Database, Sql, Tx } from '../../platform/database.ts';
import { chainColumns, firstHash, hashOf } from './chain.ts';
import type { Checkpoints } from './checkpoints.ts';

export interface SequencerOptions {
  database: Database;
  checkpoints: Checkpoints;
  log: Log;
}
interface End {
  number: number;
  hash: Buffer;
}

const atOnce = 500;
const tenantsAtOnce = 200;

// One at a time for each organisation; who comes second leaves it to the first.
const lock: Sql = {
  name: 'audit-lock',
  text: `select pg_try_advisory_xact_lock(hashtextextended('adjutant audit ' || $1, 0)) as is_mine`,
};
const endOfChain: Sql = {
  name: 'audit-end',
  text: 'select number, hash from audit_rows where number is not null order by number desc limit 1',
};
const unlinked: Sql = {
  name: 'audit-unlinked',
  text: `select ${chainColumns} from audit_rows a where a.number is null order by a.position limit ${atOnce}`,
};
const link: Sql = {
  name: 'audit-link',
  text: `update audit_rows a set number = l.number, hash = l.hash
    from unnest($1::uuid[], $2::bigint[], $3::bytea[]) l (id, number, hash) where a.id = l.id`,
};

/** Gives the next rows their places, in the order in which they were written. Answers where the chain ends then. */
async function linkNext(tx: Tx): Promise<{ end: End | undefined; isAll: boolean }> {
  const [held] = await tx.query<{ is_mine: boolean }>(lock, [tx.tenant]);
  if (!held?.is_mine) return { end: undefined, isAll: true };
  const [last] = await tx.query<End & Record<string, unknown>>(endOfChain);
  const rows = await tx.query<ChainRow & Record<string, unknown>>(unlinked);
  const places: (End & { id: string })[] = [];
  let end: End = last ?? { number: 0, hash: firstHash };
  for (const row of rows) {
    const number = end.number + 1;
    end = { number, hash: hashOf(end.hash, tx.tenant, number, row) };
    places.push({ id: row.id, ...end });
  }
  if (places.length > 0) {
    await tx.query(link, [
      places.map(({ id }) => id),
      places.map((each) => each.number),
      places.map(({ hash }) => hash),
    ]);
  }
  return { end: end.number > 0 ? end : undefined, isAll: rows.length < atOnce };
}

export interface Sequencer {
  /** Links what was written to the trail since it last looked, and signs where each chain ends. Several may do so side by side. */
  link(): Promise<void>;
  /** Signs what nobody signed yet. */
  close(): Promise<void>;
}

export function createSequencer({ database, checkpoints, log }: SequencerOptions): Sequencer {
  let isFirst = true;

  /** What was linked before a crash may not be signed yet, and an organisation that is quiet gets no row that tells of it. */
  async function noteEnds(): Promise<void> {
    for (const tenant of await checkpoints.tenants()) {
      const [end] = await database.withTenant(tenant, (tx) => tx.query<End & Record<string, unknown>>(endOfChain));
      if (end) checkpoints.note({ tenant, ...end });
    }
  }

  async function linkAll(tenant: string): Promise<void> {
    for (;;) {
      const { end, isAll } = await database.withTenant(tenant, linkNext);
      if (end) checkpoints.note({ tenant, ...end });
      if (isAll) return;
    }
  }

  async function link(): Promise<void> {
    if (isFirst) await noteEnds();
    isFirst = false;
    const due = await database.across<{ tenant_id: string }>('select tenant_id from unlinked_audit($1)', [
      tenantsAtOnce,
    ]);
    for (const { tenant_id: tenant } of due) {
      // The trail of one organisation holds up no other's.
      await linkAll(tenant).catch((error: Error) =>
        log.warn({ tenant, reason: error.message }, 'audit rows were not linked'),
      );
    }
    await checkpoints.signDue();
  }

  return { link, close: () => checkpoints.signAll() };
}
