import type { PlanTask } from '../../core/index.ts';
import { dayAfter } from './days.ts';
import { bandOf } from './scale.ts';

/** Days within which something is begun, by how the risk ranks; a low one is only watched. */
const daysByBand = { low: 0, moderate: 28, high: 14, 'very high': 7 } as const;

export interface Proposal {
  score: number;
  /** ISO date. */
  today: string;
  /** It should be done before the first of these begins. */
  tasks: readonly PlanTask[];
}

/** Until when its response should be done; empty for one that is only watched. */
export function dueOf({ score, today, tasks }: Proposal): string {
  const days = daysByBand[bandOf(score)];
  if (days === 0) return '';
  const latest = dayAfter(today, days);
  const starts = tasks.map(({ start }) => start).filter((start) => start > today);
  return [...starts, latest].sort()[0] ?? latest;
}
