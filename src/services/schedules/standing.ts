import { hashOf } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';

/** Whether a schedule's approval stands for this: it is active, and was approved for exactly what is asked. */
export async function holdsFor(
  tx: Tx,
  schedule: string,
  capability: string,
  input: Record<string, unknown>,
): Promise<boolean> {
  const [row] = await tx.query<{ input: Record<string, unknown> }>(
    "select input from schedules where id = $1 and capability = $2 and state = 'active'",
    [schedule, capability],
  );
  return row !== undefined && hashOf(row.input) === hashOf(input);
}
