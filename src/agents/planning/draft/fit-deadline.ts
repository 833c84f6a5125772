import { endOf } from '../../../core/index.ts';
import { dayWords } from '../days/day-words.ts';
import { contentOf, type PlanBasis } from '../plan/plan-content.ts';
import type { DraftTask } from '../plan/schedule.ts';
import { tightened } from './template-tasks.ts';

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Durations as usual where they fit, otherwise as short as the deadline needs and as experience allows. */
export function fitted<T extends DraftTask>(
  tasks: readonly T[],
  basis: Omit<PlanBasis, 'tasks' | 'template'>,
  now: Date,
): { tasks: readonly T[]; note: string[] } {
  const { deadline } = basis;
  const finishOf = (some: readonly DraftTask[]): string =>
    endOf(contentOf({ ...basis, deadline: '', template: '', tasks: some }, now));
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
