import { z } from 'zod';
import { AppError, defineCapability, escapeMarkdown, type Plan } from '../../core/index.ts';
import { todayOf } from './dates.ts';
import { planOutput, presentPlan, viewOf } from './plan-view.ts';

interface Computed {
  plan: Plan;
  today: string;
}

const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { plan: message } });

export const capability = defineCapability({
  name: 'planning.restore-plan',
  title: 'Bring a plan back',
  description: 'Brings a deleted plan back as it was. Use it when a plan was deleted by mistake.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    plan: z.int().min(1).max(999_999_999).describe('Number of the plan that was deleted'),
  }),
  output: planOutput,
  permission: 'planning:plans:change',
  effect: 'write',
  phrases: ['(bring back|undelete|recover) [(the|our|my)] [plan] {plan}', 'bring [(the|our|my)] plan {plan} back'],
  examples: [{ says: 'restore plan 3', input: { project: 'platform/api', plan: 3 } }],
  fromWords(words) {
    const found = /(?:^|\s|#)(\d{1,9})\b/.exec(words)?.[1];
    return found === undefined ? {} : { plan: Number(found) };
  },
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
  async store({ plan, today }, { plans }) {
    return viewOf(await plans.restore(plan), today);
  },
  present(view) {
    const { markdown, ...more } = presentPlan(view);
    const back = `**Plan ${view.plan}: ${escapeMarkdown(view.title)}** is back. Say “risk plan ${view.plan}” to look at its risks again.`;
    return { markdown: `${back}\n\n${markdown}`, ...more };
  },
});
