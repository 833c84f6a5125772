import type { Log } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { type Effect, lockEffect } from './effect.ts';
import { type Ledger, settleEffect } from './settle.ts';

const batch = 100;

/** What a holder has begun is `sending`, and not ended under its hands: it finds out what became of it. */
const isOutdated = ({ state, sendUntil }: Effect): boolean =>
  state === 'awaiting' || (state === 'approved' && sendUntil !== undefined && sendUntil < new Date());

/** Ends the requests that nobody decided in time, and those that were not sent in theirs. Answers how many. */
export async function expireLapsed(database: Database, ledger: Ledger, log: Log): Promise<number> {
  const lapsed = await database.across<{ tenant_id: string; id: string }>(
    'select tenant_id, id from lapsed_effects($1)',
    [batch],
  );
  const expire = (tenant: string, id: string): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      const effect = await lockEffect(tx, id);
      if (effect && isOutdated(effect)) await settleEffect(tx, ledger, effect, { to: 'expired' });
    });
  for (const { tenant_id: tenant, id } of lapsed) {
    // One that breaks holds up none of the others.
    await expire(tenant, id).catch((error: unknown) =>
      log.error({ err: error, tenant, effect: id }, 'effect not expired'),
    );
  }
  return lapsed.length;
}
