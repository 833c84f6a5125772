import type { Reply } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { readEffect } from './effect.ts';
import { type Ledger, renderCard } from './settle.ts';

/** The card of an effect as it stands, for who has just decided on it. */
export async function showCard(tx: Tx, ledger: Ledger, id: string): Promise<Reply | undefined> {
  const effect = await readEffect(tx, id);
  return effect && renderCard(tx, ledger, effect);
}
