import { readable, workDaysBetween } from '../days.ts';
import { type Facts, ownerOf, percent, plural, type Rule } from '../facts.ts';
import { levelAt } from '../scale.ts';

const lastOnes = ({ critical }: Facts) => critical.toSorted((a, b) => b.finish.localeCompare(a.finish)).slice(0, 1);

const afterDeadline: Rule = (facts) => {
  const { plan, end, length } = facts;
  const late = plan.deadline === '' ? 0 : workDaysBetween(plan.deadline, end, plan.holidays);
  if (late <= 0) return [];
  return [
    {
      key: 'deadline',
      title: `The plan ends ${plural(late, 'working day')} after its deadline`,
      category: 'Schedule',
      reason: `The last task ends on ${readable(end)}, the deadline is ${readable(plan.deadline)}: ${percent(late / length)} of the plan's ${plural(length, 'working day')}.`,
      probability: 5,
      impact: late / length > 0.1 ? 5 : 4,
      owner: ownerOf(lastOnes(facts)),
      response: 'avoid',
      mitigation:
        'Cut scope, add people to the critical tasks, or agree on a later date now, while it is still news and not a failure.',
      trigger: 'It is so already: the planned end lies behind the deadline.',
      tasks: lastOnes(facts),
    },
  ];
};

/** A buffer under a fifth of the length is used up by what usually goes wrong. */
const smallBuffer: Rule = (facts) => {
  const { plan, end, length } = facts;
  const buffer = plan.deadline === '' ? -1 : workDaysBetween(end, plan.deadline, plan.holidays);
  const share = buffer / length;
  if (buffer < 0 || share >= 0.2) return [];
  return [
    {
      key: 'deadline',
      title:
        buffer === 0
          ? 'No buffer before the deadline'
          : `Only ${plural(buffer, 'working day')} of buffer before the deadline`,
      category: 'Schedule',
      reason: `The plan ends on ${readable(end)}, the deadline is ${readable(plan.deadline)}: a buffer of ${percent(share)} on ${plural(length, 'working day')}.`,
      probability: share < 0.05 ? 4 : share < 0.1 ? 3 : 2,
      impact: 4,
      owner: ownerOf(lastOnes(facts)),
      response: 'reduce',
      mitigation: 'Decide now what is left out first when time runs short, and look at the buffer every week.',
      trigger: 'A critical task ends later than planned.',
    },
  ];
};

const nearFloat = 2;
const littleFloat: Rule = ({ tasks, critical }) => {
  const tight = tasks.filter(({ isCritical, floatDays }) => isCritical || floatDays <= nearFloat);
  const share = tight.length / tasks.length;
  if (tasks.length < 5 || share < 0.5) return [];
  return [
    {
      key: 'float',
      title: 'Little float: most delays move the end',
      category: 'Schedule',
      reason: `${tight.length} of ${plural(tasks.length, 'task')} are critical or can slip by at most ${nearFloat} working days (${percent(share)}).`,
      probability: levelAt(share, [0, 0, 0.5, 0.75]),
      impact: 4,
      owner: ownerOf(critical),
      response: 'reduce',
      mitigation:
        'Start critical tasks first each week, and move work that is not critical away from the people who do them.',
      trigger: `A critical task is behind by a day, or a task's float is used up.`,
    },
  ];
};

/** How the plan stands to its promised end. */
export const deadlineRules: readonly Rule[] = [afterDeadline, smallBuffer, littleFloat];
