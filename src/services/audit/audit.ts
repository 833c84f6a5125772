import type { Door, TrailAction } from '../../core/index.ts';
import type { Sql, Tx } from '../../platform/database.ts';

export interface AuditEntry {
  person: string;
  door: Door;
  action: TrailAction;
  capability?: string;
  /** How it ended: `done`, `pending`, an error code, a verdict. */
  outcome: string;
  run?: string;
  effect?: string;
  correlation: string;
  details?: Record<string, string | number | boolean>;
}

const insertRow: Sql = {
  name: 'audit',
  text: `insert into audit_rows (tenant_id, pseudonym, door, action, capability, outcome, run_id, effect_id, correlation, details)
     select $1, pseudonym, $3, $4, $5, $6, $7, $8, $9, $10 from people where id = $2`,
};

/** Adds a row, in the transaction of what it tells about: one is not there without the other. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.query(insertRow, [
    tx.tenant,
    entry.person,
    entry.door,
    entry.action,
    entry.capability ?? null,
    entry.outcome,
    entry.run ?? null,
    entry.effect ?? null,
    entry.correlation,
    JSON.stringify(entry.details ?? {}),
  ]);
}
