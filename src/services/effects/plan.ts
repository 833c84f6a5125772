import { randomUUID } from 'node:crypto';
import {
  type Address,
  AppError,
  type Context,
  type EffectCapability,
  hashOf,
  openStates,
  type Probe,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Credentials } from '../credentials/credentials.ts';
import { putMessage, rootKey } from '../messages/messages.ts';
import { holdsFor } from '../schedules/standing.ts';
import { presentStop, shareSwitches } from '../stops/stops.ts';
import { type Draft, draft } from './draft.ts';
import { lockEffect, readEffects } from './effect.ts';
import { approvalFor } from './policy-of.ts';
import { cardKey, type Ledger, renderCard } from './settle.ts';

export interface PlanOptions {
  database: Database;
  ledger: Ledger;
  credentials: Credentials;
  /** How long a request may wait for a decision. */
  approvalTtlMs: number;
  probe: Probe;
}

async function insert(
  tx: Tx,
  { capability, input, preview, account, hash }: Draft,
  ctx: Context,
  { ttlMs, isStanding }: { ttlMs: number; isStanding: boolean },
): Promise<string | undefined> {
  const span = capability.when?.(input);
  const [row] = await tx.query<{ id: string }>(
    `insert into effects (tenant_id, id, run_id, request_id, capability, account_id, requester_id, input, hash, natural_key,
       preview, state, decide_by, send_from, send_until, not_before, approved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
       least(now() + $13::bigint * interval '1 millisecond', $15), $14, $15, coalesce($14, now()), case when $12 = 'approved' then clock_timestamp() end)
     on conflict do nothing returning id`,
    [
      tx.tenant,
      randomUUID(),
      ctx.run,
      `${ctx.run}:${ctx.step}`,
      capability.name,
      account,
      ctx.principal.person,
      JSON.stringify(input),
      hash,
      `${capability.name}:${capability.key(input)}`,
      JSON.stringify(preview),
      isStanding ? 'approved' : 'awaiting',
      Math.round(ttlMs),
      span?.from ?? null,
      span?.until ?? null,
    ],
  );
  return row?.id;
}

async function insertParts(tx: Tx, effect: string, { parts }: Draft, ctx: Context): Promise<void> {
  for (const [index, part] of parts.entries()) {
    await tx.query(
      `insert into effects (tenant_id, id, run_id, request_id, parent_id, position, part, capability, account_id, requester_id,
         input, hash, natural_key, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'planned')`,
      [
        tx.tenant,
        randomUUID(),
        ctx.run,
        `${ctx.run}:${ctx.step}`,
        effect,
        index + 1,
        part.name,
        part.capability.name,
        part.account,
        ctx.principal.person,
        JSON.stringify(part.input),
        hashOf(part.input),
        `part:${effect}:${part.name}`,
      ],
    );
  }
}

/** By the approval of the schedule that asks. Under a kill switch it stands for nothing: a person decides when it is lifted. */
async function isApprovedAlready(
  tx: Tx,
  { registry }: Ledger,
  { capability: { name }, parts }: Draft,
  input: Record<string, unknown>,
  { schedule }: Context,
): Promise<boolean> {
  if (schedule === undefined) return false;
  await shareSwitches(tx);
  if (await presentStop(tx)) return false;
  const names = parts.map(({ capability }) => capability.name);
  return holdsFor(tx, schedule, name, input, await approvalFor(tx, registry, name, names));
}

export function createPlan({ database, ledger, credentials, approvalTtlMs, probe }: PlanOptions) {
  /** What stood in the way of a new row: this very step, or an open request for the same thing. */
  async function openRequest(tx: Tx, { capability, input, account, hash }: Draft, ctx: Context): Promise<string> {
    const [own] = await readEffects(tx, 'e.request_id = $1 and e.parent_id is null', [`${ctx.run}:${ctx.step}`]);
    if (own) return own.id;
    const [open] = await readEffects(tx, 'e.account_id = $1 and e.natural_key = $2 and e.state = any ($3)', [
      account,
      `${capability.name}:${capability.key(input)}`,
      openStates,
    ]);
    if (!open)
      throw new AppError('service.unavailable', 'A request for the same thing has just ended. Please ask again.');
    if (open.hash === hash) return open.id;
    throw new AppError(
      'effect.already-open',
      `${open.requesterName} has already asked for this with other details (run ${open.runNumber}). Decide that one first: ${ledger.urlOf(open.id)}`,
    );
  }

  async function showCard(tx: Tx, id: string, ctx: Context): Promise<void> {
    const [run] = await tx.query<{ address: Address | null }>('select address from runs where id = $1', [ctx.run]);
    // Locked: a decision that is being made refreshes only the cards that it can see.
    const effect = await lockEffect(tx, id);
    if (!run?.address || !effect || !ctx.run) return;
    const content = await renderCard(tx, ledger, effect);
    await putMessage(tx, {
      key: cardKey(id, ctx.run),
      run: ctx.run,
      address: run.address,
      content,
      thread: rootKey(ctx.run),
    });
  }

  /** Writes an effect down with its card, for a person to decide. The same step, or the same open request, gives the same effect. */
  return async function plan(
    capability: EffectCapability,
    input: Record<string, unknown>,
    ctx: Context,
  ): Promise<string> {
    if (!ctx.run || !ctx.step) throw new AppError('internal', 'An effect needs a run.');
    const drafted = await draft(capability, input, ctx, credentials);
    const planned = await database.withTenant(ctx.principal.tenant, async (tx) => {
      const isStanding = await isApprovedAlready(tx, ledger, drafted, input, ctx);
      const inserted = await insert(tx, drafted, ctx, { ttlMs: approvalTtlMs, isStanding });
      if (inserted) await insertParts(tx, inserted, drafted, ctx);
      if (inserted && isStanding) tx.ring({ kind: 'effect', tenant: tx.tenant, id: inserted });
      const effect = inserted ?? (await openRequest(tx, drafted, ctx));
      await showCard(tx, effect, ctx);
      return effect;
    });
    probe.reached('effect.planned');
    return planned;
  };
}
