import type { Address, EffectState, Registry } from '../../core/index.ts';
import { isSettled, transitions } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { putMessage, rootKey } from '../messages/messages.ts';
import { presentStop } from '../stops/stops.ts';
import { cardOf } from './card.ts';
import { type Effect, type Failure, readDecisions, readEffect, readParts } from './effect.ts';
import { approvalOf } from './policy-of.ts';

export interface Ledger {
  registry: Registry;
  /** The console's page of an effect. */
  urlOf(effect: string): string;
}

/** A message for each place that was shown this effect. */
const cardsOf = (effect: string): string => `effect:${effect}:card:`;
export const cardKey = (effect: string, run: string): string => `${cardsOf(effect)}${run}`;

/** What is settled stays as it was told: a switch holds what is open. */
const isTold = ({ state }: Effect): boolean => !isSettled(state);

async function factsOf(tx: Tx, ledger: Ledger, effect: Effect) {
  const [parts, decisions] = [await readParts(tx, effect.id), await readDecisions(tx, effect.id)];
  const [before] = await tx.query<{ id: string; settled_at: Date }>(
    `select id, settled_at from effects where account_id = $1 and natural_key = $2 and state = 'done' and id <> $3
     order by settled_at desc limit 1`,
    [effect.account, effect.naturalKey, effect.id],
  );
  return {
    effect,
    parts,
    decisions,
    stop: isTold(effect) ? await presentStop(tx) : undefined,
    approval: await approvalOf(tx, ledger.registry, effect),
    url: ledger.urlOf(effect.id),
    doneBefore: before && { at: before.settled_at, url: ledger.urlOf(before.id) },
  };
}

export type CardContent = ReturnType<typeof cardOf>;

export async function renderCard(tx: Tx, ledger: Ledger, effect: Effect): Promise<CardContent> {
  return cardOf(ledger.registry, await factsOf(tx, ledger, effect));
}

/** Brings every card of the effect up to date, in the transaction of the change that it shows. */
export async function refreshCards(tx: Tx, ledger: Ledger, id: string): Promise<void> {
  const effect = await readEffect(tx, id);
  if (!effect) return;
  const content = JSON.stringify(await renderCard(tx, ledger, effect));
  const rows = await tx.query<{ id: string }>(
    `update messages set content = ($2::text)::json, version = version + 1, failure = null, attempts = 0, not_before = now()
     where starts_with(key, $1) and content::text <> $2::text returning id`,
    [cardsOf(id), content],
  );
  for (const row of rows) tx.ring({ kind: 'message', tenant: tx.tenant, id: row.id });
}

export interface Change {
  to: EffectState;
  output?: Record<string, unknown>;
  failure?: Failure | undefined;
  kept?: Failure | undefined;
}

/** Moves an effect on. The database refuses a step that its table does not hold. */
export async function moveEffect(tx: Tx, id: string, { to, output, failure, kept }: Change): Promise<void> {
  await tx.query(
    `update effects set state = $2, output = coalesce($3, output), failure = $4, kept = $5, lease_until = null, look_up_only = false,
       approved_at = case when $2 in ('approved', 'undoing') then clock_timestamp() else approved_at end,
       done_at = case when $2 = 'done' then coalesce(done_at, now()) else done_at end,
       settled_at = case when $2 = 'done' then coalesce(done_at, now()) when $6 then now() else null end where id = $1`,
    [id, to, asJson(output), asJson(failure), asJson(kept), isSettled(to)],
  );
}
const asJson = (value: object | undefined): string | null => (value ? JSON.stringify(value) : null);

/** Wakes the runs that wait for an effect, in the transaction that settles it. The effect's row must be locked. */
export async function wakeRuns(tx: Tx, effect: string): Promise<void> {
  const rows = await tx.query<{ conversation_id: string }>(
    `update runs set state = 'queued', not_before = now() where waiting_for @> array[$1::uuid] and state = 'waiting' returning conversation_id`,
    [effect],
  );
  for (const row of rows) tx.ring({ kind: 'conversation', tenant: tx.tenant, id: row.conversation_id });
}

/** Parts whose turn will never come. */
const dropParts = (tx: Tx, parent: string): Promise<unknown> =>
  tx.query("update effects set state = 'dropped', settled_at = now() where parent_id = $1 and state = 'planned'", [
    parent,
  ]);

/** A run that waits tells the end itself. */
const hasEnded = ({ runState }: Effect): boolean => runState !== 'waiting';

/** Settles an effect for everybody who looks at it: the waiting runs, the cards, and the thread of a run that had ended. */
export async function settleEffect(tx: Tx, ledger: Ledger, effect: Effect, change: Change): Promise<void> {
  await moveEffect(tx, effect.id, change);
  if (transitions[change.to].length === 0) await dropParts(tx, effect.id);
  if (isSettled(change.to)) await wakeRuns(tx, effect.id);
  await refreshCards(tx, ledger, effect.id);
  if (effect.round > 1 && hasEnded(effect)) await tellThread(tx, ledger, effect.id);
}

/** A decision after the end of the run has an end of its own, told where the card stands. */
async function tellThread(tx: Tx, ledger: Ledger, id: string): Promise<void> {
  const effect = await readEffect(tx, id);
  if (!effect) return;
  const { actions: _actions, diff: _diff, ...content } = await renderCard(tx, ledger, effect);
  const cards = await tx.query<{ run_id: string; address: Address }>(
    'select run_id, address from messages where starts_with(key, $1)',
    [cardsOf(id)],
  );
  for (const card of cards) {
    const key = `effect:${id}:round:${effect.round}:${card.run_id}`;
    await putMessage(tx, { key, run: card.run_id, address: card.address, content, thread: rootKey(card.run_id) });
  }
}
