import { AppError, type Principal, type Verdict } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { isPossibleUnderStop, presentStop, shareSwitches, stopWords } from '../stops/stops.ts';
import { type Effect, lockEffect, readDecisions, readParts } from './effect.ts';
import { approvalOf } from './policy-of.ts';
import { checkNotApproved, checkRight } from './rights.ts';
import type { Ledger } from './settle.ts';
import { asPlainText, statusOf } from './status.ts';
import { possibleVerdicts } from './verdicts.ts';

export interface DecisionRequest {
  /** Read for this very click: the roles are those of now. */
  principal: Principal;
  effect: string;
  /** Of what was shown to the person. */
  hash: string;
  verdict: Verdict;
  reason?: string;
  correlation: string;
}

/** In words, as a click is answered. */
export async function howItStands(tx: Tx, ledger: Ledger, effect: Effect): Promise<string> {
  const [parts, decisions] = [await readParts(tx, effect.id), await readDecisions(tx, effect.id)];
  const approval = await approvalOf(tx, ledger.registry, effect);
  return statusOf({ effect, parts, decisions, approval, stop: await presentStop(tx) }, asPlainText);
}

async function checkSwitch(tx: Tx, verdict: Verdict): Promise<void> {
  if (isPossibleUnderStop(verdict)) return;
  const stop = await presentStop(tx);
  if (!stop) return;
  throw new AppError(
    'effect.stopped',
    `${stopWords(stop, asPlainText)} Until it is lifted, nothing goes out and nothing can be approved; a request can be rejected.`,
  );
}

/** The effect, locked, when this person may decide so about it now; throws why not. */
export async function checkDecision(tx: Tx, ledger: Ledger, request: DecisionRequest): Promise<Effect> {
  await shareSwitches(tx);
  const effect = await lockEffect(tx, request.effect);
  if (!effect || effect.parent) throw new AppError('effect.unknown', 'There is no such request in your organisation.');
  const { principal, verdict } = request;
  const capability = ledger.registry.find(effect.capability);
  checkRight({ principal, capability, approval: await approvalOf(tx, ledger.registry, effect), effect, verdict });
  if (effect.hash !== request.hash) {
    throw new AppError(
      'effect.not-open',
      'This request has changed since this card was shown. Open it again to see what it is now.',
    );
  }
  if (effect.state === 'awaiting' && effect.decideBy && effect.decideBy < new Date()) {
    throw new AppError('effect.not-open', 'The time to decide this is over. Ask again if it is still wanted.');
  }
  const parts = await readParts(tx, effect.id);
  if (!possibleVerdicts(ledger.registry, effect, parts).includes(request.verdict)) {
    throw new AppError('effect.not-open', `This is no longer to be decided. ${await howItStands(tx, ledger, effect)}`);
  }
  await checkSwitch(tx, verdict);
  checkNotApproved(principal, effect, await readDecisions(tx, effect.id), verdict);
  return effect;
}
