import { z } from 'zod';
import { AppError, defineCapability, documentFiles } from '../../core/index.ts';
import { todayOf } from './days/dates.ts';
import { readDocument } from './draft/document.ts';
import { type DraftedPlan, draftPlan } from './draft/draft-plan.ts';
import { furtherTask } from './draft/further-task.ts';
import { meantOtherwise } from './draft/other-wishes.ts';
import { faultOfLength, readPlanWords } from './draft/plan-words.ts';
import { planOutput, viewOf } from './plan/plan-view.ts';
import { presentPlan } from './plan/present-plan.ts';
import { planWanted } from './sentences.ts';
import { utterances } from './utterances.ts';
import { notUsedWords, numbered } from './words/not-used.ts';

interface Computed extends DraftedPlan {
  today: string;
}

function checkGoal(goal: string): void {
  const message = meantOtherwise(goal) ?? faultOfLength(goal);
  if (message !== undefined) throw new AppError('input.invalid', message, { fields: { goal: message } });
}

const output = planOutput.extend({
  notUsed: z
    .array(
      z.object({
        words: z.string().describe('As they stand in the goal'),
        why: z.string().describe('Why they are not in the plan'),
        instead: z.string().describe('What to type instead'),
      }),
    )
    .describe('What was seen in the goal and is not in the plan'),
});

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
      .meta({ lines: true, file: documentFiles }),
    tasks: z
      .string()
      .max(30_000, 'is too long. A plan has at most 200 tasks, one a line')
      .default('')
      .describe('One a line: Build 5d after Design @ben; durations 3d, 2/3/6d, 1w; “milestone”')
      .meta({ lines: true, file: documentFiles }),
    start: z.string().max(60).default('').describe('A day; empty: today'),
    deadline: z.string().max(60).default('').describe('A day'),
    team: z.array(z.string().max(80)).max(50).default([]).describe('Names, perhaps with what they do: Ana (design)'),
    holidays: z.array(z.string().max(60)).max(60).default([]).describe('2026-12-24, 2026-12-24..2027-01-01'),
    title: z.string().max(120).default('').describe('Empty: from the goal'),
  }),
  output,
  permission: 'planning:plans:change',
  effect: 'write',
  featured: true,
  utterances: utterances.makePlan,
  fromSentence: planWanted,
  examples: [
    {
      says: 'plan launch the new website by March 31',
      input: { project: 'platform/api', goal: 'launch the new website by March 31' },
    },
    {
      says: 'plan Design 3d, Ana; Build 5d after Design @ben; Launch milestone after Build +2d',
      input: {
        project: 'platform/api',
        goal: '',
        tasks: 'Design 3d, Ana; Build 5d after Design @ben; Launch milestone after Build +2d',
      },
    },
  ],
  fromWords: readPlanWords,
  continues: furtherTask,
  async compute(given, { clock }): Promise<Computed> {
    const { notUsed, ...read } = readDocument(given);
    const input = { ...given, ...read };
    checkGoal(input.goal);
    const now = clock();
    const drafted = draftPlan(input, now);
    return { ...drafted, notUsed: [...drafted.notUsed, ...notUsed], today: todayOf(now) };
  },
  async store({ content, notUsed, today }, { plans }) {
    const plan = await plans.create(content);
    return { ...viewOf(plan, today), notUsed: numbered(notUsed, plan.number) };
  },
  present: (view) => presentPlan(view, notUsedWords(view.notUsed)),
});
