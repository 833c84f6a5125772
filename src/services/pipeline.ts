import type { Capability, Context, Gate, Outcome } from '../core/index.ts';
import type { Database } from '../platform/database.ts';
import { recordAudit } from './audit/audit.ts';

/** What an outcome is called in the audit trail. */
const nameOf = (outcome: Outcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);

/** The gate of core's `invoke`, on Postgres. */
export function createGate(database: Database, plan: Gate['plan']): Gate {
  const record = (ctx: Context, capability: Capability, outcome: string): Promise<void> =>
    database.withTenant(ctx.principal.tenant, (tx) =>
      recordAudit(tx, {
        person: ctx.principal.person,
        door: ctx.principal.door,
        action: 'asked',
        capability: capability.name,
        outcome,
        ...(ctx.run ? { run: ctx.run } : {}),
        correlation: ctx.correlation,
      }),
    );

  return {
    plan,

    async once({ principal, run, step }, capability, work) {
      if (!run || !step) return work();
      const known = await database.withTenant(principal.tenant, (tx) =>
        tx.query<{ outcome: Outcome }>('select outcome from steps where run_id = $1 and step = $2', [run, step]),
      );
      if (known[0]) return known[0].outcome;
      const outcome = await work();
      await database.withTenant(principal.tenant, (tx) =>
        tx.query(
          `insert into steps (tenant_id, run_id, step, capability, outcome) values ($1, $2, $3, $4, $5) on conflict do nothing`,
          [principal.tenant, run, step, capability.name, JSON.stringify(outcome)],
        ),
      );
      return outcome;
    },

    async audited(ctx, capability, work) {
      try {
        const outcome = await work();
        await record(ctx, capability, nameOf(outcome));
        return outcome;
      } catch (error) {
        await record(ctx, capability, 'error');
        throw error;
      }
    },
  };
}
