import { z } from 'zod';
import { endOf, type LinkKind, type Plan, type PlanTask, type TaskLink } from '../../../core/index.ts';
import { dayWords } from '../days/day-words.ts';
import { exactDuration } from '../days/duration-words.ts';
import { tightened } from '../draft/template-tasks.ts';
import { clashNotes } from '../people/owners.ts';
import { daysLate, scheduleOf } from './plan-content.ts';

const taskOutput = z.object({
  code: z.string(),
  name: z.string(),
  phase: z.string(),
  days: z.number(),
  start: z.string(),
  finish: z.string(),
  owner: z.string(),
  after: z.string(),
  floatDays: z.number().describe('0: critical'),
  isMilestone: z.boolean(),
});

/** A plan as an answer: flat, and with all that its words and its picture need. */
export const planOutput = z.object({
  plan: z.int(),
  version: z.int(),
  project: z.string(),
  title: z.string(),
  start: z.string(),
  finish: z.string(),
  deadline: z.string(),
  daysLate: z.int().describe('Working days behind the deadline; negative: left'),
  workingDays: z.number(),
  today: z.string(),
  tasks: z.array(taskOutput),
  criticalPath: z.array(z.string()).describe('Codes'),
  assumptions: z.array(z.string()),
});
export type PlanView = z.output<typeof planOutput>;
type TaskView = PlanView['tasks'][number];

const shortKinds: Readonly<Record<LinkKind, string>> = {
  'finish-to-start': '',
  'start-to-start': ' SS',
  'finish-to-finish': ' FF',
  'start-to-finish': ' SF',
};
const lagWords = (days: number): string =>
  days === 0 ? '' : ` ${days > 0 ? '+' : '−'}${exactDuration(Math.abs(days))}`;

/** `1.2`, `1.2 SS +2d`: as they can be written in a list of tasks. */
export const linkWords = (links: readonly TaskLink[]): string =>
  links.map(({ code, kind, lagDays }) => `${code}${shortKinds[kind]}${lagWords(lagDays)}`).join(', ');

const toTaskView = (task: PlanTask): TaskView => {
  const { code, name, phase, days, start, finish, owner, after, floatDays, isMilestone } = task;
  return { code, name, phase, days, start, finish, owner, after: linkWords(after), floatDays, isMilestone };
};

/** Milestones and events that wait longer than to their day. */
const lateMilestones = (tasks: readonly PlanTask[]): string[] =>
  tasks
    .filter(
      ({ isMilestone, isEvent, notBefore, start }) => (isMilestone || isEvent) && notBefore !== '' && start > notBefore,
    )
    .map(
      ({ code, name, notBefore, start }) =>
        `${code} ${name} comes on ${dayWords(start, true)} and not on ${dayWords(notBefore, true)}: what it waits for takes longer.`,
    );

/** What follows from a plan as it stands now, besides what was taken for granted when it was made. */
function notesOf(plan: Plan): string[] {
  const { deadline, holidays = [], assumptions, tasks } = plan;
  const end = endOf(plan);
  const off = holidays.length > 0 ? ` and on ${holidays.length} ${holidays.length === 1 ? 'holiday' : 'holidays'}` : '';
  const best = endOf(scheduleOf({ ...plan, tasks: tightened(tasks, 1) }));
  const isHopeless = deadline !== '' && end > deadline && best > deadline && best < end;
  const hopeless = `Even with all durations optimistic it would end on ${dayWords(best, true)}. Leave something out, or move the deadline.`;
  return [
    `Nobody works on weekends${off}.`,
    ...assumptions,
    ...(isHopeless ? [hopeless] : []),
    ...lateMilestones(tasks),
    ...clashNotes(tasks),
  ];
}

export function viewOf(plan: Plan, today: string): z.input<typeof planOutput> {
  const { number, version, project, title, start, finish, deadline, tasks } = plan;
  const { criticalPath, workingDays } = scheduleOf(plan);
  return {
    plan: number,
    version,
    project,
    title,
    start,
    finish,
    deadline,
    daysLate: daysLate(plan),
    workingDays,
    today,
    tasks: tasks.map(toTaskView),
    criticalPath,
    assumptions: notesOf(plan),
  };
}
