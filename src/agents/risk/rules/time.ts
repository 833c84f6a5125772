import type { Plan } from '../../../core/index.ts';
import { calendarDays, readable, workDaysBetween, workDaysOf } from '../days.ts';
import { type Facts, listed, ownerOf, percent, plural, type Rule } from '../facts.ts';
import { levelAt } from '../scale.ts';

const lastOnes = ({ critical }: Facts) => critical.toSorted((a, b) => b.finish.localeCompare(a.finish)).slice(0, 1);

const afterDeadline: Rule = (facts) => {
  const { plan, length } = facts;
  const late = plan.deadline === '' ? 0 : workDaysBetween(plan.deadline, plan.finish, plan.holidays);
  if (late <= 0) return [];
  return [
    {
      key: 'deadline',
      title: `The plan ends ${plural(late, 'working day')} after its deadline`,
      category: 'Schedule',
      reason: `The last task ends on ${readable(plan.finish)}, the deadline is ${readable(plan.deadline)}: ${percent(late / length)} of the plan's ${plural(length, 'working day')}.`,
      probability: 5,
      impact: late / length > 0.1 ? 5 : 4,
      owner: ownerOf(lastOnes(facts)),
      response: 'avoid',
      mitigation:
        'Cut scope, add people to the critical tasks, or agree on a later date now, while it is still news and not a failure.',
      trigger: 'It is so already: the planned end lies behind the deadline.',
    },
  ];
};

/** A buffer under a fifth of the length is used up by what usually goes wrong. */
const smallBuffer: Rule = (facts) => {
  const { plan, length } = facts;
  const buffer = plan.deadline === '' ? -1 : workDaysBetween(plan.finish, plan.deadline, plan.holidays);
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
      reason: `The plan ends on ${readable(plan.finish)}, the deadline is ${readable(plan.deadline)}: a buffer of ${percent(share)} on ${plural(length, 'working day')}.`,
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

const alreadyBegun: Rule = ({ plan, tasks, today }) => {
  const days = calendarDays(plan.start, today);
  if (days <= 0 || plan.finish < today) return [];
  const due = tasks.filter(({ finish }) => finish < today);
  if (due.length === 0) return [];
  return [
    {
      key: 'begun',
      title: `${plural(due.length, 'task')} should be finished by now`,
      category: 'Schedule',
      reason: `The plan began on ${readable(plan.start)}, ${plural(days, 'day')} ago. Due before today: ${listed(due)}.`,
      probability: 3,
      impact: due.some(({ isCritical }) => isCritical) ? 4 : 3,
      owner: ownerOf(due),
      response: 'reduce',
      mitigation: 'Ask their owners today, and change the plan to what is really so.',
      trigger: 'One of them is not finished.',
    },
  ];
};

const over: Rule = ({ plan, today }) => {
  if (plan.finish >= today) return [];
  return [
    {
      key: 'over',
      title: 'The plan lies in the past',
      category: 'Schedule',
      reason: `Its last task was to end on ${readable(plan.finish)}; today is ${readable(today)}.`,
      probability: 5,
      impact: 3,
      owner: '',
      response: 'avoid',
      mitigation: 'Plan what is left anew, with dates that can be kept.',
      trigger: 'It is so already.',
    },
  ];
};

const startsSoon: Rule = ({ plan, tasks, today }) => {
  const left = workDaysBetween(today, plan.start, plan.holidays);
  const first = tasks.filter(({ start }) => start === plan.start);
  const open = first.filter(({ owner }) => owner === '');
  if (left < 0 || left > 3 || plan.start < today || open.length === 0) return [];
  return [
    {
      key: 'start',
      title: 'It starts soon, and nobody is named for the first tasks',
      category: 'Schedule',
      reason: `The start is ${readable(plan.start)}, ${left === 0 ? 'today' : `in ${plural(left, 'working day')}`}; without owner: ${listed(open)}.`,
      probability: 4,
      impact: 3,
      owner: '',
      response: 'avoid',
      mitigation: 'Name an owner for each of them before the start, or move the start.',
      trigger: 'The first day ends and a first task has not begun.',
    },
  ];
};

/** The days around the turn of the year when few people are at work, and August. */
const seasons = [
  { name: 'the turn of the year', from: '12-21', to: '12-31' },
  { name: 'the first days of January', from: '01-01', to: '01-03' },
  { name: 'August', from: '08-01', to: '08-31' },
];

/** The seasons of all years of a plan; where it has no working day in one, nothing is planned over it. */
function seasonsOf({ start, finish, holidays }: Plan) {
  const [first, last] = [Number(start.slice(0, 4)), Number(finish.slice(0, 4))];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    .flatMap((year) =>
      seasons.map(({ name, from, to }) => ({ name, start: `${year}-${from}`, finish: `${year}-${to}` })),
    )
    .map((season) => ({ ...season, days: workDaysOf(season.start, season.finish, holidays) }))
    .filter(({ days }) => days > 0);
}

const holidayWork: Rule = (facts) => {
  const { plan, tasks } = facts;
  const hit = seasonsOf(plan)
    .map((span) => ({
      span,
      during: tasks.filter(({ start, finish }) => start <= span.finish && finish >= span.start),
    }))
    .filter(({ during }) => during.length > 0)
    .sort((one, other) => other.during.length - one.during.length)[0];
  if (!hit) return [];
  const { span, during } = hit;
  const isEnd = plan.finish >= span.start && plan.finish <= span.finish;
  return [
    {
      key: 'holidays',
      title: isEnd ? `The end falls into ${span.name}` : `Work is planned over ${span.name}`,
      category: 'Schedule',
      reason: `Between ${readable(span.start)} and ${readable(span.finish)} (${plural(span.days, 'working day')}): ${listed(during)}.`,
      probability: isEnd ? 4 : 3,
      impact: during.some(({ isCritical }) => isCritical) ? 4 : 2,
      owner: ownerOf(during),
      response: 'reduce',
      mitigation: 'Ask who is away on these days, and plan those tasks before or after them.',
      trigger: 'Somebody who has a task on these days asks for leave.',
    },
  ];
};

const longPlan: Rule = ({ plan, tasks }) => {
  const months = calendarDays(plan.start, plan.finish) / 30.4;
  if (months < 6) return [];
  return [
    {
      key: 'long',
      title: 'Over such a time the goals will change',
      category: 'Scope',
      reason: `The plan runs from ${readable(plan.start)} to ${readable(plan.finish)}: ${Math.round(months)} months with ${plural(tasks.length, 'task')}.`,
      probability: months >= 12 ? 4 : 3,
      impact: 3,
      owner: '',
      response: 'reduce',
      mitigation: 'Cut it into parts that are of use by themselves, and look at the goals again after each.',
      trigger: 'Somebody who decides asks for something that is not in the plan.',
    },
  ];
};

export const timeRules: readonly Rule[] = [
  afterDeadline,
  smallBuffer,
  littleFloat,
  alreadyBegun,
  over,
  startsSoon,
  holidayWork,
  longPlan,
];
