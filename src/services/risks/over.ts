import type { RiskRow } from './risk-rows.ts';

/** What an assessment looked at. */
export interface Looked {
  plan: number | undefined;
  /** The keys of what it found. */
  found: ReadonlySet<string>;
  /** The title of that plan as rows know it; empty without one. */
  title: string;
}

const plain = (title: string): string => title.trim().toLowerCase();

/** What rests on a plan's facts has a key that begins so. */
const isFromPlan = ({ key }: RiskRow): boolean => key.startsWith('plan.');

/** What ended a risk: `gone` from what its plan shows, or `deleted` with its plan, which may come back. */
export interface Over {
  kind: 'gone' | 'deleted';
  why: string;
}
const gone = (why: string): Over => ({ kind: 'gone', why });

/** Why an open risk is over by itself; undefined when it is not. */
export function whyOver(row: RiskRow, { plan, found, title }: Looked): Over | undefined {
  if (row.plan === null || row.state !== 'open' || found.has(row.key)) return undefined;
  if (row.plan === plan) return isFromPlan(row) ? gone(`Plan ${plan} does not show it any more.`) : undefined;
  if (row.plan_title === null) return { kind: 'deleted', why: `Plan ${row.plan} was deleted.` };
  // Who asks for the same plan once more, with other dates or words, means the new one.
  const isReplaced = plan !== undefined && row.plan < plan && plain(row.plan_title) === plain(title);
  return isReplaced ? gone(`Plan ${row.plan} was replaced by plan ${plan}, which has the same title.`) : undefined;
}

/** What a person said or changed is closed by a person only. */
export const isPeoples = (row: RiskRow): boolean => row.is_edited || !isFromPlan(row);
