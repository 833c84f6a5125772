import { type ActivityReader, AppError, type Principal, type WaitingApproval } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Ledger } from '../effects/settle.ts';
import { createPlanReader } from '../plans/read-plans.ts';
import { createRiskReader } from '../risks/read-risks.ts';
import { doneEffects, planChanges } from './happenings.ts';
import { riskChanges } from './risk-changes.ts';

const maxWaiting = 20;
const maxRisks = 5;

async function waiting(tx: Tx, ledger: Ledger, project: string): Promise<WaitingApproval[]> {
  const rows = await tx.query<{ id: string; capability: string; person: string; planned_at: Date }>(
    `select e.id, e.capability, p.name as person, e.planned_at from effects e join people p on p.id = e.requester_id
     where e.state in ('awaiting', 'unknown') and e.parent_id is null and e.input->>'project' = $1
     order by e.planned_at limit $2`,
    [project, maxWaiting],
  );
  return rows.map(({ id, capability, person, planned_at }) => ({
    capability: ledger.registry.find(capability)?.title ?? capability,
    person,
    since: planned_at,
    url: ledger.urlOf(id),
  }));
}

/** Reads what went on from the ledger, the plans and the registers: told is what is on record, and nothing else. */
export function createActivityReader(database: Database, principal: Principal, ledger: Ledger): ActivityReader {
  const plans = createPlanReader(database, principal);
  const risks = createRiskReader(database, principal);
  return {
    async of(project, from, to, limit) {
      if (!principal.projects.includes(project))
        throw new AppError('project.unknown', `There is no project ${project} that you are a member of.`);
      const span = { project, from, to, limit };
      const { happened, open } = await database.withTenant(principal.tenant, async (tx) => ({
        happened: [
          ...(await doneEffects(tx, ledger, span)),
          ...(await planChanges(tx, span)),
          ...(await riskChanges(tx, span)),
        ],
        open: await waiting(tx, ledger, project),
      }));
      const plan = await plans.latest(project);
      const register = await risks.register(project);
      return {
        happened: happened.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(-limit),
        waiting: open,
        openRisks: register
          .filter(({ state }) => state === 'open')
          .slice(0, maxRisks)
          .map(({ number, title, probability, impact }) => ({ number, title, score: probability * impact })),
        plan: plan && { number: plan.number, title: plan.title, finish: plan.finish, deadline: plan.deadline },
      };
    },
  };
}
