import type { ChainRow, TrailFault, TrailVerdict } from '../../core/index.ts';
import type { Database, Sql } from '../../platform/database.ts';
import { chainColumns, firstHash, hashOf } from './chain.ts';
import type { Checkpoint, Checkpoints } from './checkpoints.ts';

type LinkedRow = ChainRow & { number: number; hash: Buffer };

const atOnce = 10_000;
/** A row is linked within seconds; one that tells of a time so long before its neighbour was put in later. */
const backdatedMs = 10 * 60_000;

const nextRows: Sql = {
  name: 'audit-verify',
  text: `select a.number, a.hash, ${chainColumns} from audit_rows a where a.number > $1 order by a.number limit ${atOnce}`,
};

async function* chainOf(database: Database, tenant: string): AsyncGenerator<LinkedRow> {
  let after = 0;
  for (;;) {
    const rows = await database.withTenant(tenant, (tx) =>
      tx.query<LinkedRow & Record<string, unknown>>(nextRows, [after]),
    );
    yield* rows;
    after = rows.at(-1)?.number ?? after;
    if (rows.length < atOnce) return;
  }
}

/** Walks along the chain from its first row, and keeps what the next one has to fit to. */
function createWalk(tenant: string, checkpoints: readonly Checkpoint[]) {
  const signed = new Map(checkpoints.map(({ number, hash }) => [number, hash]));
  let end = { number: 0, hash: firstHash, at: Number.NEGATIVE_INFINITY };
  let signedUpTo = 0;

  function take(row: LinkedRow): TrailFault | undefined {
    const number = end.number + 1;
    if (row.number > number) return { kind: 'missing', number };
    const hash = hashOf(end.hash, tenant, number, row);
    if (!hash.equals(row.hash)) return { kind: 'changed', number };
    const expected = signed.get(number);
    if (expected !== undefined && expected !== hash.toString('hex'))
      return { kind: 'rewritten', number: signedUpTo + 1 };
    const at = Date.parse(row.at);
    if (at < end.at - backdatedMs) return { kind: 'inserted', number };
    if (expected !== undefined) signedUpTo = number;
    end = { number, hash, at: Math.max(at, end.at) };
    return undefined;
  }

  /** Rows that were signed and are there no more. */
  const finish = (): TrailFault | undefined =>
    (checkpoints.at(-1)?.number ?? 0) > end.number ? { kind: 'cut', number: end.number + 1 } : undefined;
  return { take, finish, length: () => end.number };
}

/** Recomputes an organisation's chain and compares it with what was signed. Names the first row that does not fit. */
export async function verifyTrail(database: Database, checkpoints: Checkpoints, tenant: string): Promise<TrailVerdict> {
  const signed = await checkpoints.of(tenant);
  const walk = createWalk(tenant, signed?.checkpoints ?? []);
  let fault: TrailFault | undefined;
  for await (const row of chainOf(database, tenant)) {
    fault = walk.take(row);
    if (fault) break;
  }
  fault ??= walk.finish();
  if (signed?.unsignedLine) fault ??= { kind: 'unsigned', number: signed.unsignedLine };
  return { rows: walk.length(), checkpoints: signed?.checkpoints.length, fault };
}
