import type { EffectState, Log } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { presentStop, shareSwitches } from '../stops/stops.ts';
import { type Effect, type Failure, lockEffect, readDecisions } from './effect.ts';
import { type Ledger, moveEffect, refreshCards } from './settle.ts';

const batch = 100;

export const stopped: Failure = {
  code: 'effect.stopped',
  message: 'The kill switch was pulled before this was sent, so it was not sent.',
};
export const notTakenBack: Failure = {
  code: 'effect.stopped',
  message: 'The kill switch was pulled before this was taken back, so nothing more of it was.',
};
const notGoneOn: Failure = {
  code: 'effect.stopped',
  message: 'The kill switch was pulled before this went on, so it did not.',
};

/** Nothing is stopped, and nothing was since this was approved. The switches must be shared with this transaction. */
export async function mayGoOut(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.query<{ may: boolean }>('select may_go_out(approved_at) as may from effects where id = $1', [
    id,
  ]);
  return row?.may ?? false;
}

/** Where the person stood who let it out; a schedule's approval stands for nobody's click. */
async function decidedFrom(tx: Tx, effect: Effect): Promise<EffectState> {
  const last = (await readDecisions(tx, effect.id)).at(-1)?.verdict;
  if (last === 'continue') return 'failed';
  return last === 'resend' ? 'unknown' : 'awaiting';
}

/** A new round, in which who has approved it before may do so again. */
async function askAgain(tx: Tx, effect: Effect): Promise<void> {
  const to = await decidedFrom(tx, effect);
  await moveEffect(tx, effect.id, { to, failure: to === 'awaiting' ? undefined : notGoneOn });
  await tx.query(
    `update effects set round = round + 1, decide_by = least(now() + greatest(decide_by - planned_at, interval '10 minutes'), send_until)
     where id = $1`,
    [effect.id],
  );
}

async function bringUpToDate(tx: Tx, ledger: Ledger, id: string): Promise<void> {
  // Before the effect's lock, as a decision does.
  await shareSwitches(tx);
  const effect = await lockEffect(tx, id);
  if (!effect) return;
  const stop = await presentStop(tx);
  const isHeld = effect.state === 'approved' && !effect.lookUpOnly && !stop && !(await mayGoOut(tx, id));
  if (isHeld) await askAgain(tx, effect);
  await tx.query('update effects set shown_stop = $2 where id = $1', [id, stop?.id ?? null]);
  await refreshCards(tx, ledger, id);
}

/** After a kill switch was pulled or lifted: cards say so, and what it held is to be decided anew. Answers how many. */
export async function followSwitches(database: Database, ledger: Ledger, log: Log): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await database.across<{ tenant_id: string; id: string }>(
      'select tenant_id, id from misheld_effects($1)',
      [batch],
    );
    let done = 0;
    for (const { tenant_id: tenant, id } of rows) {
      try {
        await database.withTenant(tenant, (tx) => bringUpToDate(tx, ledger, id));
        done += 1;
      } catch (error) {
        // One that breaks holds up none of the others.
        log.error({ err: error, tenant, effect: id }, 'effect not brought in line with the kill switch');
      }
    }
    count += done;
    if (rows.length < batch || done === 0) return count;
  }
}
