import { createHash } from 'node:crypto';
import type { ChainRow } from '../../core/index.ts';

/** Of `audit_rows a`. */
export const chainColumns = `a.id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.pseudonym, a.door, a.action,
  a.capability, a.outcome, a.run_id, a.effect_id, a.correlation, a.details::text as details`;

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
