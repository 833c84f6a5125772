import { z } from 'zod';
import { defineCapability, escapeMarkdown, numberInWords } from '../../core/index.ts';
import { todayOf } from './days/dates.ts';
import { findPlan } from './plan/find-plan.ts';
import { planOutput, viewOf } from './plan/plan-view.ts';
import { presentPlan } from './plan/present-plan.ts';
import { planNamed } from './sentences.ts';
import { utterances } from './utterances.ts';

const output = planOutput.extend({
  change: z.string().describe('What the last change was'),
  changedBy: z.string(),
});

export const capability = defineCapability({
  name: 'planning.show-plan',
  title: 'Show a plan',
  description:
    'Shows a plan as it stands now: tasks, dates, critical path and Gantt chart. Use it by number, or for the latest of a project.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    plan: z.int().min(0).max(999_999_999).default(0).describe('Its number; 0: the latest of the project'),
  }),
  output,
  permission: 'planning:plans:read',
  effect: 'read',
  phrases: [
    '[(the|our|my)] [plan] {plan}',
    'how (does|is) [(the|our|my)] plan [{plan}] (look|doing|going)',
    '(what is|where is|how far is) [(the|our|my)] [latest] plan [{plan}]',
  ],
  utterances: utterances.showPlan,
  fromSentence: planNamed,
  examples: [
    { says: 'show plan 3', input: { project: 'platform/api', plan: 3 } },
    { says: 'how does our plan look?', input: { project: 'platform/api' } },
  ],
  fromWords: (words) =>
    numberInWords(words, {
      field: 'plan',
      takesProject: true,
      isOptional: true,
      nouns: ['plan', 'task', 'date', 'status', 'gantt', 'chart', 'critical', 'path', 'look', 'like', 'doing', 'going'],
    }),
  async run(input, ctx) {
    const plan = await findPlan(input, ctx);
    return { ...viewOf(plan, todayOf(ctx.clock())), change: plan.change, changedBy: plan.changedBy };
  },
  present(view) {
    const last = `Version ${view.version}, by ${escapeMarkdown(view.changedBy)}: ${escapeMarkdown(view.change)}`;
    const { markdown, ...more } = presentPlan(view);
    return { markdown: `${markdown}\n\n${last}`, ...more };
  },
});
