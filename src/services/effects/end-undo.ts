import type { Tx } from '../../platform/database.ts';
import { type Effect, readEffect, readParts } from './effect.ts';
import { type Ledger, settleEffect } from './settle.ts';
import type { Settled } from './tries.ts';

/** Parts whose call began and had no end are in doubt; others that were about to be taken back are there as before. */
const endParts = (tx: Tx, parent: string): Promise<unknown> =>
  tx.query(
    `update effects set state = case when sent_at is null then 'done' else 'failed' end
     where parent_id = $1 and state = 'undoing'`,
    [parent],
  );

/** All that was made is there as before. */
async function isWhole(tx: Tx, id: string): Promise<boolean> {
  const parts = await readParts(tx, id);
  if (parts.length > 0) return parts.every(({ state }) => state === 'done');
  return (await readEffect(tx, id))?.sentAgoMs === undefined;
}

/** What an undoing came to. Where nothing was taken back, it is done as before, or failed half-way as before. */
export async function endUndo(tx: Tx, ledger: Ledger, holder: Effect, result: Settled): Promise<string> {
  if (result.kind === 'done') {
    await settleEffect(tx, ledger, holder, { to: 'undone' });
    return 'undone';
  }
  await endParts(tx, holder.id);
  const to = (await isWhole(tx, holder.id)) ? 'done' : 'failed';
  await settleEffect(tx, ledger, holder, { to, failure: holder.failure, kept: result.failure });
  return 'not undone';
}
