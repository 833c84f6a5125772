import { estimateOf } from '../days/estimate.ts';
import type { DraftTask } from '../plan/schedule.ts';
import type { Role, Template, TemplateTask } from './templates/template.ts';

export interface TemplateDraftTask extends DraftTask {
  /** Who usually does it. */
  role: Role;
}

const halfDays = (days: number): number => Math.max(0.5, Math.round(days * 2) / 2);

function estimate({ days }: TemplateTask, factor: number) {
  if (!days) return { days: 0, optimisticDays: 0, pessimisticDays: 0 };
  const [optimistic, likely, pessimistic] = days.map((each) => halfDays(each * factor));
  return estimateOf(optimistic ?? 0.5, likely ?? 0.5, pessimistic ?? 0.5);
}

/** A template's tasks with codes, scaled. What names no task before it follows the one above. */
export function tasksOfTemplate({ phases }: Template, factor: number): TemplateDraftTask[] {
  const placed = phases.flatMap((phase, phaseIndex) =>
    phase.tasks.map((task, index) => ({ task, phase: phase.name, code: `${phaseIndex + 1}.${index + 1}` })),
  );
  const codes = new Map(placed.map(({ task, code }) => [task.key, code]));
  return placed.map(({ task, phase, code }, index) => {
    const above = placed[index - 1];
    const links = task.after ?? (above ? [{ key: above.task.key, kind: 'finish-to-start' as const, lagDays: 0 }] : []);
    return {
      code,
      name: task.name,
      phase,
      ...estimate(task, factor),
      after: links.map(({ key, kind, lagDays }) => ({ code: codes.get(key) ?? '', kind, lagDays })),
      owner: '',
      isMilestone: task.days === undefined,
      notBefore: '',
      deliverable: task.deliverable,
      role: task.role,
      isEvent: task.isEvent,
    };
  });
}

/** Durations moved from the expected towards the optimistic: 0 not at all, 1 all the way. */
export const tightened = <T extends DraftTask>(tasks: readonly T[], share: number): T[] =>
  tasks.map((task) => {
    const days = Math.round((task.days - share * (task.days - task.optimisticDays)) * 2) / 2;
    return task.isMilestone ? task : { ...task, days: Math.max(days, task.optimisticDays) };
  });
