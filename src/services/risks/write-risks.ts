import { type RiskContent, type RiskState, riskFields } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { RiskRow } from './risk-rows.ts';

/** `found`; `updated` by an assessment; `changed` by a person; `gone` from its plan, or `deleted` and `restored` with it. */
export type ChangeKind = 'found' | 'updated' | 'changed' | 'gone' | 'deleted' | 'restored';

// Names of columns, none of which comes from outside.
const columns = [...riskFields, 'category', 'reason', 'plan'] as const satisfies readonly (keyof RiskFields)[];
type Column = (typeof columns)[number];

export type RiskFields = Partial<
  Omit<RiskContent, 'key' | 'plan'> & { state: RiskState; note: string; residual: number; plan: number | null }
>;

/** What differs, as what it was and what it became. */
function differences(row: RiskRow, fields: RiskFields): Record<string, [before: unknown, after: unknown]> {
  const changed = columns.filter((name) => fields[name] !== undefined && fields[name] !== row[name]);
  return Object.fromEntries(changed.map((name) => [name, [row[name], fields[name]]]));
}

/** Which columns people changed by their own hand, by the id of the risk. */
export async function ownColumns(tx: Tx, project: string): Promise<ReadonlyMap<string, ReadonlySet<Column>>> {
  const rows = await tx.query<{ risk_id: string; names: Column[] }>(
    `select c.risk_id, array_agg(distinct f.name) as names
     from risk_changes c join risks r on r.id = c.risk_id, json_object_keys(c.fields) f (name)
     where r.project = $1 and c.kind = 'changed' group by c.risk_id`,
    [project],
  );
  return new Map(rows.map(({ risk_id, names }) => [risk_id, new Set(names)]));
}

/** What a plan's deletion closed and nobody moved since, by the id of the risk, with the note that it had before. */
export async function closedWithPlan(tx: Tx, project: string, plan: number): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; note: string | null }>(
    `select r.id, case when r.note = c.fields->'note'->>1 then c.fields->'note'->>0 else r.note end as note
     from risks r
     join lateral (
       select kind, fields from risk_changes
       where risk_id = r.id and fields->'state' is not null order by position desc limit 1
     ) c on c.kind = 'deleted'
     where r.project = $1 and r.plan = $2 and r.state = 'closed'`,
    [project, plan],
  );
  return new Map(rows.map(({ id, note }) => [id, note ?? '']));
}

/** Writes the changes of one person, each of them on record. */
export function createWriter(tx: Tx, person: string) {
  const note = (risk: string, kind: ChangeKind, fields: object): Promise<unknown[]> =>
    tx.query('insert into risk_changes (tenant_id, risk_id, kind, fields, person_id) values ($1, $2, $3, $4, $5)', [
      tx.tenant,
      risk,
      kind,
      JSON.stringify(fields),
      person,
    ]);

  return {
    async add(number: number, project: string, { plan, ...content }: RiskContent): Promise<void> {
      const values = { ...content, plan: plan ?? null, state: 'open' };
      const names = Object.keys(values);
      const places = names.map((_, index) => `$${index + 5}`).join(', ');
      const [row] = await tx.query<{ id: string }>(
        `insert into risks (tenant_id, number, project, person_id, ${names.join(', ')})
         values ($1, $2, $3, $4, ${places}) returning id`,
        [tx.tenant, number, project, person, ...Object.values(values)],
      );
      await note(row?.id ?? '', 'found', { probability: [null, content.probability], impact: [null, content.impact] });
    },

    /** Nothing is written, and nobody named, where nothing differs; tells whether something did. */
    async change(row: RiskRow, kind: ChangeKind, fields: RiskFields): Promise<boolean> {
      const changed = differences(row, fields);
      const names = Object.keys(changed);
      if (names.length === 0) return false;
      const settings = names.map((name, index) => `${name} = $${index + 4}`).join(', ');
      await tx.query(
        `update risks set ${settings}, is_edited = is_edited or $2, person_id = $3, changed_at = now() where id = $1`,
        [row.id, kind === 'changed', person, ...Object.values(changed).map(([, after]) => after)],
      );
      await note(row.id, kind, changed);
      return true;
    },
  };
}
