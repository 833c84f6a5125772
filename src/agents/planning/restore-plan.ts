import { z } from 'zod';
import { AppError, defineCapability, escapeMarkdown, numberInWords, type Plan } from '../../core/index.ts';
import { todayOf } from './days/dates.ts';
import { planOutput, viewOf } from './plan/plan-view.ts';
import { presentPlan } from './plan/present-plan.ts';
import { planNamed } from './sentences.ts';
import { utterances } from './utterances.ts';

interface Computed {
  plan: Plan;
  today: string;
}

const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { plan: message } });

function riskWords({ plan, openRisks }: { plan: number; openRisks: readonly number[] }): string {
  const { length } = openRisks;
  if (length === 0) return `Say “risk plan ${plan}” to look at its risks again.`;
  const what = length === 1 ? '1 risk' : `${length} risks`;
  return `${what} that its deletion had closed ${length === 1 ? 'is' : 'are'} open again: ${openRisks.join(', ')}.`;
}

export const capability = defineCapability({
  name: 'planning.restore-plan',
  title: 'Bring a plan back',
  description: 'Brings a deleted plan back as it was. Use it when a plan was deleted by mistake.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    plan: z.int().min(1).max(999_999_999).describe('Number of the plan that was deleted'),
  }),
  output: planOutput.extend({
    openRisks: z.array(z.int()).describe('Numbers of the risks that its deletion had closed, open again'),
  }),
  permission: 'planning:plans:change',
  effect: 'write',
  phrases: ['(bring back|undelete|recover) [(the|our|my)] [plan] {plan}', 'bring [(the|our|my)] plan {plan} back'],
  utterances: utterances.restorePlan,
  fromSentence: planNamed,
  examples: [{ says: 'restore plan 3', input: { project: 'platform/api', plan: 3 } }],
  fromWords: (words) => numberInWords(words, { field: 'plan', takesProject: true, nouns: ['plan'] }),
  async compute({ project, plan: number }, { plans, clock }): Promise<Computed> {
    const plan = await plans.findDeleted(number);
    if (plan?.project === project) return { plan, today: todayOf(clock()) };
    if (plan) throw refuse(`Plan ${number} was one of ${plan.project}. Ask for it with project=${plan.project}.`);
    throw refuse(
      (await plans.find(number))
        ? `Plan ${number} is there, and was not deleted. Say “plan show ${number}” to see it.`
        : `No plan ${number} was deleted in your projects. Check the number.`,
    );
  },
  async store({ plan, today }, { plans, risks }) {
    const restored = await plans.restore(plan);
    return { ...viewOf(restored, today), openRisks: await risks.reopen(plan.project, plan.number) };
  },
  present(view) {
    const { markdown, ...more } = presentPlan(view);
    const back = `**Plan ${view.plan}: ${escapeMarkdown(view.title)}** is back. ${riskWords(view)}`;
    return { markdown: `${back}\n\n${markdown}`, ...more };
  },
});
