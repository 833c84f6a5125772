import type { PlanTask } from '../../core/index.ts';
import { type Facts, named, percent, plural } from './facts.ts';

/** Below that share of the plan a task's length is not worth a word. */
const tellingShare = 0.2;

/** `40 % of the plan’s 15 working days`. */
export const shareOfPlan = ({ days }: PlanTask, { length }: Pick<Facts, 'length'>): string =>
  `${percent(Math.min(1, days / length))} of the plan’s ${plural(length, 'working day')}`;

const largestOf = (tasks: readonly PlanTask[]): PlanTask | undefined =>
  tasks.toSorted((one, other) => other.days - one.days)[0];

function countWords(count: number, all: number, what: string): string[] {
  if (count === 0) return [];
  if (all === 1) return [`it ${what}`];
  return [
    `${count === all ? 'all' : count} of them ${count === 1 ? what : what.replace(/^is\b/, 'are').replace(/^has\b/, 'have')}`,
  ];
}

/** What makes a risk heavy that rests on these tasks: ` 2 of them are critical, 1 of them has no owner.` */
export function weightOf(
  tasks: readonly PlanTask[],
  facts: Pick<Facts, 'length'>,
  { withOwners = true }: { withOwners?: boolean } = {},
): string {
  const largest = largestOf(tasks);
  const critical = tasks.filter(({ isCritical }) => isCritical).length;
  const open = tasks.filter(({ owner }) => owner === '').length;
  const words = [
    ...countWords(critical, tasks.length, 'is critical'),
    ...(withOwners ? countWords(open, tasks.length, 'has no owner') : []),
    ...(largest && largest.days / facts.length >= tellingShare
      ? [`${tasks.length === 1 ? 'it' : named(largest)} takes ${shareOfPlan(largest, facts)}`]
      : []),
  ].join(', ');
  return words === '' ? '' : ` ${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
