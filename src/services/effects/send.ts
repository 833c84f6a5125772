import {
  AppError,
  type EffectContext,
  type EffectState,
  type ExternalCapability,
  isAppError,
  isComposite,
  type Log,
  type Probe,
  resolveReferences,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import type { Contexts } from '../contexts.ts';
import type { Identity } from '../identity/identity.ts';
import { type Attempt, afterError, attempt } from './attempt.ts';
import { type Effect, lockEffect, readEffect, readParts } from './effect.ts';
import { type Ledger, settleEffect } from './settle.ts';

export interface SendOptions {
  database: Database;
  ledger: Ledger;
  contexts: Contexts;
  identity: Identity;
  probe: Probe;
  log: Log;
  /** How long a holder may be silent; longer than a call and its look-up together. */
  leaseSeconds: number;
  /** What is in doubt is looked up and tried again after this, and then after longer and longer. */
  firstDelayMs: number;
}

interface Try {
  effect: Effect;
  input: Record<string, unknown>;
  mayBeThere: boolean;
  lookUpOnly: boolean;
}

/** Planned longer ago than this, an effect is looked for before it is sent: a restored backup may be older than the vendor. */
const staleAfterMs = 10 * 60_000;

export function createSend({
  database,
  ledger,
  contexts,
  identity,
  probe,
  log,
  leaseSeconds,
  firstDelayMs,
}: SendOptions) {
  const claim = (tenant: string, id: string): Promise<Effect | undefined> =>
    database.withTenant(tenant, async (tx) => {
      const rows = await tx.query(
        `update effects set state = case when state = 'approved' then 'sending' else state end, fence = fence + 1,
           attempts = attempts + 1, first_sent_at = coalesce(first_sent_at, now()),
           lease_until = now() + $2::integer * interval '1 second'
         where id = $1 and parent_id is null and state in ('approved', 'sending', 'undoing') and not_before <= now()
           and (lease_until is null or lease_until < now()) returning id`,
        [id, leaseSeconds],
      );
      return rows.length > 0 ? readEffect(tx, id) : undefined;
    });

  /** Only who still holds the effect may write what came of it. */
  async function guard(tx: Tx, holder: Effect): Promise<void> {
    const locked = await lockEffect(tx, holder.id);
    if (locked?.fence !== holder.fence) throw new AppError('lease.lost', 'Another worker took this effect over.');
  }

  async function contextOf(
    tenant: string,
    effect: Effect,
  ): Promise<{ capability: ExternalCapability; ctx: EffectContext }> {
    const capability = ledger.registry.find(effect.capability);
    if (capability?.effect !== 'external' || isComposite(capability)) {
      throw new AppError('capability.unknown', `${effect.capability} is no longer there.`);
    }
    const { correlation, account, run, requester, door } = effect;
    const principal = await database.withTenant(tenant, (tx) => identity.principal(tx, requester, door));
    const request = { principal, capability, correlation, account, run };
    const ctx = await contexts.createForEffect(request, { id: effect.id, requester: effect.requesterName });
    return { capability, ctx };
  }

  /** `mayBeThere`: an earlier try may have sent it. */
  async function tryOnce(tenant: string, { effect, input, mayBeThere, lookUpOnly }: Try): Promise<Attempt> {
    const { attempts } = effect;
    const found = await contextOf(tenant, effect).catch((error: unknown) =>
      afterError({ attempts, firstDelayMs }, error, mayBeThere),
    );
    if ('kind' in found) return found;
    const isStale = Date.now() - effect.plannedAt.getTime() > staleAfterMs;
    return attempt({ ...found, input, probe, attempts, firstDelayMs, looksFirst: mayBeThere || isStale, lookUpOnly });
  }

  /** The part's turn: from here on it may have been sent. */
  const beginPart = (tenant: string, holder: Effect, part: Effect): Promise<Effect> =>
    database.withTenant(tenant, async (tx) => {
      await guard(tx, holder);
      await tx.query("update effects set lease_until = now() + $2::integer * interval '1 second' where id = $1", [
        holder.id,
        leaseSeconds,
      ]);
      await tx.query(
        `update effects set state = 'sending', attempts = attempts + 1, first_sent_at = coalesce(first_sent_at, now()),
           failure = null, settled_at = null where id = $1`,
        [part.id],
      );
      const begun = await readEffect(tx, part.id);
      if (!begun) throw new AppError('internal', 'A part of the effect is gone.');
      return begun;
    });

  const endPart = (tenant: string, holder: Effect, part: Effect, result: Attempt): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      await guard(tx, holder);
      if (result.kind === 'later') return;
      const [output, failure] = [
        result.kind === 'done' ? result.output : null,
        result.kind === 'done' ? null : result.failure,
      ];
      await tx.query('update effects set state = $2, output = $3, failure = $4, settled_at = now() where id = $1', [
        part.id,
        result.kind,
        output && JSON.stringify(output),
        failure && JSON.stringify(failure),
      ]);
    });

  /** Each part is sent when the one before is done; what is done stays done. */
  async function sendParts(tenant: string, holder: Effect, parts: readonly Effect[]): Promise<Attempt> {
    const outputs: Record<string, Record<string, unknown>> = {};
    let last: Attempt = { kind: 'failed', failure: { code: 'internal', message: 'The effect has no parts.' } };
    for (const part of parts) {
      const name = part.part ?? part.id;
      if (part.state === 'done' && part.output) {
        last = { kind: 'done', output: part.output };
      } else {
        const mayBeThere = part.state !== 'planned';
        const begun = await beginPart(tenant, holder, part);
        probe.reached('effect.claimed');
        const input = resolveReferences(begun.input, outputs);
        last = await tryOnce(tenant, { effect: begun, input, mayBeThere, lookUpOnly: holder.lookUpOnly && mayBeThere });
        await endPart(tenant, holder, begun, last);
        probe.reached('effect.stored');
      }
      if (last.kind !== 'done') return last;
      outputs[name] = last.output;
    }
    return last;
  }

  const markPart = (tenant: string, holder: Effect, part: Effect, state: EffectState): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      await guard(tx, holder);
      if (part.id !== holder.id) await tx.query('update effects set state = $2 where id = $1', [part.id, state]);
    });

  /** Takes back what was made, last first. What cannot be taken back stays, and is said. */
  async function undo(tenant: string, holder: Effect, parts: readonly Effect[]): Promise<Attempt> {
    const made = parts.length > 0 ? parts.filter(({ output, state }) => output && state !== 'undone') : [holder];
    const outputs = Object.fromEntries(made.map((part) => [part.part ?? part.id, part.output ?? {}]));
    for (const part of made.toReversed()) {
      const { capability, ctx } = await contextOf(tenant, part);
      if (!capability.undo || !part.output)
        throw new AppError('upstream.refused', `${capability.title} cannot be undone.`);
      if (part.state !== 'undoing') await markPart(tenant, holder, part, 'undoing');
      try {
        await capability.undo(part.output, resolveReferences(part.input, outputs), ctx);
      } catch (error) {
        if (afterError({ attempts: holder.attempts, firstDelayMs }, error, false).kind === 'failed')
          await markPart(tenant, holder, part, 'failed');
        throw error;
      }
      await markPart(tenant, holder, part, 'undone');
    }
    return { kind: 'done', output: holder.output ?? {} };
  }

  async function work(tenant: string, holder: Effect): Promise<Attempt> {
    try {
      const parts = await database.withTenant(tenant, (tx) => readParts(tx, holder.id));
      if (holder.state === 'undoing') return await undo(tenant, holder, parts);
      if (parts.length > 0) return await sendParts(tenant, holder, parts);
      probe.reached('effect.claimed');
      const { input, lookUpOnly, attempts, round } = holder;
      return await tryOnce(tenant, { effect: holder, input, mayBeThere: attempts > 1 || round > 1, lookUpOnly });
    } catch (error) {
      if (isAppError(error) && error.code === 'lease.lost') throw error;
      if (!isAppError(error)) log.error({ err: error, tenant, effect: holder.id }, 'effect failed unexpectedly');
      return afterError({ attempts: holder.attempts, firstDelayMs }, error, holder.state !== 'undoing');
    }
  }

  const finish = (tenant: string, holder: Effect, result: Attempt): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      await guard(tx, holder);
      if (result.kind === 'later') {
        await tx.query(
          `update effects set lease_until = null, failure = $2, not_before = now() + $3::integer * interval '1 millisecond' where id = $1`,
          [holder.id, JSON.stringify(result.failure), Math.ceil(result.delayMs)],
        );
        return;
      }
      const to = holder.state === 'undoing' && result.kind === 'done' ? 'undone' : result.kind;
      const rest = result.kind === 'done' ? { output: result.output } : { failure: result.failure };
      await settleEffect(tx, ledger, holder, { to, ...rest });
      const { requester: person, door, capability, run, id: effect, correlation } = holder;
      await recordAudit(tx, {
        person,
        door,
        action: 'sent',
        capability,
        outcome: to,
        run,
        effect,
        correlation,
      });
    });

  /** Sends an approved effect, or finds out what became of it. One holder at a time; called again, it does nothing twice. */
  return async function send(tenant: string, id: string): Promise<void> {
    const holder = await claim(tenant, id);
    if (!holder) return;
    const result = await work(tenant, holder);
    await finish(tenant, holder, result);
    probe.reached('effect.settled');
    const { runNumber: run, capability, attempts } = holder;
    log.info({ tenant, effect: id, run, capability, attempts, result: result.kind }, 'effect sent');
  };
}
