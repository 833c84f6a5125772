import { escapeMarkdown, type GanttPicture, type Presented } from '../../../core/index.ts';
import { dayWords, fullDayWords, spanWords } from '../days/day-words.ts';
import { shortDuration, workingWords } from '../days/duration-words.ts';
import { deadlineWords } from './plan-content.ts';
import type { PlanView } from './plan-view.ts';

const shownTasks = 15;
/** Fewer than these are not worth being left out. */
const fewTasks = 2;
const shownAssumptions = 8;

type TaskView = PlanView['tasks'][number];

const isCritical = ({ floatDays }: TaskView): boolean => floatDays === 0;

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
