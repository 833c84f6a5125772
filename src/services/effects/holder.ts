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
