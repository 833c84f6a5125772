import {
  type Call,
  type CallStand,
  type Door,
  decidePermission,
  isPermitted,
  type Outcome,
  type Principal,
  type Registry,
  type Reply,
  type RunProgress,
  type RunReader,
  type RunState,
  type RunView,
  standsOf,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { type OutcomeOf, type ProgressRow, progressOf } from './progress.ts';

interface ViewRow {
  id: string;
  number: number;
  capability: string;
  state: RunState;
  person: string;
  created_at: Date;
  finished_at: Date | null;
  waiting_for: string[] | null;
  outcome: RunView['outcome'];
  door: Door;
}
interface DetailsRow extends ViewRow {
  calls: Call[];
  correlation: string;
}

// Without the input, which may be long: a patch, a document.
const columns = `r.id, r.number, called(r.request) as capability, r.state, p.name as person, r.created_at, r.finished_at,
  r.waiting_for, r.outcome, r.door`;
const source = 'from runs r join people p on p.id = r.person_id';
const select = `select ${columns} ${source}`;

/** A run in a list: also where it was asked for. */
export interface RunSummary extends RunView {
  door: Door;
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

const toView = (row: ViewRow): RunSummary => ({
  id: row.id,
  number: row.number,
  capability: row.capability,
  state: row.state,
  person: row.person,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
  effect: row.waiting_for?.[0] ?? null,
  outcome: row.outcome,
  door: row.door,
});

/** One's own runs; who may decide sees all of the tenant's that name projects of theirs only. */
export const visible = `(r.person_id = $1 or ($2 and touches_only(r.request, $3)))`;
export const visibility = (principal: Principal): unknown[] => [
  principal.person,
  isPermitted({ ...principal, scopes: undefined }, decidePermission),
  principal.projects,
];

export interface StepView {
  step: string;
  capability: string;
  outcome: Outcome;
  finishedAt: Date;
}

export interface Runs {
  byNumber(principal: Principal, number: number): Promise<RunView | undefined>;
  byId(principal: Principal, id: string): Promise<RunView | undefined>;
  recent(principal: Principal, limit: number): Promise<RunSummary[]>;
  details(principal: Principal, number: number): Promise<RunDetails | undefined>;
  steps(principal: Principal, run: string): Promise<StepView[]>;
  /** How each of its calls stands by now. */
  progress(principal: Principal, run: string): Promise<RunProgress | undefined>;
  messages(principal: Principal, run: string): Promise<RunMessage[]>;
  /** The port through which capabilities read runs. */
  readerFor(principal: Principal): RunReader;
}

export function createRuns(database: Database, registry: Registry, outcomeOf: OutcomeOf): Runs {
  const find = (principal: Principal, condition: string, value: unknown): Promise<RunView | undefined> =>
    database.withTenant(principal.tenant, async (tx: Tx) => {
      const rows = await tx.query<ViewRow>(`${select} where ${visible} and ${condition}`, [
        ...visibility(principal),
        value,
      ]);
      return rows[0] && toView(rows[0]);
    });
  const byNumber: Runs['byNumber'] = (principal, number) => find(principal, 'r.number = $4::bigint', number);
  const progress: Runs['progress'] = async (principal, run) => {
    const [row] = await database.withTenant(principal.tenant, (tx) =>
      tx.query<ProgressRow>(
        `select r.id, r.request->'calls' as calls, r.finished_at is not null as is_over, r.outcome ${source}
         where ${visible} and r.id::text = $4`,
        [...visibility(principal), run],
      ),
    );
    return row && progressOf(database, outcomeOf, principal.tenant, row);
  };

  return {
    byNumber,
    byId: (principal, id) => find(principal, 'r.id::text = $4', id),
    progress,
    readerFor: (principal) => ({
      find: (number) => byNumber(principal, number),
      calls: async (run) => {
        const now = await progress(principal, run);
        const titleOf = (name: string): string => registry.find(name)?.title ?? name;
        return now
          ? now.calls.map(({ capability }, at) => ({
              title: titleOf(capability),
              stands: standsOf(now)[at] as CallStand,
            }))
          : [];
      },
    }),

    recent: (principal, limit) =>
      database.withTenant(principal.tenant, async (tx) => {
        const rows = await tx.query<ViewRow>(`${select} where ${visible} order by r.number desc limit $4`, [
          ...visibility(principal),
          limit,
        ]);
        return rows.map(toView);
      }),

    details: (principal, number) =>
      database.withTenant(principal.tenant, async (tx) => {
        const [row] = await tx.query<DetailsRow>(
          `select ${columns}, r.request->'calls' as calls, r.correlation ${source}
           where ${visible} and r.number = $4::bigint`,
          [...visibility(principal), number],
        );
        return row && { ...toView(row), calls: row.calls, correlation: row.correlation };
      }),

    steps: (principal, run) =>
      database.withTenant(principal.tenant, async (tx) => {
        const rows = await tx.query<{ step: string; capability: string; outcome: Outcome; finished_at: Date }>(
          `select s.step, s.capability, s.outcome, s.finished_at from steps s join runs r on r.id = s.run_id
           where ${visible} and s.run_id::text = $4 order by s.finished_at`,
          [...visibility(principal), run],
        );
        return rows.map(({ finished_at, ...row }) => ({ ...row, finishedAt: finished_at }));
      }),

    messages: (principal, run) =>
      database.withTenant(principal.tenant, async (tx) => {
        const rows = await tx.query<{ content: Reply; door: string; is_delivered: boolean; failure: string | null }>(
          `select m.content, m.address->>'door' as door, m.delivered_version = m.version as is_delivered, m.failure
           from messages m join runs r on r.id = m.run_id where ${visible} and m.run_id = $4 order by m.position`,
          [...visibility(principal), run],
        );
        return rows.map(({ is_delivered, failure, ...row }) => ({
          ...row,
          isDelivered: is_delivered,
          failure: failure ?? undefined,
        }));
      }),
  };
}
