import { createWorkDays, lastWorkDay } from '../days/work-days.ts';
import { onWeekend } from '../list/list-deadline.ts';
import type { PlanBasis } from '../plan/plan-content.ts';
import type { DraftTask } from '../plan/schedule.ts';

interface OnItsDay<T> {
  tasks: readonly T[];
  note: string[];
}

/** The day before which a task of such a length has to begin; empty where the plan begins later. */
function beginOf(days: number, on: string, { start, holidays }: Pick<PlanBasis, 'start' | 'holidays'>): string {
  const work = createWorkDays(start, holidays);
  const index = on < start ? -1 : work.indexOf(on) - Math.ceil(days);
  return index < 0 ? '' : work.at(index);
}

/** The event of a usual project stands on the day that was named, and what it waits for right before. Without a day, as early as can be. */
export function onItsDay<T extends DraftTask>(
  tasks: readonly T[],
  day: string,
  basis: Pick<PlanBasis, 'start' | 'holidays'>,
): OnItsDay<T> {
  const event = tasks.find(({ isEvent }) => isEvent);
  if (!event || day === '') return { tasks: tasks.map((task) => ({ ...task, isEvent: false })), note: [] };
  const on = lastWorkDay(day);
  const isBefore = ({ code }: T): boolean => event.after.some((link) => link.code === code);
  return {
    tasks: tasks.map((task) => {
      if (task === event) return { ...task, notBefore: on };
      return isBefore(task) ? { ...task, notBefore: beginOf(task.days, on, basis) } : task;
    }),
    note: on === day ? [] : [onWeekend(event.name, day, on)],
  };
}
