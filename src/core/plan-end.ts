import type { PlanContent, PlanTask } from './ports/plans.ts';

/** Those that wait for a task, and those that wait for them. */
function behind(tasks: readonly PlanTask[], { code }: PlanTask): Set<string> {
  const found = new Set([code]);
  let count = 0;
  while (found.size > count) {
    count = found.size;
    for (const task of tasks) if (task.after.some((link) => found.has(link.code))) found.add(task.code);
  }
  return found;
}

/** The day by which a plan is to be judged: its last, or that of the event, as behind that only wrapping up is left. */
export function endOf({ tasks, finish }: Pick<PlanContent, 'tasks' | 'finish'>): string {
  const event = tasks.find(({ isEvent }) => isEvent);
  if (!event) return finish;
  const after = behind(tasks, event);
  return tasks
    .filter(({ code }) => !after.has(code))
    .map((task) => task.finish)
    .reduce((last, each) => (each > last ? each : last), event.start);
}
