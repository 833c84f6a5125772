import { AppError, type Context, type Plan, type PlanContent, type PlanStore } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { readPlan } from './read-plans.ts';

/** Counted per organisation, one after the other: whoever asks second waits for the first. */
async function nextNumber(tx: Tx): Promise<number> {
  await tx.query('select 1 from tenants for no key update', []);
  const [row] = await tx.query<{ number: number }>('select coalesce(max(number), 0) + 1 as number from plans', []);
  return row?.number ?? 1;
}

async function mustRead(tx: Tx, projects: readonly string[], number: number): Promise<Plan> {
  const plan = await readPlan(tx, projects, number);
  if (!plan) throw new AppError('internal', `Plan ${number} was stored and is not there.`);
  return plan;
}

const outdated = (number: number): AppError =>
  new AppError(
    'input.invalid',
    `Somebody has changed plan ${number} meanwhile. Look at it again (plan show ${number}), then say your change once more.`,
  );

export function createPlanStore(tx: Tx, { principal }: Context): PlanStore {
  const { person, projects } = principal;
  const keepVersion = (plan: string, version: number, content: PlanContent, change: string): Promise<unknown[]> =>
    tx.query(
      `insert into plan_versions (tenant_id, plan_id, version, content, change, person_id)
       values ($1, $2, $3, $4, $5, $6)`,
      [tx.tenant, plan, version, JSON.stringify(content), change, person],
    );

  return {
    async create(content) {
      const number = await nextNumber(tx);
      const [row] = await tx.query<{ id: string }>(
        'insert into plans (tenant_id, number, project) values ($1, $2, $3) returning id',
        [tx.tenant, number, content.project],
      );
      await keepVersion(row?.id ?? '', 1, content, 'Made.');
      return mustRead(tx, projects, number);
    },

    async change({ number, version }, content, change) {
      const [row] = await tx.query<{ id: string }>(
        `update plans set version = version + 1, changed_at = now()
         where number = $1 and version = $2 and project = any ($3) and project = $4 returning id`,
        [number, version, projects, content.project],
      );
      if (!row) throw outdated(number);
      await keepVersion(row.id, version + 1, content, change);
      return mustRead(tx, projects, number);
    },
  };
}
