import {
  AppError,
  type Assessment,
  type Context,
  type Risk,
  type RiskContent,
  type RiskStore,
  type RiskVerdict,
} from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { nextNumber } from '../numbers.ts';
import { isPeoples, type Looked, whyOver } from './over.ts';
import { type RiskRow, readRegister, readRisks, toRisk } from './risk-rows.ts';
import { closedWithPlan, createWriter, ownColumns, type RiskFields } from './write-risks.ts';

/** Nobody watches more; and what assessments add in a loop has an end. */
const maxOpen = 200;

async function checkCount(tx: Tx, project: string): Promise<void> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*) as count from risks where project = $1 and state = 'open'",
    [project],
  );
  if ((row?.count ?? 0) <= maxOpen) return;
  throw new AppError(
    'input.too-large',
    `The register of ${project} would have more than ${maxOpen} open risks. Close those that are over first, for example: risk 3 is closed.`,
  );
}

const unknown = (number: number): AppError =>
  new AppError(
    'input.invalid',
    `There is no risk ${number} in your projects. Say “risk register” to see those that there are.`,
    { fields: { number: 'is no risk of your projects' } },
  );

async function titleOf(tx: Tx, project: string, plan: number | undefined): Promise<string> {
  const [row] = await tx.query<{ title: string }>(
    `select v.content->>'title' as title from plans l
     join plan_versions v on v.plan_id = l.id and v.version = l.version where l.project = $1 and l.number = $2 and l.deleted_at is null`,
    [project, plan ?? null],
  );
  return row?.title ?? '';
}

/** What an assessment brings up to date: not what a person set, and not the date, which would move with each day. */
function renewed(
  row: RiskRow,
  { key: _key, due, plan, ...content }: RiskContent,
  own: ReadonlySet<string>,
): RiskFields {
  const fields: RiskFields = {
    ...content,
    plan: plan ?? row.plan,
    ...(row.due === '' ? { due } : {}),
    state: 'open',
    note: row.state === 'open' ? row.note : '',
  };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !own.has(name)));
}

export function createRiskStore(tx: Tx, { principal }: Context): RiskStore {
  const { add, change } = createWriter(tx, principal.person);
  /** Locked, so that nobody changes them between what is read and what is written. */
  const rowsOf = (project: string) =>
    readRisks(tx, 'r.project = $1 and r.project = any ($2) order by r.number for update of r', [
      project,
      principal.projects,
    ]);

  /** One that an assessment closed comes back with its fact; one that a person closed stays closed. */
  async function renew(rows: readonly RiskRow[], project: string, risks: readonly RiskContent[]): Promise<number[]> {
    const own = await ownColumns(tx, project);
    const byKey = new Map(risks.map((risk) => [risk.key, risk]));
    const changed: number[] = [];
    for (const row of rows) {
      const content = byKey.get(row.key);
      const set = own.get(row.id) ?? new Set();
      const isLeft = row.state !== 'open' && set.has('state');
      if (content && !isLeft && (await change(row, 'updated', renewed(row, content, set)))) changed.push(row.number);
    }
    return changed;
  }

  /** Closes what is over; `kept` are those that only a person closes. */
  async function conclude(rows: readonly RiskRow[], looked: Looked): Promise<Pick<Assessment, 'closed' | 'kept'>> {
    const over = rows.flatMap((row) => {
      const why = whyOver(row, looked);
      return why === undefined ? [] : [{ row, ...why }];
    });
    const byWhom = Map.groupBy(over, ({ row }) => (isPeoples(row) ? 'kept' : 'closed'));
    const verdicts = (of: 'closed' | 'kept'): RiskVerdict[] =>
      (byWhom.get(of) ?? []).map(({ row, why }) => ({ number: row.number, why }));
    for (const { row, why, kind } of byWhom.get('closed') ?? [])
      await change(row, kind, { state: 'closed', note: why });
    return { closed: verdicts('closed'), kept: verdicts('kept') };
  }

  return {
    async assess(project, plan, risks) {
      const first = await nextNumber(tx, 'risks');
      const rows = await rowsOf(project);
      const known = new Set(rows.map(({ key }) => key));
      const fresh = risks.filter(({ key }) => !known.has(key));
      for (const [index, content] of fresh.entries()) await add(first + index, project, content);
      const changed = await renew(rows, project, risks);
      const found = new Set(risks.map(({ key }) => key));
      const ended = await conclude(rows, { plan, found, title: await titleOf(tx, project, plan) });
      await checkCount(tx, project);
      const added = fresh.map((_, index) => first + index);
      return { register: await readRegister(tx, project), added, changed, ...ended };
    },

    async update(number, fields): Promise<Risk> {
      const mine = 'r.project = any ($1) and r.number = $2::bigint';
      const [row] = await readRisks(tx, `${mine} for update of r`, [principal.projects, number]);
      if (!row) throw unknown(number);
      // Why it was closed says nothing once it is open again.
      const isMoved = fields.state !== undefined && fields.state !== row.state;
      await change(row, 'changed', { ...(isMoved ? { note: '' } : {}), ...fields });
      const [after] = await readRisks(tx, mine, [principal.projects, number]);
      return toRisk(after ?? row);
    },

    async reopen(project, plan) {
      const closed = await closedWithPlan(tx, project, plan);
      const rows = (await rowsOf(project)).filter(({ id }) => closed.has(id));
      for (const row of rows) await change(row, 'restored', { state: 'open', note: closed.get(row.id) ?? '' });
      await checkCount(tx, project);
      return rows.map(({ number }) => number);
    },
  };
}
