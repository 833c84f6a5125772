import type { PlanTask } from '../../../core/index.ts';
import { overlap, readable } from '../days.ts';
import { hasCritical, listed, percent, plural, type Rule, sumDays } from '../facts.ts';
import { levelAt } from '../scale.ts';
import { weightOf } from '../weight.ts';

const noOwner: Rule = (facts) => {
  const { tasks } = facts;
  const open = tasks.filter(({ owner }) => owner === '');
  const share = open.length / tasks.length;
  if (open.length === 0) return [];
  return [
    {
      key: 'owners',
      title: open.length === tasks.length ? 'No task has an owner' : `${plural(open.length, 'task')} without an owner`,
      category: 'People',
      reason: `${open.length} of ${plural(tasks.length, 'task')} ${open.length === 1 ? 'names' : 'name'} nobody (${percent(share)}): ${listed(open)}.${weightOf(open, facts, { withOwners: false })}`,
      probability: levelAt(share, [0, 0, 0, 0.4]),
      impact: hasCritical(open) ? 4 : 3,
      owner: '',
      response: 'avoid',
      mitigation: 'Name one person for each, starting with those on the critical path.',
      trigger: 'Such a task should begin this week.',
      tasks: open,
    },
  ];
};

/** One person is the bottleneck: many critical tasks, or all work at all. */
const keyPerson: Rule = ({ tasks, critical, byOwner }) => {
  const total = sumDays(critical);
  return [...byOwner].flatMap(([owner, own]) => {
    const mine = own.filter(({ isCritical }) => isCritical);
    const share = total === 0 ? 0 : sumDays(mine) / total;
    const isAll = own.length === tasks.length && tasks.length >= 3;
    if (!isAll && (mine.length < 3 || share < 0.4)) return [];
    return [
      {
        key: `person.${owner}`,
        title: isAll ? `All work hangs on ${owner}` : `${owner} carries much of the critical path`,
        category: 'People',
        reason: `${owner} has ${mine.length} of ${plural(critical.length, 'critical task')}: ${sumDays(mine)} of ${plural(total, 'working day')} (${percent(share)}).`,
        probability: isAll || share < 0.6 ? 3 : 4,
        impact: isAll ? 5 : 4,
        owner,
        response: 'reduce' as const,
        mitigation: `Name a second person for each critical task of ${owner}, and let them work on one together early.`,
        trigger: `${owner} is away, or is wanted by another project.`,
        tasks: mine,
      },
    ];
  });
};

/** As many as are at work on one day, the day on which it is most. */
function busiest(own: readonly PlanTask[]): PlanTask[] {
  const together = own.map(({ start }) => own.filter((task) => overlap(task, { start, finish: start })));
  return together.sort((one, other) => other.length - one.length)[0] ?? [];
}

const latestStart = (tasks: readonly PlanTask[]): string =>
  tasks
    .map(({ start }) => start)
    .sort()
    .at(-1) ?? '';

const atOnce: Rule = ({ byOwner }) =>
  [...byOwner]
    .map(([owner, own]) => ({ owner, together: busiest(own) }))
    .filter(({ together }) => together.length >= 2)
    .sort((one, other) => other.together.length - one.together.length)
    .slice(0, 3)
    .map(({ owner, together }) => ({
      key: `load.${owner}`,
      title: `${owner} has ${together.length} tasks at the same time`,
      category: 'People',
      reason: `On ${readable(latestStart(together))}: ${listed(together)}.`,
      probability: levelAt(together.length, [0, 0, 2, 3, 5]),
      impact: hasCritical(together) ? 4 : 3,
      owner,
      response: 'avoid',
      mitigation: 'Put them one after the other, the critical one first, or give one to somebody else.',
      trigger: `${owner} begins the second one before the first is finished.`,
      tasks: together,
    }));

export const peopleRules: readonly Rule[] = [noOwner, keyPerson, atOnce];
