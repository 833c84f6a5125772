import type { Plan, RiskContent } from '../../core/index.ts';
import { dueOf } from './due.ts';
import { type Facts, type Finding, factsOf } from './facts.ts';
import { risksOfKind } from './kinds.ts';
import { calendarRules } from './rules/calendar.ts';
import { deadlineRules } from './rules/deadline.ts';
import { outsideRules } from './rules/outside.ts';
import { peopleRules } from './rules/people.ts';
import { seasonRules } from './rules/seasons.ts';
import { workRules } from './rules/work.ts';
import { risksInWords } from './worries.ts';

const rules = [...deadlineRules, ...calendarRules, ...seasonRules, ...peopleRules, ...workRules, ...outsideRules];

const scoreOf = ({ probability, impact }: Pick<RiskContent, 'probability' | 'impact'>): number => probability * impact;
const byScore = (one: RiskContent, other: RiskContent): number => scoreOf(other) - scoreOf(one);

/** What the plan's own facts show, and what is usual for its kind: the same in two plans are two risks. */
function inPlan(facts: Facts): Finding[] {
  const { number, template } = facts.plan;
  const shownByFacts = rules.flatMap((rule) => rule(facts));
  const shown = new Set(shownByFacts.map(({ key }) => key));
  const usual = risksOfKind(template, `plan ${number} follows the template “${template}”.`, shown);
  return [...shownByFacts, ...usual].map((finding) => ({ ...finding, key: `plan.${number}.${finding.key}` }));
}

export interface Subject {
  plan: Plan | undefined;
  /** The words themselves named the plan. */
  isNamed: boolean;
  /** What somebody is worried about. */
  words: string;
  /** Who said it. */
  asker: string;
  now: Date;
}

/** All risks that the facts show, highest score first. Each names the fact that it rests on. */
export function assess({ plan, isNamed, words, asker, now }: Subject): RiskContent[] {
  const today = now.toISOString().slice(0, 10);
  const facts = plan?.tasks.some(({ isMilestone }) => !isMilestone) ? factsOf(plan, today) : undefined;
  const withDate = ({ tasks = [], due, ...finding }: Finding): Omit<RiskContent, 'plan'> => ({
    ...finding,
    due: due ?? (finding.response === 'accept' ? '' : dueOf({ score: scoreOf(finding), today, tasks })),
  });
  const said = risksInWords(words, { asker, now }, facts).map((finding) => ({
    ...withDate(finding),
    plan: isNamed || finding.tasks?.length ? plan?.number : undefined,
  }));
  const found = (facts ? inPlan(facts) : []).map((finding) => ({ ...withDate(finding), plan: plan?.number }));
  const byKey = new Map([...said, ...found].map((risk) => [risk.key, risk]));
  return [...byKey.values()].sort(byScore);
}
