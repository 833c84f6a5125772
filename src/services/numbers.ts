import type { Tx } from '../platform/database.ts';

/** What people call by a number. Names of tables, none of which comes from outside. */
type Numbered = 'plans' | 'risks' | 'schedules' | 'attachments' | 'chat_files';

/** The next number of its kind, counted per organisation, one after the other: whoever asks second waits for the first. */
export async function nextNumber(tx: Tx, table: Numbered): Promise<number> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1 || ':' || $2, 0))", [table, tx.tenant]);
  const [row] = await tx.query<{ number: number }>(`select coalesce(max(number), 0) + 1 as number from ${table}`);
  return row?.number ?? 1;
}
