import { z } from 'zod';
import { defineCapability, escapeMarkdown, type Plan, type PlanContent, type Presented } from '../../core/index.ts';
import { applyChanges, type Move, movesBetween } from './change/apply-changes.ts';
import { todayOf } from './days/dates.ts';
import { dayWords, spanWords } from './days/day-words.ts';
import { workDaysBetween } from './days/work-days.ts';
import { findPlan } from './plan/find-plan.ts';
import { deadlineWords } from './plan/plan-content.ts';
import { planOutput, viewOf } from './plan/plan-view.ts';
import { ganttOf } from './plan/present-plan.ts';
import { planChanged } from './sentences.ts';
import { utterances } from './utterances.ts';
import { shortened } from './words/quote.ts';

interface Computed {
  before: Plan;
  content: PlanContent;
  done: string[];
  moves: Move[];
  today: string;
}

const shownMoves = 15;
const maxSentence = 500;

const output = planOutput.extend({
  changes: z.array(z.string()).describe('What was changed, in sentences'),
  finishBefore: z.string(),
  daysLater: z.int().describe('Working days that the end moved; negative: earlier'),
  moved: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      startBefore: z.string(),
      finishBefore: z.string(),
      startAfter: z.string(),
      finishAfter: z.string(),
    }),
  ),
});

const number =
  /^\s*(?:(?:of|in|for)\s+)?(?:plan\s+#?(\d{1,9})\b|#?(\d{1,9})\s*(?=:|,|\s(?:move|shift|add|remove|delete|assign|unassign|rename|deadline|start|free|link|unlink|set|no|holiday|postpone|delay)\b))[:,\s]*/i;

function moveLine({ code, name, startBefore, finishBefore, startAfter, finishAfter }: Move): string {
  const title = `${escapeMarkdown(code)} ${escapeMarkdown(name)}`;
  if (startBefore === '') return `- ${title}: new, ${spanWords(startAfter, finishAfter)}`;
  if (startAfter === '') return `- ${title}: gone`;
  return `- ${title}: ${spanWords(startBefore, finishBefore)} → ${spanWords(startAfter, finishAfter)}`;
}

function endWords({ finishBefore, finish, daysLater }: z.output<typeof output>): string {
  if (finishBefore === finish) return `The end stays on ${dayWords(finish, true)}.`;
  const days = Math.abs(daysLater);
  const way = daysLater > 0 ? 'later' : 'earlier';
  return `The end moves from ${dayWords(finishBefore, true)} to **${dayWords(finish, true)}**: ${days} working ${days === 1 ? 'day' : 'days'} ${way}.`;
}

function present(view: z.output<typeof output>): Presented {
  const { plan, version, title, changes, moved, deadline, daysLate, tasks } = view;
  const more = moved.length - shownMoves;
  const moves = [...moved.slice(0, shownMoves).map(moveLine), ...(more > 0 ? [`- … and ${more} more`] : [])];
  const blocks = [
    `**Plan ${plan}: ${escapeMarkdown(title)}** is changed (version ${version}).`,
    changes.map((change) => `- ${escapeMarkdown(change)}`).join('\n'),
    [endWords(view), ...(deadline === '' ? [] : [`${daysLate > 0 ? '⚠️ ' : ''}${deadlineWords(view)}`])].join(' '),
    moved.length > 0 ? `**Moved**\n${moves.join('\n')}` : '',
  ];
  return {
    markdown: blocks.filter((block) => block !== '').join('\n\n'),
    ...(tasks.length > 0 ? { pictures: [ganttOf(view)] } : {}),
  };
}

export const capability = defineCapability({
  name: 'planning.change-plan',
  title: 'Change a plan',
  description:
    'Changes tasks, durations, links, owners or dates of a plan and shows what moved. Use it when the work or a promise is different.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    plan: z.int().min(0).max(999_999_999).default(0).describe('Its number; 0: the latest of the project'),
    changes: z
      .string()
      .min(1)
      .max(5_000)
      .describe(
        'One a line: move Design to Dec 3; add Review 2d after Build; remove 2.3; Build takes 8 days; assign 2.1 to Ana; deadline March 31',
      )
      .meta({ lines: true }),
  }),
  output,
  permission: 'planning:plans:change',
  effect: 'write',
  phrases: [
    '[plan] {plan} : {*}',
    '(change|adjust|update|correct) [(the|our|my|this)] plan [{plan}] : {*}',
    '(adjust|update|correct) [(the|our|my|this)] plan [{plan}] {*}',
  ],
  utterances: utterances.changePlan,
  fromSentence: planChanged,
  examples: [
    {
      says: 'change plan 3: design can only start on December 3',
      input: { project: 'platform/api', plan: 3, changes: 'design can only start on December 3' },
    },
    {
      says: 'change the plan: build takes 8 days, and Ana does 2.1',
      input: { project: 'platform/api', changes: 'build takes 8 days, and Ana does 2.1' },
    },
  ],
  // Any words may be a change: they are read against the plan, and refused where they are none.
  continues: { isMore: () => true, hint: '' },
  fromWords(words) {
    const found = number.exec(words);
    const plan = found?.[1] ?? found?.[2];
    const changes = words.slice(found?.[0].length ?? 0).trim();
    return { ...(plan === undefined ? {} : { plan: Number(plan) }), ...(changes === '' ? {} : { changes }) };
  },
  async compute(input, ctx): Promise<Computed> {
    const before = await findPlan(input, ctx);
    const now = ctx.clock();
    const { content, done } = applyChanges(before, input.changes, now);
    return { before, content, done, moves: movesBetween(before.tasks, content.tasks), today: todayOf(now) };
  },
  async store({ before, content, done, moves, today }, { plans }) {
    const after = await plans.change(before, content, shortened(done.join(' '), maxSentence));
    return {
      ...viewOf(after, today),
      changes: done,
      finishBefore: before.finish,
      daysLater: workDaysBetween(before.finish, after.finish, after.holidays),
      moved: moves,
    };
  },
  present,
});
