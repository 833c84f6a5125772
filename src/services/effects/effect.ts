import type { Door, EffectState, Preview, RunState, SpanAttributes, TraceParent, Verdict } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';

export interface Failure {
  code: string;
  message: string;
  /** The vendor lets nobody look: who says that it is there, says where. */
  isHidden?: boolean;
}
/** The failure's code while nobody can tell whether what was sent is there. */
export const inDoubt = 'effect.in-doubt';

/** One row of the ledger; a part of a composite has a parent. */
export interface Effect {
  id: string;
  run: string;
  runNumber: number;
  runState: RunState;
  correlation: string;
  trace: TraceParent | undefined;
  /** Where it was asked for. */
  door: Door;
  parent: string | undefined;
  part: string | undefined;
  capability: string;
  account: string;
  requester: string;
  requesterName: string;
  input: Record<string, unknown>;
  hash: string;
  naturalKey: string;
  preview: Preview | undefined;
  state: EffectState;
  round: number;
  output: Record<string, unknown> | undefined;
  failure: Failure | undefined;
  decideBy: Date | undefined;
  attempts: number;
  lookUpOnly: boolean;
  /** So long ago the latest call was begun that may have reached the vendor; by the clock of the database, which noted it. */
  sentAgoMs: number | undefined;
  /** Why what was made, or a part of it, could not be taken back. */
  kept: Failure | undefined;
  /** Sent in this span; `undefined` when at once. */
  sendFrom: Date | undefined;
  sendUntil: Date | undefined;
  fence: number;
  plannedAt: Date;
  settledAt: Date | undefined;
}

interface EffectRow {
  id: string;
  run_id: string;
  run_number: number;
  run_state: RunState;
  correlation: string;
  trace: string | null;
  door: Door;
  parent_id: string | null;
  part: string | null;
  capability: string;
  account_id: string;
  requester_id: string;
  requester_name: string;
  input: Record<string, unknown>;
  hash: string;
  natural_key: string;
  preview: Preview | null;
  state: EffectState;
  round: number;
  output: Record<string, unknown> | null;
  failure: Failure | null;
  decide_by: Date | null;
  attempts: number;
  look_up_only: boolean;
  sent_ago_ms: number | null;
  kept: Failure | null;
  send_from: Date | null;
  send_until: Date | null;
  fence: number;
  planned_at: Date;
  settled_at: Date | null;
}

const toEffect = (row: EffectRow): Effect => ({
  id: row.id,
  run: row.run_id,
  runNumber: row.run_number,
  runState: row.run_state,
  correlation: row.correlation,
  trace: row.trace ?? undefined,
  door: row.door,
  parent: row.parent_id ?? undefined,
  part: row.part ?? undefined,
  capability: row.capability,
  account: row.account_id,
  requester: row.requester_id,
  requesterName: row.requester_name,
  input: row.input,
  hash: row.hash,
  naturalKey: row.natural_key,
  preview: row.preview ?? undefined,
  state: row.state,
  round: row.round,
  output: row.output ?? undefined,
  failure: row.failure ?? undefined,
  decideBy: row.decide_by ?? undefined,
  attempts: row.attempts,
  lookUpOnly: row.look_up_only,
  sentAgoMs: row.sent_ago_ms ?? undefined,
  kept: row.kept ?? undefined,
  sendFrom: row.send_from ?? undefined,
  sendUntil: row.send_until ?? undefined,
  fence: row.fence,
  plannedAt: row.planned_at,
  settledAt: row.settled_at ?? undefined,
});

/** What a span says of an effect. */
export const tracedEffect = ({ id, runNumber, correlation, capability }: Effect): SpanAttributes => ({
  'adjutant.effect.id': id,
  'adjutant.run.number': runNumber,
  'adjutant.correlation': correlation,
  'adjutant.capability': capability,
});

export interface Decision {
  verdict: Verdict;
  /** Of the content with this hash, in this round. */
  hash: string;
  round: number;
  personId: string;
  person: string;
  reason: string | undefined;
  door: string;
  at: Date;
}

const selectEffects = `select e.*, (extract(epoch from clock_timestamp() - e.sent_at) * 1000)::double precision as sent_ago_ms, r.number as run_number, r.state as run_state, r.correlation, r.trace, r.door, p.name as requester_name
  from effects e join runs r on r.id = e.run_id join people p on p.id = e.requester_id`;

export async function readEffects(tx: Tx, condition: string, values: readonly unknown[]): Promise<Effect[]> {
  return (await tx.query<EffectRow>(`${selectEffects} where ${condition}`, values)).map(toEffect);
}

export async function readEffect(tx: Tx, id: string): Promise<Effect | undefined> {
  const [effect] = await readEffects(tx, 'e.id = $1', [id]);
  return effect;
}

/** The same, and nobody else changes it until this transaction ends. */
export async function lockEffect(tx: Tx, id: string): Promise<Effect | undefined> {
  await tx.query('select 1 from effects where id = $1 for update', [id]);
  return readEffect(tx, id);
}

export const readParts = (tx: Tx, parent: string): Promise<Effect[]> =>
  readEffects(tx, 'e.parent_id = $1 order by e.position', [parent]);

/** Who has approved it as it is now. */
export const approvalsOf = ({ hash, round }: Effect, decisions: readonly Decision[]): readonly Decision[] =>
  decisions.filter((each) => each.verdict === 'approve' && each.hash === hash && each.round === round);

export async function readDecisions(tx: Tx, effect: string): Promise<Decision[]> {
  const rows = await tx.query<{
    verdict: Verdict;
    hash: string;
    round: number;
    person_id: string;
    name: string;
    reason: string | null;
    door: string;
    decided_at: Date;
  }>(
    `select d.verdict, d.hash, d.round, d.person_id, p.name, d.reason, d.door, d.decided_at from decisions d join people p on p.id = d.person_id
     where d.effect_id = $1 order by d.decided_at`,
    [effect],
  );
  return rows.map((row) => ({
    verdict: row.verdict,
    hash: row.hash,
    round: row.round,
    personId: row.person_id,
    person: row.name,
    reason: row.reason ?? undefined,
    door: row.door,
    at: row.decided_at,
  }));
}
