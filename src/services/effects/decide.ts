import {
  AppError,
  approversNeeded,
  type EffectState,
  isExpected,
  type Probe,
  type Tracer,
  type Verdict,
} from '../../core/index.ts';
import { type Database, isUniqueViolation, type Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import { checkDecision, type DecisionRequest, howItStands } from './check-decision.ts';
import { approvalsOf, type Effect, lockEffect, readDecisions, readEffect, tracedEffect } from './effect.ts';
import { approvalOf } from './policy-of.ts';
import { type Ledger, moveEffect, refreshCards, settleEffect } from './settle.ts';

const nextState: Readonly<Record<Verdict, EffectState>> = {
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrawn',
  found: 'approved',
  resend: 'approved',
  continue: 'approved',
  drop: 'dropped',
  undo: 'undoing',
};
/** What is said about an effect that was decided before opens a new round, in which everybody may decide again. */
const roundOf = ({ state, round }: Effect): number => (state === 'awaiting' ? round : round + 1);
const ending: readonly Verdict[] = ['reject', 'withdraw', 'drop'];
const maxReasonLength = 500;
const maxBellDelayMs = 3_600_000;

export interface DecideOptions {
  database: Database;
  ledger: Ledger;
  tracer: Tracer;
  probe: Probe;
}

/** Decides, once: the loser of a race and a second click are told how it stands. */
export function createDecide({ database, ledger, tracer, probe }: DecideOptions) {
  /** The effect's row is locked: two who approve at once are counted one after the other. */
  async function isEnough(tx: Tx, effect: Effect, verdict: Verdict): Promise<boolean> {
    if (verdict !== 'approve') return true;
    const given = approvalsOf(effect, await readDecisions(tx, effect.id)).length;
    return given >= approversNeeded(await approvalOf(tx, ledger.registry, effect));
  }

  /** Begins a round: the vendor gets its tries anew. */
  async function beginRound(tx: Tx, effect: Effect, round: number): Promise<Effect> {
    if (round === effect.round) return effect;
    await tx.query('update effects set round = $2, send_until = null where id = $1', [effect.id, round]);
    // Who says “send again” has looked: what an earlier try may have done stands in its way no more.
    await tx.query('update effects set attempts = 0, sent_at = null where id = $1 or parent_id = $1', [effect.id]);
    return { ...effect, round };
  }

  async function reopen(tx: Tx, effect: Effect, to: EffectState): Promise<void> {
    // What failed on its way there is still what happened when it cannot be undone.
    const failure = to === 'undoing' ? effect.failure : undefined;
    try {
      await moveEffect(tx, effect.id, { to, failure });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new AppError(
        'effect.already-open',
        'There is an open request for the same thing. Decide that one first, then come back to this.',
      );
    }
  }

  async function apply(tx: Tx, effect: Effect, verdict: Verdict): Promise<void> {
    if (ending.includes(verdict)) {
      await settleEffect(tx, ledger, effect, { to: nextState[verdict] });
      return;
    }
    await reopen(tx, effect, nextState[verdict]);
    await tx.query(
      `update effects set rung_at = now(), not_before = greatest(now(), send_from), look_up_only = $2 where id = $1`,
      [effect.id, verdict === 'found'],
    );
    await refreshCards(tx, ledger, effect.id);
    const delayMs = Math.max(0, (effect.sendFrom?.getTime() ?? 0) - Date.now());
    // A long wait is left to the sweeper: a bell is lost when the queue is emptied.
    if (delayMs < maxBellDelayMs) tx.ring({ kind: 'effect', tenant: tx.tenant, id: effect.id, delayMs });
  }

  /** Who tried to decide and could not is on record, too. */
  const recordRefusal = ({ principal, effect, correlation }: DecisionRequest, outcome: string): Promise<void> =>
    database.withTenant(principal.tenant, async (tx) => {
      const { person, door } = principal;
      const known = await readEffect(tx, effect);
      const about = known ? { effect, capability: known.capability, run: known.run } : {};
      await recordAudit(tx, { person, door, action: 'decided', outcome, correlation, ...about });
    });

  /** Its own short transaction: a decision never waits behind a conversation. Answers how the effect stands afterwards. */
  return async function decide(request: DecisionRequest): Promise<string> {
    const { principal, verdict } = request;
    const reason = request.reason?.trim();
    if (reason && reason.length > maxReasonLength) {
      throw new AppError(
        'input.too-large',
        `A reason has at most ${maxReasonLength} characters; this one has ${reason.length}.`,
      );
    }
    const deciding = database.withTenant(principal.tenant, async (tx) => {
      const effect = await checkDecision(tx, ledger, request);
      const round = roundOf(effect);
      await tx.query(
        `insert into decisions (tenant_id, effect_id, hash, round, person_id, verdict, reason, door)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [tx.tenant, effect.id, request.hash, round, principal.person, verdict, reason || null, principal.door],
      );
      // In the trace of the run, and not in that of the click.
      const attributes = { ...tracedEffect(effect), 'adjutant.verdict': verdict, 'adjutant.door': principal.door };
      await tracer.span({ name: 'decide effect', parent: effect.trace, attributes }, async () =>
        (await isEnough(tx, effect, verdict))
          ? apply(tx, await beginRound(tx, effect, round), verdict)
          : refreshCards(tx, ledger, effect.id),
      );
      await recordAudit(tx, {
        person: principal.person,
        door: principal.door,
        action: 'decided',
        capability: effect.capability,
        outcome: verdict,
        run: effect.run,
        effect: effect.id,
        correlation: request.correlation,
        details: { hash: request.hash, ...(reason ? { reason } : {}) },
      });
      const after = await lockEffect(tx, effect.id);
      return after ? howItStands(tx, ledger, after) : '';
    });
    const standing = await deciding.catch(async (error: unknown) => {
      if (isExpected(error)) await recordRefusal(request, error.code);
      throw error;
    });
    probe.reached('effect.decided');
    return standing;
  };
}
