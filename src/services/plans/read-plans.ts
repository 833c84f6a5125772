import type { Plan, PlanContent, PlanReader, Principal } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';

interface PlanRow {
  number: number;
  version: number;
  content: PlanContent;
  change: string;
  person: string;
  at: Date;
}

const select = `select p.number, p.version, v.content, v.change, who.name as person, v.at
  from plans p
  join plan_versions v on v.plan_id = p.id and v.version = p.version
  join people who on who.id = v.person_id`;

const toPlan = ({ number, version, content, change, person, at }: PlanRow): Plan => ({
  ...content,
  number,
  version,
  change,
  changedBy: person,
  changedAt: at,
});

/** The newest version of one plan, among those of these projects. */
export async function readPlan(tx: Tx, projects: readonly string[], number: number): Promise<Plan | undefined> {
  const [row] = await tx.query<PlanRow>(`${select} where p.project = any ($1) and p.number = $2::bigint`, [
    projects,
    number,
  ]);
  return row && toPlan(row);
}

export const createPlanReader = (database: Database, { tenant, projects }: Principal): PlanReader => ({
  find: (number) => database.withTenant(tenant, (tx) => readPlan(tx, projects, number)),
  latest: (project) =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<PlanRow>(
        `${select} where p.project = any ($1) and p.project = $2 order by p.changed_at desc, p.number desc limit 1`,
        [projects, project],
      );
      return row && toPlan(row);
    }),
});
