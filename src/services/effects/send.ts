import { AppError, isAppError, type Log } from '../../core/index.ts';
import { recordAudit } from '../audit/audit.ts';
import { keepLease } from '../lease.ts';
import { type Attempt, afterError } from './attempt.ts';
import { type Effect, lockEffect, readEffect, readParts } from './effect.ts';
import { type Held, requireHeld } from './holder.ts';
import { createSendParts } from './send-parts.ts';
import { settleEffect } from './settle.ts';
import { createTrial, type TryOptions } from './try-effect.ts';
import { createUndo } from './undo.ts';

export interface SendOptions extends TryOptions {
  log: Log;
  /** How long a holder may be silent; longer than a call and its look-up together. */
  leaseSeconds: number;
}

const tooLate = {
  code: 'request.expired',
  message: 'It could not be sent in its time, so it was not sent at all. Ask again if it is still wanted.',
} as const;

/** What a rate limit held back until its time was over is not sent any more, if nothing of it is at the vendor. */
const isTooLate = ({ sendUntil, maybeSent }: Effect, parts: readonly Effect[]): boolean =>
  sendUntil !== undefined &&
  sendUntil < new Date() &&
  (parts.length > 0 ? parts.every(({ state, maybeSent: isDoubtful }) => state !== 'done' && !isDoubtful) : !maybeSent);

/** More than the tries that come back with an answer. */
const maxTakeovers = 12;

export function createSend(options: SendOptions) {
  const { database, ledger, probe, log, leaseSeconds, firstDelayMs } = options;
  const trial = createTrial(options);
  const sendParts = createSendParts({ database, probe, leaseSeconds, trial });
  const undo = createUndo({ database, trial, firstDelayMs });

  /** The effect as it was before this holder: whether an earlier call may have reached the vendor. */
  const claim = (tenant: string, id: string): Promise<Effect | undefined> =>
    database.withTenant(tenant, async (tx) => {
      const before = await lockEffect(tx, id);
      const rows = await tx.query(
        `update effects set state = case when state = 'approved' then 'sending' else state end, fence = fence + 1,
           attempts = attempts + 1, maybe_sent = true,
           lease_until = now() + $2::double precision * interval '1 second'
         where id = $1 and parent_id is null and state in ('approved', 'sending', 'undoing') and not_before <= now()
           and (lease_until is null or lease_until < now()) and (send_from is null or send_from <= now())
           and (state <> 'approved' or send_until is null or send_until > now() or maybe_sent)
         returning id`,
        [id, leaseSeconds],
      );
      const claimed = rows.length > 0 ? await readEffect(tx, id) : undefined;
      return claimed && { ...claimed, maybeSent: before?.maybeSent ?? true };
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
      const { input, lookUpOnly, maybeSent, attempts, round } = holder;
      return await trial.tryOnce(tenant, {
        effect: holder,
        signal: holder.signal,
        input,
        mayBeThere: attempts > 1 || round > 1,
        maybeSent,
        lookUpOnly,
      });
    } catch (error) {
      if (isAppError(error) && error.code === 'lease.lost') throw error;
      if (!isAppError(error)) log.error({ err: error, tenant, effect: holder.id }, 'effect failed unexpectedly');
      return afterError({ attempts: holder.attempts, firstDelayMs }, error, holder.state !== 'undoing');
    }
  }

  const finish = (tenant: string, holder: Effect, result: Attempt): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      await requireHeld(tx, holder);
      if (result.kind === 'later') {
        await tx.query(
          `update effects set lease_until = null, failure = $2, not_before = now() + $3::integer * interval '1 millisecond',
             maybe_sent = maybe_sent and not $4 where id = $1`,
          [holder.id, JSON.stringify(result.failure), Math.ceil(result.delayMs), result.isUnsent ?? false],
        );
        tx.ring({ kind: 'effect', tenant, id: holder.id, delayMs: Math.ceil(result.delayMs) });
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
    try {
      const result = await work(tenant, { ...effect, signal });
      await finish(tenant, effect, result);
      probe.reached('effect.settled');
      own.info({ result: result.kind }, 'effect sent');
    } finally {
      stop();
    }
  };
}
