import { AppError, type Context, type Plan, type PlanContent, type PlanStore } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { AddressOf } from '../messages/tell-person.ts';
import { nextNumber } from '../numbers.ts';
import { readPlan } from './read-plans.ts';
import { tellMaker } from './tell-maker.ts';

async function mustRead(tx: Tx, projects: readonly string[], number: number): Promise<Plan> {
  const plan = await readPlan(tx, projects, number);
  if (!plan) throw new AppError('internal', `Plan ${number} was stored and is not there.`);
  return plan;
}

const outdated = (number: number): AppError =>
  new AppError(
    'input.invalid',
    `Somebody has changed plan ${number} meanwhile. Look at it again (plan show ${number}), then say once more what you want.`,
  );

function contentOf(plan: Plan): PlanContent {
  const { number: _number, version: _version, changedBy: _by, changedAt: _at, change: _change, ...content } = plan;
  return content;
}

export function createPlanStore(tx: Tx, ctx: Context, addressOf: AddressOf): PlanStore {
  const { principal } = ctx;
  const { person, projects } = principal;
  const keepVersion = (plan: string, version: number, content: PlanContent, change: string): Promise<unknown[]> =>
    tx.query(
      `insert into plan_versions (tenant_id, plan_id, version, content, change, person_id)
       values ($1, $2, $3, $4, $5, $6)`,
      [tx.tenant, plan, version, JSON.stringify(content), change, person],
    );

  return {
    async create(content) {
      const number = await nextNumber(tx, 'plans');
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
         where number = $1 and version = $2 and project = any ($3) and project = $4 and deleted_at is null returning id`,
        [number, version, projects, content.project],
      );
      if (!row) throw outdated(number);
      await keepVersion(row.id, version + 1, content, change);
      return mustRead(tx, projects, number);
    },

    async remove(plan) {
      const [row] = await tx.query<{ id: string }>(
        `update plans set version = version + 1, changed_at = now(), deleted_at = now()
         where number = $1 and version = $2 and project = any ($3) and deleted_at is null returning id`,
        [plan.number, plan.version, projects],
      );
      if (!row) throw outdated(plan.number);
      await keepVersion(row.id, plan.version + 1, contentOf(plan), 'Deleted.');
      await tellMaker(tx, ctx, { id: row.id, plan }, addressOf);
    },

    async restore(plan) {
      const [row] = await tx.query<{ id: string }>(
        `update plans set version = version + 1, changed_at = now(), deleted_at = null
         where number = $1 and version = $2 and project = any ($3) and deleted_at is not null returning id`,
        [plan.number, plan.version, projects],
      );
      if (!row) throw outdated(plan.number);
      await keepVersion(row.id, plan.version + 1, contentOf(plan), 'Brought back.');
      return mustRead(tx, projects, plan.number);
    },
  };
}
