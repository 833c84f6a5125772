import type { Risk, RiskContent, RiskState } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';

export interface RiskRow extends Omit<RiskContent, 'plan'> {
  id: string;
  number: number;
  project: string;
  plan: number | null;
  plan_title: string | null;
  state: RiskState;
  note: string;
  residual: number;
  score_before: number | null;
  scored_at: Date | null;
  is_edited: boolean;
  person: string;
  changed_at: Date;
}

// Its score before is read from the last change that touched it: a figure that is not in it was then what it is now.
const select = `select r.id, r.number, r.project, r.key, r.plan, v.content->>'title' as plan_title, r.title, r.category, r.reason,
    r.probability, r.impact, r.owner, r.response, r.mitigation, r.trigger, r.due, r.residual, r.state, r.note, r.is_edited,
    coalesce((c.fields->'probability'->>0)::integer, r.probability) * coalesce((c.fields->'impact'->>0)::integer, r.impact)
      as score_before, c.at as scored_at, p.name as person, r.changed_at
  from risks r join people p on p.id = r.person_id
  left join plans l on l.number = r.plan and l.project = r.project and l.deleted_at is null
  left join plan_versions v on v.plan_id = l.id and v.version = l.version
  left join lateral (
    select fields, at from risk_changes
    where risk_id = r.id and kind <> 'found' and (fields->'probability' is not null or fields->'impact' is not null)
    order by position desc limit 1
  ) c on true`;

export const readRisks = (tx: Tx, rest: string, values: readonly unknown[]): Promise<RiskRow[]> =>
  tx.query<RiskRow>(`${select} where ${rest}`, values);

export const toRisk = ({
  id: _id,
  plan,
  plan_title,
  score_before,
  scored_at,
  is_edited,
  person,
  changed_at,
  ...row
}: RiskRow): Risk => ({
  ...row,
  plan: plan ?? undefined,
  planTitle: plan_title ?? '',
  before: scored_at && score_before ? { score: score_before, at: scored_at } : undefined,
  isEdited: is_edited,
  changedBy: person,
  changedAt: changed_at,
});

/** A project's register, highest score first. */
export async function readRegister(tx: Tx, project: string): Promise<Risk[]> {
  const rows = await readRisks(tx, 'r.project = $1 order by r.probability * r.impact desc, r.number', [project]);
  return rows.map(toRisk);
}
