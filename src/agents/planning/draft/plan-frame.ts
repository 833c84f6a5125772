import { AppError } from '../../../core/index.ts';
import { checkDate, readDate, todayOf } from '../days/dates.ts';
import { fullDayWords } from '../days/day-words.ts';
import { readHoliday } from '../days/holidays.ts';
import { createWorkDays } from '../days/work-days.ts';
import { type Goal, readGoal } from '../goal/read-goal.ts';
import { type Member, memberCalled, readMember } from '../people/owners.ts';
import type { PlanBasis } from '../plan/plan-content.ts';

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

/** What is known of a plan before its tasks are. */
export interface Frame {
  now: Date;
  goal: Goal;
  /** Who is there for all of it. */
  team: readonly Member[];
  basis: Omit<PlanBasis, 'tasks' | 'template'>;
}

/** Taken away again when somebody says when it begins. */
export const noStart = 'No start was given, so it begins on the first working day from today.';
/** These are about days, and taken away when somebody says another one. */
export const isAboutDeadline = (assumption: string): boolean => / is read as /.test(assumption);

export const nothingToPlan = (): AppError => {
  const message =
    'There is nothing to plan yet. Say what should be reached, for example “Launch the new website by March 31”, or list tasks like “Design 3d; Build 5d after Design”.';
  return new AppError('input.invalid', message, { fields: { goal: message } });
};

function noWorkUntil(deadline: string, start: string): AppError {
  const message = `Until the deadline ${fullDayWords(deadline)} there is no working day: the next one is ${fullDayWords(start)}. Name a later deadline.`;
  return new AppError('input.invalid', message, { fields: { deadline: message } });
}

/** Those who were named apart first; what the goal says of one of them is added. */
function teamOf(given: readonly string[], goal: Goal): Member[] {
  const members = given.map(readMember).filter(({ name }) => name !== '');
  const names = members.map(({ name }) => name);
  const others = goal.team.filter(({ name }) => memberCalled(names, name) === undefined);
  return [...members, ...others].map((member) => {
    const doer = goal.doers.find(({ name }) => memberCalled([member.name], name) !== undefined);
    return doer && member.skills === '' ? { ...member, skills: doer.skills } : member;
  });
}

export function frameOf(request: PlanRequest, now: Date): Frame {
  const given = { start: readDate(request.start, now, 'start'), deadline: readDate(request.deadline, now, 'deadline') };
  const goal = readGoal(request.goal, now, given);
  if (goal.deadline !== '') checkDate(goal.deadline, now, 'deadline');
  const team = teamOf(request.team, goal);
  const holidays = [...new Set(request.holidays.flatMap((text) => readHoliday(text, now)))].toSorted();
  const start = createWorkDays(goal.start || todayOf(now), holidays).at(0);
  if (goal.start === '' && goal.deadline >= todayOf(now) && goal.deadline < start)
    throw noWorkUntil(goal.deadline, start);
  const people = [...team, ...goal.doers].map(({ name }) => name);
  return {
    now,
    goal,
    team,
    basis: {
      project: request.project,
      title: '',
      goal: request.goal.trim(),
      start,
      deadline: goal.deadline,
      assumptions: [...(goal.start === '' ? [noStart] : []), ...goal.notes],
      team: [...new Set(people.map((name) => memberCalled(people, name) ?? name))],
      holidays,
    },
  };
}
