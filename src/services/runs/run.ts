import { randomUUID } from 'node:crypto';
import {
  type Address,
  AppError,
  type Ask,
  type Call,
  type Door,
  type Outcome,
  type Principal,
  type Reply,
  type RunState,
  type TraceParent,
} from '../../core/index.ts';
import type { Sql, Tx } from '../../platform/database.ts';
import { answerKey, putMessage, rootKey } from '../messages/messages.ts';

/** What a run is to do: its calls, with what was typed or sent for each. */
export interface RunRequest {
  calls: readonly Call[];
  /** Free words that become calls. */
  ask?: Ask;
  /** How it was asked for, as others may read it. */
  words?: string;
}

export interface Run {
  id: string;
  number: number;
  tenant: string;
  conversation: string;
  person: string;
  door: Door;
  scopes: readonly string[] | undefined;
  request: RunRequest;
  address: Address | undefined;
  correlation: string;
  /** The schedule that asked. */
  schedule: string | undefined;
  trace: TraceParent | undefined;
  attempts: number;
  fence: number;
}

export interface RunRow {
  id: string;
  number: number;
  tenant_id: string;
  conversation_id: string;
  person_id: string;
  door: Door;
  scopes: string[] | null;
  request: RunRequest;
  address: Address | null;
  correlation: string;
  schedule_id: string | null;
  trace: string | null;
  attempts: number;
  fence: number;
}

export const toRun = (row: RunRow): Run => ({
  id: row.id,
  number: row.number,
  tenant: row.tenant_id,
  conversation: row.conversation_id,
  person: row.person_id,
  door: row.door,
  scopes: row.scopes ?? undefined,
  request: row.request,
  address: row.address ?? undefined,
  correlation: row.correlation,
  schedule: row.schedule_id ?? undefined,
  trace: row.trace ?? undefined,
  attempts: row.attempts,
  fence: row.fence,
});

export interface Acceptance {
  /** What tells this event from every other: the same one makes no second run. */
  source: string;
  externalId: string;
  conversationKey: string;
  principal: Principal;
  request: RunRequest;
  address: Address | undefined;
  /** The first message of its thread, where it has an address; the run's number is added as its footnote. */
  root: Reply;
  correlation: string;
  schedule?: string;
  trace: TraceParent | undefined;
}

interface AcceptedRow {
  id: string;
  number: number;
  conversation_id: string;
  message_id: string | null;
}

export const footnoteOf = (number: number): string => `Run ${number}`;

// One statement and so one round trip: a chat platform waits for it. A known event gives no row.
const acceptStatement: Sql = {
  name: 'accept',
  text: `
  with event as (
    insert into events (tenant_id, source, external_id, run_id) values ($1, $2, $3, $11)
    on conflict do nothing returning tenant_id, run_id),
  conversation as (
    insert into conversations (tenant_id, key) select tenant_id, $4 from event
    on conflict (tenant_id, key) do update set rung_at = now() returning id),
  run as (
    insert into runs (tenant_id, id, conversation_id, person_id, door, scopes, request, address, correlation, schedule_id, trace)
    select $1, $11, id, $5, $6, $7, $8, $9, $10, $14, $15 from conversation returning id, number, conversation_id),
  message as (
    insert into messages (tenant_id, key, run_id, address, content)
    select $1, $12, id, $9, ($13::jsonb || jsonb_build_object('footnote', 'Run ' || number))::json from run where $9 is not null
    returning id)
  select run.*, (select id from message) as message_id from run`,
};

export interface AcceptedRun {
  /** `known`: the event was accepted before, and this is the run that it made then. */
  kind: 'accepted' | 'known';
  run: { id: string; number: number };
}

async function runOfEvent(tx: Tx, source: string, externalId: string): Promise<AcceptedRun> {
  const [run] = await tx.query<{ id: string; number: number }>(
    'select r.id, r.number from events e join runs r on r.id = e.run_id where e.source = $1 and e.external_id = $2',
    [source, externalId],
  );
  if (!run) throw new AppError('internal', 'An event is there without its run.');
  return { kind: 'known', run };
}

/** Event and run in one transaction. The same event makes no second run. */
export async function acceptRun(tx: Tx, acceptance: Acceptance): Promise<AcceptedRun> {
  const { source, externalId, conversationKey, principal, request, address, root, correlation } = acceptance;
  const id = randomUUID();
  const [row] = await tx.query<AcceptedRow>(acceptStatement, [
    tx.tenant,
    source,
    externalId,
    conversationKey,
    principal.person,
    principal.door,
    principal.scopes ?? null,
    JSON.stringify(request),
    address ? JSON.stringify(address) : null,
    correlation,
    id,
    rootKey(id),
    JSON.stringify(root),
    acceptance.schedule ?? null,
    acceptance.trace ?? null,
  ]);
  if (!row) return runOfEvent(tx, source, externalId);
  tx.ring({ kind: 'conversation', tenant: tx.tenant, id: row.conversation_id });
  if (row.message_id) tx.ring({ kind: 'message', tenant: tx.tenant, id: row.message_id });
  return { kind: 'accepted', run: { id: row.id, number: row.number } };
}

const changed = 'adjutant_runs';
/** The channel on which Postgres tells that a run changed; the payload is the run's id. */
export const runsChannel = changed;

export const notifyRun = (tx: Tx, run: string): Promise<unknown> =>
  tx.query('select pg_notify($1, $2)', [changed, run]);

/** The run's first message, which shows at a glance how it stands. */
export async function showRoot(tx: Tx, run: Run, content: Reply): Promise<void> {
  if (run.address) await putMessage(tx, { key: rootKey(run.id), run: run.id, address: run.address, content });
}

/** The run's one answer in its thread. Said again, it replaces what stands there. */
export async function showAnswer(tx: Tx, run: Run, content: Reply): Promise<void> {
  if (!run.address) return;
  const thread = rootKey(run.id);
  await putMessage(tx, { key: answerKey(run.id), run: run.id, address: run.address, content, thread });
}

export interface Ending {
  outcome: Outcome | { kind: 'failed'; message: string };
  answer: Reply;
  root: Reply;
}

/** Ends the run, with its answer in the same transaction: nothing that was accepted ends in silence. */
export async function endRun(tx: Tx, run: Run, { outcome, answer, root }: Ending): Promise<void> {
  const state: RunState = outcome.kind === 'failed' ? 'failed' : 'done';
  const ended = await tx.query(
    `update runs set state = $2, outcome = $3, finished_at = now(), waiting_for = null, doing = null
     where id = $1 and fence = $4 and state = 'running' returning id`,
    [run.id, state, JSON.stringify(outcome), run.fence],
  );
  if (ended.length === 0) return;
  await showRoot(tx, run, root);
  await showAnswer(tx, run, answer);
  await notifyRun(tx, run.id);
}
