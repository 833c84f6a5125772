import { z } from 'zod';
import { AppError, defineCapability, type PlanContent } from '../../core/index.ts';
import { todayOf } from './dates.ts';
import { draftPlan } from './draft-plan.ts';
import { planOutput, presentPlan, viewOf } from './plan-view.ts';
import { faultOfLength, meantOtherwise, readPlanWords } from './plan-words.ts';

interface Computed {
  content: PlanContent;
  today: string;
}

function checkGoal(goal: string): void {
  const message = meantOtherwise(goal) ?? faultOfLength(goal);
  if (message !== undefined) throw new AppError('input.invalid', message, { fields: { goal: message } });
}

export const capability = defineCapability({
  name: 'planning.make-plan',
  title: 'Make a plan',
  description:
    'Turns a goal, or a list of tasks, into a work breakdown with dates, critical path and Gantt chart. Use it to plan a project.',
  input: z.object({
    project: z.string().min(1).describe('Full path'),
    goal: z
      .string()
      .max(50_000, 'is too long. Say in a few sentences what should be reached, or give the tasks as a list')
      .describe('What should be reached, and by when; may be empty when there are tasks')
      .meta({ lines: true }),
    tasks: z
      .string()
      .max(30_000, 'is too long. A plan has at most 200 tasks, one a line')
      .default('')
      .describe('One a line: Build 5d after Design @ben; durations 3d, 2/3/6d, 1w; “milestone”')
      .meta({ lines: true }),
    start: z.string().max(60).default('').describe('A day; empty: today'),
    deadline: z.string().max(60).default('').describe('A day'),
    team: z.array(z.string().max(80)).max(50).default([]).describe('Names, perhaps with what they do: Ana (design)'),
    holidays: z.array(z.string().max(60)).max(60).default([]).describe('2026-12-24, 2026-12-24..2027-01-01'),
    title: z.string().max(120).default('').describe('Empty: from the goal'),
  }),
  output: planOutput,
  permission: 'planning:plans:change',
  effect: 'write',
  featured: true,
  examples: [
    {
      says: 'plan the launch of our new website by March 31',
      input: { project: 'platform/api', goal: 'Launch the new website by March 31' },
    },
    {
      says: 'plan these tasks',
      input: {
        project: 'platform/api',
        goal: 'Shop',
        tasks: 'Design: 3d, Ana\nBuild 5d after Design @ben\nLaunch milestone after Build +2d',
      },
    },
  ],
  fromWords: readPlanWords,
  async compute(input, { clock }): Promise<Computed> {
    checkGoal(input.goal);
    const now = clock();
    return { content: draftPlan(input, now), today: todayOf(now) };
  },
  async store({ content, today }, { plans }) {
    return viewOf(await plans.create(content), today);
  },
  present: presentPlan,
});
