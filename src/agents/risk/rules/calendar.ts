import { calendarDays, readable, workDaysBetween } from '../days.ts';
import { listed, ownerOf, plural, type Rule } from '../facts.ts';

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
      tasks: open,
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

/** How the plan stands to today, and how far it reaches. */
export const calendarRules: readonly Rule[] = [alreadyBegun, over, startsSoon, longPlan];
