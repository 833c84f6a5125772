import {
  AppError,
  type Capability,
  type Context,
  type Gate,
  type Outcome,
  type SpanAttributes,
  type Tracer,
} from '../core/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { recordAudit } from './audit/audit.ts';
import type { StoresFor } from './stores.ts';

/** What an outcome is called in the audit trail. */
const nameOf = (outcome: Outcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);

const attributesOf = ({ correlation, step, principal }: Context, { name, effect }: Capability): SpanAttributes => ({
  'adjutant.capability': name,
  'adjutant.effect': effect,
  'adjutant.step': step,
  'adjutant.door': principal.door,
  'adjutant.correlation': correlation,
});

/** The gate of core's `invoke`, on Postgres. */
export function createGate(database: Database, tracer: Tracer, plan: Gate['plan'], storesFor: StoresFor): Gate {
  const keepStep = (tx: Tx, { run, step }: Context, capability: Capability, outcome: Outcome): Promise<unknown[]> =>
    tx.query(
      `insert into steps (tenant_id, run_id, step, capability, outcome) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning step`,
      [tx.tenant, run, step, capability.name, JSON.stringify(outcome)],
    );
  const knownStep = async (tx: Tx, { run, step }: Context): Promise<Outcome | undefined> => {
    const select = 'select outcome from steps where run_id = $1 and step = $2';
    return (await tx.query<{ outcome: Outcome }>(select, [run, step]))[0]?.outcome;
  };

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

  async function onceIn(ctx: Context, capability: Capability, work: () => Promise<Outcome>): Promise<Outcome> {
    const { principal, run, step } = ctx;
    if (!run || !step) return work();
    const known = await database.withTenant(principal.tenant, (tx) => knownStep(tx, ctx));
    if (known) return known;
    const outcome = await work();
    // What a write came to is stored by itself, in the transaction of what it changed.
    const isKept = capability.effect === 'write' && outcome.kind === 'done';
    if (!isKept) await database.withTenant(principal.tenant, (tx) => keepStep(tx, ctx, capability, outcome));
    return outcome;
  }

  return {
    plan,

    once: (ctx, capability, work) =>
      tracer.span({ name: 'invoke', attributes: attributesOf(ctx, capability) }, async (span) => {
        const outcome = await onceIn(ctx, capability, work);
        span.set({ 'adjutant.outcome': nameOf(outcome) });
        return outcome;
      }),

    store: (ctx, capability, work) =>
      database.withTenant(ctx.principal.tenant, async (tx) => {
        if (!ctx.run || !ctx.step) throw new AppError('internal', 'Something is stored by a run only.');
        // Whoever comes second waits here for the first, and finds what it came to.
        await tx.query('select 1 from runs where id = $1 for update', [ctx.run]);
        const known = await knownStep(tx, ctx);
        if (known) return known;
        const outcome = await work(storesFor(tx, ctx));
        await keepStep(tx, ctx, capability, outcome);
        return outcome;
      }),

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
