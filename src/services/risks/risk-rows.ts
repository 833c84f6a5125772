import type { Risk, RiskContent, RiskState } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';

export interface RiskRow extends RiskContent {
  id: string;
  number: number;
  project: string;
  plan: number | null;
  state: RiskState;
  is_edited: boolean;
  person: string;
  changed_at: Date;
}

const select = `select r.id, r.number, r.project, r.key, r.plan, r.title, r.category, r.reason, r.probability, r.impact, r.owner,
    r.response, r.mitigation, r.trigger, r.state, r.is_edited, p.name as person, r.changed_at
  from risks r join people p on p.id = r.person_id`;

export const readRisks = (tx: Tx, rest: string, values: readonly unknown[]): Promise<RiskRow[]> =>
  tx.query<RiskRow>(`${select} where ${rest}`, values);

export const toRisk = ({ id, plan, is_edited, person, changed_at, ...row }: RiskRow): Risk => ({
  ...row,
  plan: plan ?? undefined,
  isEdited: is_edited,
  changedBy: person,
  changedAt: changed_at,
});

/** A project's register, highest score first. */
export async function readRegister(tx: Tx, project: string): Promise<Risk[]> {
  const rows = await readRisks(tx, 'r.project = $1 order by r.probability * r.impact desc, r.number', [project]);
  return rows.map(toRisk);
}
