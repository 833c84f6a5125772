import type { Database } from '../../platform/database.ts';
import { lockEffect } from './effect.ts';
import { type Ledger, settleEffect } from './settle.ts';

const batch = 100;

/** Ends the requests that nobody decided in time. Answers how many. */
export async function expireLapsed(database: Database, ledger: Ledger): Promise<number> {
  const lapsed = await database.across<{ tenant_id: string; id: string }>(
    'select tenant_id, id from lapsed_effects($1)',
    [batch],
  );
  for (const { tenant_id: tenant, id } of lapsed) {
    await database.withTenant(tenant, async (tx) => {
      const effect = await lockEffect(tx, id);
      if (effect?.state === 'awaiting') await settleEffect(tx, ledger, effect, { to: 'expired' });
    });
  }
  return lapsed.length;
}
