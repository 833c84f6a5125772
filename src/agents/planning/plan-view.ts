import { z } from 'zod';
import {
  escapeMarkdown,
  type GanttPicture,
  type LinkKind,
  type Plan,
  type PlanTask,
  type Presented,
  type TaskLink,
} from '../../core/index.ts';
import { dayWords, fullDayWords, spanWords } from './day-words.ts';
import { exactDuration, shortDuration, workingWords } from './duration-words.ts';
import { clashNotes } from './owners.ts';
import { daysLate, deadlineWords, scheduleOf } from './plan-content.ts';
import { tightened } from './template-tasks.ts';

const shownTasks = 15;
/** Fewer than these are not worth being left out. */
const fewTasks = 2;
const shownAssumptions = 8;

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

const isCritical = ({ floatDays }: TaskView): boolean => floatDays === 0;

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

/** Milestones that wait longer than to their day. */
const lateMilestones = (tasks: readonly PlanTask[]): string[] =>
  tasks
    .filter(({ isMilestone, notBefore, start }) => isMilestone && notBefore !== '' && start > notBefore)
    .map(
      ({ code, name, notBefore, start }) =>
        `${code} ${name} comes on ${dayWords(start, true)} and not on ${dayWords(notBefore, true)}: what it waits for takes longer.`,
    );

/** What follows from a plan as it stands now, besides what was taken for granted when it was made. */
function notesOf(plan: Plan): string[] {
  const { deadline, finish, holidays = [], assumptions, tasks } = plan;
  const off = holidays.length > 0 ? ` and on ${holidays.length} ${holidays.length === 1 ? 'holiday' : 'holidays'}` : '';
  const best = scheduleOf({ ...plan, tasks: tightened(tasks, 1) }).finish;
  const isHopeless = deadline !== '' && finish > deadline && best > deadline && best < finish;
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

function taskLine(task: TaskView): string {
  const { code, name, days, start, finish, owner, isMilestone } = task;
  const facts = [
    isMilestone ? dayWords(start) : `${spanWords(start, finish)} (${shortDuration(days)})`,
    ...(owner === '' ? [] : [escapeMarkdown(owner)]),
  ];
  const title = `${isMilestone ? '◆ ' : ''}${escapeMarkdown(code)} ${escapeMarkdown(name)}`;
  return `- ${isCritical(task) ? `**${title}**` : title}: ${facts.join(', ')}`;
}

/** Under their phases; at most so many that they can be read in a chat. */
function taskLines(tasks: readonly TaskView[]): string {
  const shown = tasks.slice(0, tasks.length <= shownTasks + fewTasks ? tasks.length : shownTasks);
  const lines = shown.map((task, index) => {
    const isNewPhase = task.phase !== '' && task.phase !== shown[index - 1]?.phase;
    return `${isNewPhase ? `${index > 0 ? '\n' : ''}_${escapeMarkdown(task.phase)}_\n` : ''}${taskLine(task)}`;
  });
  const more = tasks.length - shown.length;
  return [
    ...lines,
    ...(more > 0 ? [`\n… and ${more} more ${more === 1 ? 'task' : 'tasks'} in the picture and in the console.`] : []),
  ].join('\n');
}

function pathWords({ tasks, criticalPath }: PlanView): string {
  const names = new Map(tasks.map(({ code, name }) => [code, name]));
  const words = criticalPath.map((code) => escapeMarkdown(`${code} ${names.get(code) ?? ''}`.trim()));
  const shown = words.length > 8 ? [...words.slice(0, 4), '…', ...words.slice(-3)] : words;
  return `**Critical path** (bold above; a delay there moves the end): ${shown.join(' → ')}`;
}

function assumptionLines({ assumptions }: PlanView): string {
  const more = assumptions.length - shownAssumptions;
  const lines = assumptions.slice(0, shownAssumptions).map((each) => `- ${escapeMarkdown(each)}`);
  return ['**Assumptions**', ...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}

export function ganttOf({ plan, title, tasks, start, finish, today }: PlanView): GanttPicture {
  const critical = tasks.filter(isCritical).length;
  return {
    kind: 'gantt',
    title: `Plan ${plan}: ${title}`,
    alt: `Gantt chart of ${tasks.length} tasks from ${fullDayWords(start)} to ${fullDayWords(finish)}, ${critical} of them critical.`,
    bars: tasks.map((task) => ({
      label: `${task.code} ${task.name}`,
      from: task.start,
      to: task.finish,
      ...(task.phase === '' ? {} : { group: task.phase }),
      isCritical: isCritical(task),
      isMilestone: task.isMilestone,
    })),
    today,
  };
}

const lateMark = ({ daysLate: late }: PlanView): string => (late > 0 ? '⚠️ ' : '');

/** How a plan is shown wherever it is; `besides` is a block that stands before what comes next. */
export function presentPlan(view: PlanView, besides = ''): Presented {
  const { plan, title, start, finish, deadline, tasks, workingDays } = view;
  const head = `**Plan ${plan}: ${escapeMarkdown(title)}**\n${fullDayWords(start)} to ${fullDayWords(finish)}: ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'} in ${workingWords(workingDays)}.`;
  const late = deadline === '' ? '' : `${lateMark(view)}${deadlineWords(view)}`;
  const path = view.criticalPath.length > 0 ? pathWords(view) : '';
  const assumptions = view.assumptions.length > 0 ? assumptionLines(view) : '';
  const example = escapeMarkdown(tasks[0]?.code ?? '1');
  const next = `Next: “plan change plan ${plan}: ${example} takes 4 days”, or “plan issues ${plan}” for the issues in GitLab.`;
  const blocks = [head, late, taskLines(tasks), path, assumptions, besides, next];
  return {
    markdown: blocks.filter((block) => block !== '').join('\n\n'),
    ...(tasks.length > 0 ? { pictures: [ganttOf(view)] } : {}),
  };
}
