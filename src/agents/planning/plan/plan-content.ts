import { AppError, endOf, type PlanContent } from '../../../core/index.ts';
import { checkDate } from '../days/dates.ts';
import { dayWords } from '../days/day-words.ts';
import { createWorkDays, workDaysBetween } from '../days/work-days.ts';
import { beforeStart } from '../goal/goal-dates.ts';
import { type DraftTask, type Schedule, schedule } from './schedule.ts';

/** All of a plan that does not follow from the rest of it. */
export interface PlanBasis extends Omit<PlanContent, 'tasks' | 'finish'> {
  tasks: readonly DraftTask[];
}

export const scheduleOf = ({
  tasks,
  start,
  holidays = [],
}: Pick<PlanBasis, 'tasks' | 'start' | 'holidays'>): Schedule => schedule(tasks, createWorkDays(start, holidays));

const placeless = ({
  code,
  name,
  phase,
  days,
  optimisticDays,
  pessimisticDays,
  after,
  owner,
  isMilestone,
  notBefore,
  deliverable,
  isEvent,
}: DraftTask): DraftTask => ({
  code,
  name,
  phase,
  days,
  optimisticDays,
  pessimisticDays,
  after,
  owner,
  isMilestone,
  notBefore,
  ...(deliverable ? { deliverable } : {}),
  ...(isEvent ? { isEvent } : {}),
});

/** Puts every task in its place. Throws for circles, for what ends too late to be meant, and for days that cannot be. */
export function contentOf(basis: PlanBasis, now: Date): PlanContent {
  if (basis.deadline !== '' && basis.deadline < basis.start) {
    const message = beforeStart(basis.deadline, basis.start);
    throw new AppError('input.invalid', message, { fields: { deadline: message } });
  }
  for (const { notBefore } of basis.tasks) if (notBefore !== '') checkDate(notBefore, now, 'tasks');
  const { tasks, start, finish } = scheduleOf({ ...basis, tasks: basis.tasks.map(placeless) });
  return { ...basis, tasks, start: basis.start < start ? basis.start : start, finish };
}

/** Working days that a plan ends behind its deadline; negative: that are left. */
export const daysLate = (plan: Pick<PlanContent, 'deadline' | 'finish' | 'holidays' | 'tasks'>): number =>
  plan.deadline === '' ? 0 : workDaysBetween(plan.deadline, endOf(plan), plan.holidays);

const days = (count: number): string => `${count} working ${count === 1 ? 'day' : 'days'}`;

/** How a plan stands to its deadline, in a sentence; empty without one. */
export function deadlineWords({
  deadline,
  finish,
  daysLate: late,
}: {
  deadline: string;
  finish: string;
  daysLate: number;
}): string {
  if (deadline === '') return '';
  const by = dayWords(deadline, true);
  if (late > 0) return `It ends ${days(late)} after the deadline ${by}.`;
  if (finish > deadline) return `It is on the deadline ${by}; what comes after that day is wrapping up.`;
  return late === 0 ? `It ends right at the deadline ${by}.` : `${days(-late)} are left until the deadline ${by}.`;
}
