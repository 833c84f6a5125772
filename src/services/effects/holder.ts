import { AppError } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { type Effect, lockEffect } from './effect.ts';

/** An effect that this worker holds; the signal tells when another one took it over. */
export type Held = Effect & { signal: AbortSignal };

/** Only who still holds the effect may write what came of it: another one would have raised the fence. */
export async function requireHeld(tx: Tx, holder: Effect): Promise<void> {
  const locked = await lockEffect(tx, holder.id);
  if (locked?.fence !== holder.fence) throw new AppError('lease.lost', 'Another worker took this effect over.');
}

/** What a try that came to no end leaves on record: whether something of it may be on its way to the vendor. */
export const noteSent = (tx: Tx, id: string, sent: 'no' | 'perhaps' | undefined): Promise<unknown> =>
  tx.query(
    `update effects set sent_at = case $2 when 'no' then null when 'perhaps' then now() else sent_at end where id = $1`,
    [id, sent ?? 'as before'],
  );
