import { z } from 'zod';
import { defineCapability, escapeMarkdown, type Link, type Plan, type PlanIssue } from '../../core/index.ts';
import { spanWords } from './days/day-words.ts';
import { nameToDelete, planToDelete } from './plan/plan-to-delete.ts';
import { planMeant } from './sentences.ts';
import { utterances } from './utterances.ts';

const shownIssues = 30;

interface Computed {
  plan: Plan;
  issues: readonly PlanIssue[];
}

const output = z.object({
  project: z.string(),
  plan: z.int(),
  title: z.string(),
  start: z.string(),
  finish: z.string(),
  tasks: z.int().describe('How many it had'),
  issues: z.array(z.object({ code: z.string(), iid: z.int(), url: z.url() })).describe('They stay in GitLab'),
  closedRisks: z.array(z.int()).describe('Numbers of the risks that rested on it'),
  keptRisks: z.array(z.int()).describe('Numbers of the risks in it that people wrote or changed: they stay open'),
});
type Output = z.output<typeof output>;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function issueWords({ issues }: Output): string[] {
  if (issues.length === 0) return [];
  const names = issues.slice(0, shownIssues).map(({ iid, code }) => `\\#${iid} (${escapeMarkdown(code)})`);
  const more = issues.length > shownIssues ? ` and ${issues.length - shownIssues} more` : '';
  const stay = issues.length === 1 ? 'stays in GitLab. Close it' : 'stay in GitLab. Close them';
  return [
    `- Its ${counted(issues.length, 'issue')} ${stay} there if nobody needs ${issues.length === 1 ? 'it' : 'them'}: ${names.join(', ')}${more}.`,
  ];
}

function riskWords({ closedRisks: closed, keptRisks: kept }: Output): string[] {
  return [
    ...(closed.length > 0
      ? [
          `- ${counted(closed.length, 'risk')} that rested on it ${closed.length === 1 ? 'is' : 'are'} closed: ${closed.join(', ')}.`,
        ]
      : []),
    ...(kept.length > 0
      ? [
          `- ${counted(kept.length, 'risk')} that somebody wrote or changed ${kept.length === 1 ? 'stays' : 'stay'} open: ${kept.join(', ')}.`,
        ]
      : []),
  ];
}

function linksOf({ issues }: Output): Link[] {
  const [first] = issues;
  return first ? [{ label: 'Issues', url: first.url.replace(/\/\d+$/, '') }] : [];
}

export const capability = defineCapability({
  name: 'planning.delete-plan',
  title: 'Delete a plan',
  description:
    'Deletes a plan, and closes the risks that rested on it; its issues stay. Use it when a plan is not wanted any more. It can be brought back.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    plan: z.int().min(0).max(999_999_999).default(0).describe('Its number; 0: the one with this title'),
    title: z.string().max(120).default('').describe('Its title; beside a number, to be sure that it is the right one'),
  }),
  output,
  permission: 'planning:plans:change',
  effect: 'write',
  phrases: ['(remove|discard|drop|scrap) [(the|our|my|this)] plan [{*}]', '(delete|remove) {plan} : {title}'],
  utterances: utterances.deletePlan,
  fromSentence: planMeant,
  examples: [
    { says: 'delete plan 3', input: { project: 'platform/api', plan: 3 } },
    { says: 'delete the plan “Open the shop”', input: { project: 'platform/api', title: 'Open the shop' } },
  ],
  fromWords: nameToDelete,
  async compute(input, ctx): Promise<Computed> {
    const plan = await planToDelete(input, ctx);
    return { plan, issues: await ctx.plans.issues(plan.number) };
  },
  async store({ plan, issues }, { plans, risks }) {
    await plans.remove(plan);
    // Without a plan to look at, an assessment only ends what belongs to plans that are there no more.
    const { closed, kept } = await risks.assess(plan.project, undefined, []);
    const { project, number, title, start, finish, tasks } = plan;
    return {
      project,
      plan: number,
      title,
      start,
      finish,
      tasks: tasks.length,
      issues: [...issues],
      closedRisks: closed.map((risk) => risk.number),
      keptRisks: kept.map((risk) => risk.number),
    };
  },
  present(answer) {
    const { plan, title, start, finish, tasks } = answer;
    const lines = [...issueWords(answer), ...riskWords(answer)];
    const blocks = [
      `**Plan ${plan}: ${escapeMarkdown(title)}** is deleted (${counted(tasks, 'task')}, ${spanWords(start, finish)}).`,
      ...(lines.length > 0 ? [lines.join('\n')] : []),
      `To bring it back, say “plan restore ${plan}”.`,
    ];
    return { markdown: blocks.join('\n\n'), links: linksOf(answer) };
  },
});
