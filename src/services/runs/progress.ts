import { brokenOff, type Call, callName, type Outcome, type Outcomes, type RunProgress } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';

/** How a settled effect ended; `undefined` while it is open. */
export type OutcomeOf = (tenant: string, effect: string) => Promise<Outcome | undefined>;

/** What each call came to by now: its step, or the effect that the step asked for. */
export async function readOutcomes(
  database: Database,
  outcomeOf: OutcomeOf,
  { tenant, id, calls }: { tenant: string; id: string; calls: readonly Call[] },
): Promise<Outcomes> {
  const rows = await database.withTenant(tenant, (tx) =>
    tx.query<{ step: string; outcome: Outcome }>('select step, outcome from steps where run_id = $1', [id]),
  );
  const steps = new Map(rows.map(({ step, outcome }) => [step, outcome]));
  return Promise.all(
    calls.map(async (_, index) => {
      const step = steps.get(callName(index)) ?? null;
      return step?.kind === 'pending' ? ((await outcomeOf(tenant, step.effect)) ?? step) : step;
    }),
  );
}

/** What a call that broke its run off came to. */
export const breakOf = (message: string): Outcome => ({ kind: 'refused', code: 'internal', message });

export interface ProgressRow {
  id: string;
  calls: Call[];
  is_over: boolean;
  outcome: { kind: string; message?: string } | null;
}

/** How each call stands: as its effect does, where it asked for one. A single call came to what its run came to. */
export async function progressOf(
  database: Database,
  outcomeOf: OutcomeOf,
  tenant: string,
  { id, calls, is_over: isOver, outcome }: ProgressRow,
): Promise<RunProgress> {
  if (calls.length === 1 && (outcome?.kind === 'done' || outcome?.kind === 'refused'))
    return { calls, outcomes: [outcome as Outcome], isOver };
  const outcomes = await readOutcomes(database, outcomeOf, { tenant, id, calls });
  if (outcome?.kind !== 'failed') return { calls, outcomes, isOver };
  return { calls, outcomes: brokenOff(calls, outcomes, breakOf(outcome.message ?? '')), isOver };
}
