import { type ActivityReader, AppError, endOf, type Principal, type WaitingApproval } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Ledger } from '../effects/settle.ts';
import { createPlanReader } from '../plans/read-plans.ts';
import { createRiskReader } from '../risks/read-risks.ts';
import { asked, doneEffects, lineOf, planChanges } from './happenings.ts';
import { riskChanges } from './risk-changes.ts';

const maxWaiting = 20;
const maxRisks = 5;

interface WaitingRow {
  id: string;
  capability: string;
  title: string | null;
  question: string | null;
  person: string;
  planned_at: Date;
}

async function waiting(tx: Tx, ledger: Ledger, project: string): Promise<WaitingApproval[]> {
  const rows = await tx.query<WaitingRow>(
    `select e.id, e.capability, ${asked}, p.name as person, e.planned_at from effects e join people p on p.id = e.requester_id
     where e.state in ('awaiting', 'unknown') and e.parent_id is null and e.input->>'project' = $1
     order by e.planned_at limit $2`,
    [project, maxWaiting],
  );
  return rows.map((row) => ({
    capability: ledger.registry.find(row.capability)?.title ?? row.capability,
    markdown: lineOf(ledger, row),
    person: row.person,
    since: row.planned_at,
    url: ledger.urlOf(row.id),
  }));
}

/** Reads what went on from the ledger, the plans and the registers: told is what is on record, and nothing else. */
export function createActivityReader(database: Database, principal: Principal, ledger: Ledger): ActivityReader {
  const plans = createPlanReader(database, principal);
  const risks = createRiskReader(database, principal);
  return {
    async of(question) {
      const { project, limit } = question;
      if (!principal.projects.includes(project))
        throw new AppError('project.unknown', `There is no project ${project} that you are a member of.`);
      const { happened, open } = await database.withTenant(principal.tenant, async (tx) => ({
        happened: [
          ...(await doneEffects(tx, ledger, question)),
          ...(await planChanges(tx, question)),
          ...(await riskChanges(tx, question)),
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
        plan: plan && { number: plan.number, title: plan.title, finish: endOf(plan), deadline: plan.deadline },
      };
    },
  };
}
