import type { Call, Door, Reply, RunState, RunView, WaitsFor } from '../../core/index.ts';

export interface ViewRow {
  id: string;
  number: number;
  capability: string;
  state: RunState;
  person: string;
  person_id: string;
  created_at: Date;
  finished_at: Date | null;
  waiting_for: string[] | null;
  outcome: RunView['outcome'];
  door: Door;
  words: string | null;
  doing: string | null;
  waits_for: WaitsFor | null;
}
export interface DetailsRow extends ViewRow {
  calls: Call[];
  correlation: string;
}

/** Of one effect or of several: of all that they wait for, what has to come first. */
const waitsFor = `case
  when bool_or(e.state in ('awaiting', 'unknown')) then 'decision'
  when bool_or(e.state <> 'approved' or coalesce(e.send_from, now()) <= now()) then 'sending'
  else 'time' end`;
export const selectWaits = `select e.id, ${waitsFor} as waits_for from effects e where e.id::text = any ($1) group by e.id`;

// Without the input, which may be long: a patch, a document.
export const columns = `r.id, r.number, coalesce(called(r.request), 'orchestrator.ask') as capability, r.state, p.name as person, r.person_id, r.created_at, r.finished_at,
  r.waiting_for, r.outcome, r.door, r.request->>'words' as words, r.doing,
  (select ${waitsFor}
   from effects e where r.state = 'waiting' and e.id = any (r.waiting_for) having count(*) > 0) as waits_for`;
export const source = 'from runs r join people p on p.id = r.person_id';
export const select = `select ${columns} ${source}`;

/** A run in a list: also where and how it was asked for. */
export interface RunSummary extends RunView {
  /** Whose name `person` is: two people may have the same. */
  personId: string;
  door: Door;
  /** What was typed, as others may read it. */
  words: string | undefined;
  /** How far it is, where it says so. */
  doing: string | undefined;
}

/** All that a run was given. */
export interface RunDetails extends RunSummary {
  calls: readonly Call[];
  correlation: string;
}

/** What a run said in a chat. */
export interface RunMessage {
  content: Reply;
  door: string;
  /** It stands in the chat as it is here. */
  isDelivered: boolean;
  /** Why it will not be delivered. */
  failure: string | undefined;
}

export const toView = (row: ViewRow): RunSummary => ({
  id: row.id,
  number: row.number,
  capability: row.capability,
  state: row.state,
  person: row.person,
  personId: row.person_id,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
  effect: row.waiting_for?.[0] ?? null,
  outcome: row.outcome,
  door: row.door,
  words: row.words ?? undefined,
  doing: row.doing ?? undefined,
  waitsFor: row.waits_for ?? undefined,
});
