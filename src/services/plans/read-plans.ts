import type { Plan, PlanContent, PlanIssue, PlanName, PlanReader, Principal } from '../../core/index.ts';
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

const isThere = 'p.deleted_at is null';
const isDeleted = 'p.deleted_at is not null';

async function readOne(
  tx: Tx,
  projects: readonly string[],
  number: number,
  condition: typeof isThere | typeof isDeleted,
): Promise<Plan | undefined> {
  const [row] = await tx.query<PlanRow>(
    `${select} where p.project = any ($1) and p.number = $2::bigint and ${condition}`,
    [projects, number],
  );
  return row && toPlan(row);
}

/** The newest version of one plan, among those of these projects. */
export const readPlan = (tx: Tx, projects: readonly string[], number: number): Promise<Plan | undefined> =>
  readOne(tx, projects, number, isThere);

const readNames = (tx: Tx, project: string): Promise<PlanName[]> =>
  tx.query<PlanName>(
    `select p.number, v.content->>'title' as title from plans p
     join plan_versions v on v.plan_id = p.id and v.version = p.version
     where p.project = $1 and ${isThere} order by p.changed_at desc, p.number desc`,
    [project],
  );

/** As the ledger has them: what was made and taken back again is `undone` there. */
const readIssues = (tx: Tx, projects: readonly string[], number: number): Promise<PlanIssue[]> =>
  tx.query<PlanIssue>(
    `select input->>'code' as code, (output->>'iid')::integer as iid, output->>'url' as url from effects
     where capability = 'planning.create-issue' and state = 'done'
       and input->>'project' = any ($1) and input->>'plan' = $2 order by iid`,
    [projects, String(number)],
  );

export const createPlanReader = (database: Database, { tenant, projects }: Principal): PlanReader => ({
  find: (number) => database.withTenant(tenant, (tx) => readPlan(tx, projects, number)),
  latest: (project) =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<PlanRow>(
        `${select} where p.project = any ($1) and p.project = $2 and ${isThere} order by p.changed_at desc, p.number desc limit 1`,
        [projects, project],
      );
      return row && toPlan(row);
    }),
  names: async (project) =>
    projects.includes(project) ? database.withTenant(tenant, (tx) => readNames(tx, project)) : [],
  findDeleted: (number) => database.withTenant(tenant, (tx) => readOne(tx, projects, number, isDeleted)),
  issues: (number) => database.withTenant(tenant, (tx) => readIssues(tx, projects, number)),
});
