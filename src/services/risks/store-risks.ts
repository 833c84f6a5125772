import { AppError, type Context, type RiskContent, type RiskState, type RiskStore } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { type RiskRow, readRegister, readRisks, toRisk } from './risk-rows.ts';

/** Nobody watches more; and what assessments add in a loop has an end. */
const maxOpen = 200;

type Fields = Partial<RiskContent & { state: RiskState; plan: number | null }>;
type Kind = 'found' | 'updated' | 'changed' | 'gone';

// Names of columns, none of which comes from outside.
const columns = [
  'title',
  'category',
  'reason',
  'probability',
  'impact',
  'owner',
  'response',
  'mitigation',
  'trigger',
  'state',
  'plan',
] as const satisfies readonly (keyof Fields)[];

/** What differs, as what it was and what it became. */
function differences(row: RiskRow, fields: Fields): Record<string, [before: unknown, after: unknown]> {
  const changed = columns.filter((name) => fields[name] !== undefined && fields[name] !== row[name]);
  return Object.fromEntries(changed.map((name) => [name, [row[name], fields[name]]]));
}

/** Writes the changes of one person, each of them on record. */
function createWriter(tx: Tx, person: string) {
  const note = (risk: string, kind: Kind, fields: object): Promise<unknown[]> =>
    tx.query('insert into risk_changes (tenant_id, risk_id, kind, fields, person_id) values ($1, $2, $3, $4, $5)', [
      tx.tenant,
      risk,
      kind,
      JSON.stringify(fields),
      person,
    ]);

  return {
    async add(number: number, project: string, plan: number | undefined, content: RiskContent): Promise<void> {
      const values = { key: content.key, plan: plan ?? null, state: 'open', ...pick(content) };
      const names = Object.keys(values);
      const places = names.map((_, index) => `$${index + 5}`).join(', ');
      const [row] = await tx.query<{ id: string }>(
        `insert into risks (tenant_id, number, project, person_id, ${names.join(', ')})
         values ($1, $2, $3, $4, ${places}) returning id`,
        [tx.tenant, number, project, person, ...Object.values(values)],
      );
      await note(row?.id ?? '', 'found', { probability: [null, content.probability], impact: [null, content.impact] });
    },

    /** Nothing is written, and nobody named, where nothing differs. */
    async change(row: RiskRow, kind: Kind, fields: Fields): Promise<void> {
      const changed = differences(row, fields);
      const names = Object.keys(changed);
      if (names.length === 0) return;
      const settings = names.map((name, index) => `${name} = $${index + 4}`).join(', ');
      await tx.query(
        `update risks set ${settings}, is_edited = is_edited or $2, person_id = $3, changed_at = now() where id = $1`,
        [row.id, kind === 'changed', person, ...Object.values(changed).map(([, after]) => after)],
      );
      await note(row.id, kind, changed);
    },
  };
}

const pick = ({ key: _key, ...content }: RiskContent): Omit<RiskContent, 'key'> => content;

/** Counted per organisation, one after the other: whoever asks second waits for the first. */
async function lastNumber(tx: Tx): Promise<number> {
  await tx.query('select 1 from tenants for no key update', []);
  const [row] = await tx.query<{ number: number }>('select coalesce(max(number), 0) as number from risks', []);
  return row?.number ?? 0;
}

async function checkCount(tx: Tx, project: string): Promise<void> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*) as count from risks where project = $1 and state = 'open'",
    [project],
  );
  if ((row?.count ?? 0) <= maxOpen) return;
  throw new AppError(
    'input.too-large',
    `The register of ${project} would have more than ${maxOpen} open risks. Close those that are over first: risk update-risk number=… state=closed.`,
  );
}

const unknown = (number: number): AppError =>
  new AppError(
    'input.invalid',
    `There is no risk ${number} in your projects. Say “risk register” to see those that there are.`,
    { fields: { number: 'is no risk of your projects' } },
  );

/** What rests on a plan's facts has a key that begins so. */
const isFromPlan = ({ key }: { key: string }): boolean => key.startsWith('plan.');

export function createRiskStore(tx: Tx, { principal }: Context): RiskStore {
  const { add, change } = createWriter(tx, principal.person);

  return {
    async assess(project, plan, risks) {
      const last = await lastNumber(tx);
      const rows = await readRisks(tx, 'r.project = $1 and r.project = any ($2)', [project, principal.projects]);
      const known = new Map(rows.map((row) => [row.key, row]));
      const fresh = risks.filter(({ key }) => !known.has(key));
      for (const [index, content] of fresh.entries()) await add(last + index + 1, project, plan, content);
      for (const content of risks) {
        const row = known.get(content.key);
        // One that an assessment closed comes back with its fact; one that a person closed stays closed.
        if (row && !row.is_edited)
          await change(row, 'updated', { ...pick(content), state: 'open', plan: plan ?? row.plan });
      }
      const found = new Set(risks.map(({ key }) => key));
      const isGone = (row: RiskRow): boolean =>
        isFromPlan(row) && row.plan === plan && row.state === 'open' && !row.is_edited && !found.has(row.key);
      for (const row of rows.filter(isGone)) await change(row, 'gone', { state: 'closed' });
      await checkCount(tx, project);
      return readRegister(tx, project);
    },

    async update(number, fields) {
      const mine = 'r.project = any ($1) and r.number = $2::bigint';
      const [row] = await readRisks(tx, `${mine} for update of r`, [principal.projects, number]);
      if (!row) throw unknown(number);
      await change(row, 'changed', fields);
      const [after] = await readRisks(tx, mine, [principal.projects, number]);
      return toRisk(after ?? row);
    },
  };
}
