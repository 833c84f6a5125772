import {
  type CallStand,
  decidePermission,
  isPermitted,
  type Outcome,
  type Outcomes,
  type Principal,
  pendingEffects,
  type Registry,
  type Reply,
  type RunProgress,
  type RunReader,
  standsOf,
  type WaitsFor,
  waitOf,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { type OutcomeOf, type ProgressRow, progressOf } from './progress.ts';
import {
  columns,
  type DetailsRow,
  type RunDetails,
  type RunMessage,
  type RunSummary,
  select,
  selectWaits,
  source,
  toView,
  type ViewRow,
} from './run-views.ts';

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
  byNumber(principal: Principal, number: number): Promise<RunSummary | undefined>;
  byId(principal: Principal, id: string): Promise<RunSummary | undefined>;
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
  const find = (principal: Principal, condition: string, value: unknown): Promise<RunSummary | undefined> =>
    database.withTenant(principal.tenant, async (tx: Tx) => {
      const rows = await tx.query<ViewRow>(`${select} where ${visible} and ${condition}`, [
        ...visibility(principal),
        value,
      ]);
      return rows[0] && toView(rows[0]);
    });
  const byNumber: Runs['byNumber'] = (principal, number) => find(principal, 'r.number = $4::bigint', number);
  async function waitsIn(tenant: string, outcomes: Outcomes): Promise<ReadonlyMap<string, WaitsFor>> {
    const effects = pendingEffects(outcomes);
    if (effects.length === 0) return new Map();
    const rows = await database.withTenant(tenant, (tx) =>
      tx.query<{ id: string; waits_for: WaitsFor }>(selectWaits, [effects]),
    );
    return new Map(rows.map((row) => [row.id, row.waits_for]));
  }
  const progress: Runs['progress'] = async (principal, run) => {
    const [row] = await database.withTenant(principal.tenant, (tx) =>
      tx.query<ProgressRow>(
        `select r.id, r.request->'calls' as calls, r.finished_at is not null as is_over, r.outcome ${source}
         where ${visible} and r.id::text = $4`,
        [...visibility(principal), run],
      ),
    );
    if (!row) return undefined;
    const now = await progressOf(database, outcomeOf, principal.tenant, row);
    return { ...now, waits: await waitsIn(principal.tenant, now.outcomes) };
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
        if (!now) return [];
        const stands = standsOf(now);
        return now.calls.map(({ capability }, at) => {
          const outcome = now.outcomes[at];
          return {
            title: titleOf(capability),
            stands: stands[at] as CallStand,
            waitsFor: outcome?.kind === 'pending' ? waitOf(now, outcome.effect) : undefined,
          };
        });
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
