import { type Adoption, AppError, type Ask, callName } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import { notifyRun, type Run, type RunRequest } from './run.ts';

const stepStatement = `insert into steps (tenant_id, run_id, step, capability, outcome) values ($1, $2, $3, $4, $5)
  on conflict do nothing`;

async function lockRequest(tx: Tx, run: Run): Promise<RunRequest> {
  const [row] = await tx.query<{ request: RunRequest }>(
    `select request from runs where id = $1 and fence = $2 and state = 'running' for update`,
    [run.id, run.fence],
  );
  if (!row) throw new AppError('lease.lost', 'Another worker took this run over.');
  return row.request;
}

/** Of several ways in which it could have been understood, the first that was written down: this round is known already. */
const isKnown = (stored: Ask, seen: Ask): boolean => stored.isOver || stored.rounds.length > seen.rounds.length;

async function keepAnswers(tx: Tx, run: Run, { calls, outcomes }: Adoption, from: number): Promise<void> {
  for (const [index, call] of calls.entries()) {
    const outcome = outcomes[index];
    if (!outcome) continue;
    const step = callName(from + index);
    await tx.query(stepStatement, [tx.tenant, run.id, step, call.capability, JSON.stringify(outcome)]);
  }
}

const outcomeOf = ({ outcomes }: Adoption): string => {
  const [outcome] = outcomes;
  return outcome?.kind === 'refused' ? outcome.code : 'done';
};

/** Writes what was understood into the run, with its answers and its row in the audit trail, in one transaction and once. */
export async function adoptCalls(tx: Tx, run: Run, seen: Ask, adoption: Adoption): Promise<RunRequest> {
  const stored = await lockRequest(tx, run);
  const { ask, calls } = stored;
  if (!ask) throw new AppError('internal', 'A run that asks for nothing in words has nothing to be understood.');
  if (isKnown(ask, seen)) return stored;
  const request: RunRequest = {
    ...stored,
    calls: [...calls, ...adoption.calls],
    ask: { ...ask, rounds: [...ask.rounds, adoption.calls.length], isOver: adoption.isOver },
  };
  await tx.query('update runs set request = $2 where id = $1', [run.id, JSON.stringify(request)]);
  await keepAnswers(tx, run, adoption, calls.length);
  await recordAudit(tx, {
    person: run.person,
    door: run.door,
    action: 'asked',
    capability: 'orchestrator.ask',
    outcome: outcomeOf(adoption),
    run: run.id,
    correlation: run.correlation,
  });
  await notifyRun(tx, run.id);
  return request;
}
