import { createHash } from 'node:crypto';

/** A row of the trail as the chain holds it: each column as text, the moment in UTC to the microsecond. */
export interface ChainRow {
  id: string;
  at: string;
  pseudonym: string | null;
  door: string;
  action: string;
  capability: string | null;
  outcome: string;
  run_id: string | null;
  effect_id: string | null;
  correlation: string;
  details: string;
}

export const chainColumns = `id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, pseudonym, door, action,
  capability, outcome, run_id, effect_id, correlation, details::text as details`;

/** What stands before the first row. */
export const firstHash: Buffer = Buffer.alloc(32);

/**
 * SHA-256 over the hash before it (32 bytes) and the row as a JSON array in UTF-8: a version, the organisation, the number in the
 * chain, and the columns in the order of `ChainRow`.
 */
export function hashOf(before: Buffer, tenant: string, number: number, row: ChainRow): Buffer {
  const { id, at, pseudonym, door, action, capability, outcome, run_id, effect_id, correlation, details } = row;
  const columns = [id, at, pseudonym, door, action, capability, outcome, run_id, effect_id, correlation, details];
  return createHash('sha256')
    .update(before)
    .update(JSON.stringify([1, tenant, number, ...columns]))
    .digest();
}
