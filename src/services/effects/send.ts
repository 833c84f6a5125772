import {
  AppError,
  answeredBell,
  isAppError,
  type Log,
  type Meter,
  noMeter,
  noTracer,
  type Tracer,
} from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import { keepLease } from '../lease.ts';
import { shareSwitches } from '../stops/stops.ts';
import { type Effect, readEffect, readParts, tracedEffect } from './effect.ts';
import { endUndo } from './end-undo.ts';
import { type Held, noteSent, requireHeld } from './holder.ts';
import { createSendParts } from './send-parts.ts';
import { refreshCards, settleEffect } from './settle.ts';
import { type Attempt, afterError, type Settled } from './tries.ts';
import { createTrial, type TryOptions } from './try-effect.ts';
import { createUndo } from './undo.ts';

export interface SendOptions extends TryOptions {
  log: Log;
  meter?: Meter;
  tracer?: Tracer;
  /** How long a holder may be silent; longer than a call and its look-up together. */
  leaseSeconds: number;
}

const tooLate = {
  code: 'request.expired',
  message: 'It could not be sent in its time, so it was not sent at all. Ask again if it is still wanted.',
} as const;

/** What a rate limit held back until its time was over is not sent any more, if nothing of it is at the vendor. */
const isTooLate = (holder: Effect, parts: readonly Effect[]): boolean =>
  holder.sendUntil !== undefined &&
  holder.sendUntil < new Date() &&
  (parts.length > 0 ? parts : [holder]).every(({ state, sentAgoMs }) => state !== 'done' && sentAgoMs === undefined);

/** More than the tries that come back with an answer. */
const maxTakeovers = 12;

export function createSend(options: SendOptions) {
  const { database, ledger, probe, log, meter = noMeter, tracer = noTracer, leaseSeconds, firstDelayMs } = options;
  const trial = createTrial(options);
  const sendParts = createSendParts({ database, probe, leaseSeconds, trial });
  const undo = createUndo({ database, trial });

  const claim = (tenant: string, id: string): Promise<Effect | undefined> =>
    database.withTenant(tenant, async (tx) => {
      // In the same round trip: a switch that is pulled meanwhile waits, or is read by the update.
      const shared = shareSwitches(tx);
      // When it fails, so does what follows, which is told first; a rejection that nobody hears would end the process.
      shared.catch(() => undefined);
      const rows = await tx.query(
        `update effects set state = case when state = 'approved' then 'sending' else state end, fence = fence + 1,
           attempts = attempts + 1, lease_until = now() + $2::double precision * interval '1 second'
         where id = $1 and parent_id is null and state in ('approved', 'sending', 'undoing') and not_before <= now()
           and (lease_until is null or lease_until < now()) and (send_from is null or send_from <= now())
           and (state <> 'approved' or send_until is null or send_until > now())
           and (state <> 'approved' or may_go_out(case when look_up_only then 'infinity' else approved_at end))
         returning id`,
        [id, leaseSeconds],
      );
      await shared;
      return rows.length > 0 ? readEffect(tx, id) : undefined;
    });

  async function work(tenant: string, holder: Held): Promise<Attempt> {
    try {
      // Whatever ends the process each time it is sent is given up, and a person is asked.
      if (holder.attempts > maxTakeovers) throw new AppError('internal', 'The effect was taken over too often.');
      const parts = await database.withTenant(tenant, (tx) => readParts(tx, holder.id));
      if (holder.state === 'undoing') return await undo(tenant, holder, parts);
      if (isTooLate(holder, parts)) return { kind: 'failed', failure: tooLate };
      if (parts.length > 0) return await sendParts(tenant, holder, parts);
      probe.reached('effect.claimed');
      const { input, lookUpOnly, attempts, round } = holder;
      const mayBeThere = attempts > 1 || round > 1;
      return await trial.tryOnce(tenant, { holder, effect: holder, input, mayBeThere, lookUpOnly });
    } catch (error) {
      if (isAppError(error) && error.code === 'lease.lost') throw error;
      if (!isAppError(error)) log.error({ err: error, tenant, effect: holder.id }, 'effect failed unexpectedly');
      return afterError({ attempts: holder.attempts, firstDelayMs }, error, holder.state !== 'undoing');
    }
  }

  /** Answers what is put on record about it. */
  async function settle(tx: Tx, holder: Effect, result: Settled): Promise<string> {
    if (holder.state === 'undoing') return endUndo(tx, ledger, holder, result);
    const rest = result.kind === 'done' ? { output: result.output } : { failure: result.failure };
    await settleEffect(tx, ledger, holder, { to: result.kind, ...rest });
    return result.kind;
  }

  const finish = (tenant: string, holder: Effect, result: Attempt): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      await requireHeld(tx, holder);
      if (result.kind === 'later') {
        await tx.query(
          `update effects set lease_until = null, not_before = now() + $3::integer * interval '1 millisecond',
             failure = case when state = 'undoing' then failure else $2 end where id = $1`,
          [holder.id, JSON.stringify(result.failure), Math.ceil(result.delayMs)],
        );
        await noteSent(tx, holder.id, result.sent);
        await refreshCards(tx, ledger, holder.id);
        tx.ring({ kind: 'effect', tenant, id: holder.id, delayMs: Math.ceil(result.delayMs) });
        return;
      }
      const outcome = await settle(tx, holder, result);
      const { requester: person, door, capability, run, id: effect, correlation } = holder;
      await recordAudit(tx, {
        person,
        door,
        action: 'sent',
        capability,
        outcome,
        run,
        effect,
        correlation,
      });
    });

  const renew = (tenant: string, { id, fence }: Effect): Promise<boolean> =>
    database.withTenant(tenant, async (tx) => {
      const rows = await tx.query(
        `update effects set lease_until = now() + $3::double precision * interval '1 second'
         where id = $1 and fence = $2 returning id`,
        [id, fence, leaseSeconds],
      );
      return rows.length > 0;
    });

  /** Sends an approved effect, or finds out what became of it. One holder at a time; called again, it does nothing twice. */
  return async function send(tenant: string, id: string): Promise<void> {
    const effect = await claim(tenant, id);
    if (!effect) return;
    const { runNumber: run, capability, attempts } = effect;
    const own = log.child({ tenant, effect: id, run, capability, attempts });
    const { signal, stop } = keepLease(leaseSeconds, () => renew(tenant, effect), own);
    const attributes = { ...tracedEffect(effect), 'adjutant.attempts': attempts, ...answeredBell('effect') };
    try {
      const result = await tracer.span(
        { name: 'send effect', kind: 'consumer', parent: effect.trace, attributes },
        async (span) => {
          const came = await work(tenant, { ...effect, signal });
          span.set({ 'adjutant.outcome': came.kind });
          await finish(tenant, effect, came);
          return came;
        },
      );
      probe.reached('effect.settled');
      own.info({ result: result.kind }, 'effect sent');
      meter.effect(capability, result.kind);
    } finally {
      stop();
    }
  };
}
