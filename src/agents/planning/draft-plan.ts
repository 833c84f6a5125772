import { AppError, type PlanContent } from '../../core/index.ts';
import { chooseTemplate, type Size, sizeOf } from './choose-template.ts';
import { checkDate, dayWords, readDate, todayOf } from './dates.ts';
import { genericTasks } from './generic-tasks.ts';
import { type GoalDates, readGoalDates } from './goal-dates.ts';
import { type Member, readMember, settleOwners, shareOut } from './owners.ts';
import { contentOf, type PlanBasis } from './plan-content.ts';
import type { DraftTask } from './schedule.ts';
import { readTaskList } from './task-list.ts';
import { tasksOfTemplate, tightened } from './template-tasks.ts';
import { createWorkDays } from './work-days.ts';

export interface PlanRequest {
  project: string;
  goal: string;
  tasks: string;
  start: string;
  deadline: string;
  team: readonly string[];
  holidays: readonly string[];
  title: string;
}

interface Frame {
  now: Date;
  members: readonly Member[];
  dates: GoalDates;
  basis: Omit<PlanBasis, 'tasks' | 'template'>;
}

const maxTitleLength = 80;
/** Taken away again when somebody says when it begins. */
export const noStart = 'No start was given, so it begins on the first working day from today.';
export const isAboutDeadline = (assumption: string): boolean => / is read as /.test(assumption);
const openers =
  /^(?:please\s+)?(?:(?:we|i)\s+(?:want|need|have|would like|plan)\s+to|plan(?:\s+(?:to|for|of))?|goal:?|help (?:us|me)(?: to)?)\s+/i;

function titleOf({ title, goal }: PlanRequest, rest: string, tasks: readonly DraftTask[]): string {
  if (title.trim() !== '') return title.trim();
  const [first = ''] = (rest || goal)
    .trim()
    .replace(openers, '')
    .split(/\r?\n|(?<=[.!?])\s/);
  const words = first.replace(/[\s.,:;!]+$/g, '');
  const text = words === '' ? `${tasks[0]?.name ?? 'Plan'} and ${Math.max(tasks.length - 1, 0)} more` : words;
  const short = text.length > maxTitleLength ? `${text.slice(0, maxTitleLength - 1)}…` : text;
  return `${short.charAt(0).toUpperCase()}${short.slice(1)}`;
}

/** One day, or `2026-12-24..2027-01-01`. */
export function readHoliday(text: string, now: Date): string[] {
  const [from = '', to] = text.split('..').map((part) => readDate(part, now, 'holidays'));
  if (to === undefined || to <= from) return from === '' ? [] : [from];
  const days: string[] = [];
  const weekdays = createWorkDays(from);
  for (let index = 0; weekdays.at(index) <= to; index += 1) days.push(weekdays.at(index));
  return days;
}

function frameOf(request: PlanRequest, now: Date): Frame {
  const members = request.team.map(readMember).filter(({ name }) => name !== '');
  const given = { start: readDate(request.start, now, 'start'), deadline: readDate(request.deadline, now, 'deadline') };
  const dates = readGoalDates(request.goal, now, given);
  const holidays = [...new Set(request.holidays.flatMap((text) => readHoliday(text, now)))].toSorted();
  const start = createWorkDays(dates.start || todayOf(now), holidays).at(0);
  const begin = dates.start === '' ? [noStart] : [];
  const { project, goal } = request;
  return {
    now,
    members,
    dates,
    basis: {
      project,
      title: '',
      goal: goal.trim(),
      start,
      deadline: dates.deadline,
      assumptions: [...begin, ...dates.notes],
      team: members.map(({ name }) => name),
      holidays,
    },
  };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Durations as usual where they fit, otherwise as short as the deadline needs and as experience allows. */
function fitted<T extends DraftTask>(
  tasks: readonly T[],
  { basis, now }: Frame,
): { tasks: readonly T[]; note: string[] } {
  const { deadline } = basis;
  const finishOf = (some: readonly DraftTask[]): string =>
    contentOf({ ...basis, deadline: '', template: '', tasks: some }, now).finish;
  const usual = finishOf(tasks);
  if (deadline === '' || usual <= deadline) return { tasks, note: [] };
  for (let step = 1; step <= 10; step += 1) {
    const shorter = tightened(tasks, step / 10);
    if (finishOf(shorter) > deadline) continue;
    const note = `To meet the deadline, durations are ${percent(step / 10)} of the way from usual to optimistic; at the usual pace it would end on ${dayWords(usual, true)}.`;
    return { tasks: shorter, note: [note] };
  }
  return { tasks, note: [] };
}

const sizeNote = ({ factor, word }: Size): string[] =>
  factor === 1 ? [] : [`“${word}” is taken as ${percent(factor)} of the usual effort.`];

function fromGoal(frame: Frame): Pick<PlanBasis, 'tasks' | 'template'> & { notes: string[] } {
  const goal = frame.dates.rest;
  const template = chooseTemplate(goal);
  const size = sizeOf(goal);
  const drafted = template ? tasksOfTemplate(template, size.factor) : genericTasks(goal, size.factor);
  const { tasks, note } = fitted(drafted, frame);
  const taken = template
    ? `Taken for a ${template.title}: tasks, links and durations are the usual ones. Change what is different here.`
    : 'No usual project is known for these words, so each sentence became a work package of 3 to 8 days. Give a list of tasks to be exact.';
  const owned = frame.members.length > 0 ? shareOut(tasks, frame.members) : tasks;
  const shared =
    frame.members.length > 0 ? ['Tasks are shared out among the team by what they do and how much they have.'] : [];
  return { tasks: owned, template: template?.name ?? '', notes: [taken, ...sizeNote(size), ...note, ...shared] };
}

function fromList(
  request: PlanRequest,
  { now, members }: Frame,
): Pick<PlanBasis, 'tasks' | 'template'> & { notes: string[] } {
  const team = members.map(({ name }) => name);
  const { tasks, assumptions } = readTaskList(request.tasks, { now, team });
  if (tasks.length === 0) throw nothingToPlan();
  const isOwned = tasks.some(({ owner }) => owner !== '');
  if (isOwned || members.length === 0) {
    const settled = settleOwners(tasks, team);
    return { tasks: settled.tasks, template: '', notes: [...assumptions, ...settled.notes] };
  }
  return {
    tasks: shareOut(tasks, members),
    template: '',
    notes: [...assumptions, 'Tasks are shared out evenly among the team.'],
  };
}

const nothingToPlan = (): AppError => {
  const message =
    'There is nothing to plan yet. Say what should be reached, for example “Launch the new website by March 31”, or list tasks like “Design 3d; Build 5d after Design”.';
  return new AppError('input.invalid', message, { fields: { goal: message } });
};

/** A whole plan, from a list of tasks where there is one, otherwise from the goal. */
export function draftPlan(request: PlanRequest, now: Date): PlanContent {
  const hasList = request.tasks.trim() !== '';
  if (!hasList && !/\p{L}{2}|\p{Lo}/u.test(request.goal)) throw nothingToPlan();
  const frame = frameOf(request, now);
  if (frame.basis.deadline !== '') checkDate(frame.basis.deadline, now, 'deadline');
  const { notes, ...made } = hasList ? fromList(request, frame) : fromGoal(frame);
  const title = titleOf(request, frame.dates.rest, made.tasks);
  const content = contentOf({ ...frame.basis, ...made, title }, now);
  return { ...content, assumptions: [...content.assumptions, ...notes] };
}
