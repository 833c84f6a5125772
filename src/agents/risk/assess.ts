import type { Plan, RiskContent } from '../../core/index.ts';
import { type Facts, factsOf } from './facts.ts';
import { risksOfKind } from './kinds.ts';
import { outsideRules } from './rules/outside.ts';
import { peopleRules } from './rules/people.ts';
import { timeRules } from './rules/time.ts';
import { workRules } from './rules/work.ts';
import { risksInWords } from './worries.ts';

const rules = [...timeRules, ...peopleRules, ...workRules, ...outsideRules];

const scoreOf = ({ probability, impact }: RiskContent): number => probability * impact;
const byScore = (one: RiskContent, other: RiskContent): number => scoreOf(other) - scoreOf(one);

function fromPlan(facts: Facts): RiskContent[] {
  const { number, template } = facts.plan;
  const findings = rules.flatMap((rule) => rule(facts));
  const shown = new Set(findings.map(({ key }) => key));
  const usual = risksOfKind(template, `plan ${number} follows the template “${template}”.`, shown);
  const own = findings.map((finding) => ({ ...finding, key: `plan.${number}.${finding.key}` }));
  return [...own, ...usual];
}

export interface Subject {
  plan: Plan | undefined;
  /** What somebody is worried about. */
  words: string;
  /** Who said it. */
  asker: string;
  /** ISO date. */
  today: string;
}

/** All risks that the facts show, highest score first. Each names the fact that it rests on. */
export function assess({ plan, words, asker, today }: Subject): RiskContent[] {
  const facts = plan?.tasks.some(({ isMilestone }) => !isMilestone) ? factsOf(plan, today) : undefined;
  const all = [...risksInWords(words, asker, facts), ...(facts ? fromPlan(facts) : [])];
  const byKey = new Map(all.map((risk) => [risk.key, risk]));
  return [...byKey.values()].sort(byScore);
}
