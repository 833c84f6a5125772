import type { PlanTask } from '../../../core/index.ts';
import { hasCritical, listed, named, ownerOf, plural, type Rule, shorten } from '../facts.ts';
import { levelAt } from '../scale.ts';
import { weightOf } from '../weight.ts';

const spreadOf = ({ optimisticDays, pessimisticDays }: PlanTask): number => pessimisticDays - optimisticDays;
const isWide = (task: PlanTask): boolean => spreadOf(task) >= 4 && spreadOf(task) >= task.days;

const wideEstimates: Rule = (facts) => {
  const { tasks } = facts;
  const wide = tasks.filter(isWide).sort((one, other) => spreadOf(other) - spreadOf(one));
  const [widest] = wide;
  if (!widest) return [];
  const { optimisticDays, pessimisticDays } = widest;
  return [
    {
      key: 'estimates',
      title: wide.length === 1 ? `${named(widest)} is hard to estimate` : `${wide.length} tasks are hard to estimate`,
      category: 'Estimates',
      reason: `${named(widest)} may take ${optimisticDays} to ${pessimisticDays} working days, planned are ${widest.days}. So wide: ${listed(wide)}.${weightOf(wide, facts)}`,
      probability: levelAt(wide.length / tasks.length, [0, 0, 0, 0.25]),
      impact: hasCritical(wide) ? 4 : 3,
      owner: ownerOf(wide),
      response: 'reduce',
      mitigation: 'Do the part that nobody has done before first, in a few days, and estimate the rest anew.',
      trigger: 'Half of the planned time is over, and less than half of the work.',
      tasks: wide,
    },
  ];
};

const joints: Rule = ({ tasks }) =>
  tasks
    .filter(({ after }) => after.length >= 4)
    .sort((one, other) => other.after.length - one.after.length)
    .slice(0, 2)
    .map((task) => ({
      key: `joint.${task.code}`,
      title: `${named(task)} waits for ${task.after.length} others`,
      category: 'Dependencies',
      reason: `It can begin when ${task.after
        .map(({ code }) => code)
        .slice(0, 8)
        .join(', ')} are done: the latest of them decides.`,
      probability: levelAt(task.after.length, [0, 0, 4, 7]),
      impact: task.isCritical ? 4 : 3,
      owner: task.owner,
      response: 'reduce',
      mitigation: 'Agree a week before on what each of them hands over, and begin with what is there.',
      trigger: 'One of them is late.',
      tasks: [task],
    }));

const longTasks: Rule = (facts) =>
  facts.tasks
    .filter(({ days }) => days >= 15)
    .sort((one, other) => other.days - one.days)
    .slice(0, 2)
    .map((task) => ({
      key: `long.${task.code}`,
      title: `${named(task)} runs long without a result in between`,
      category: 'Estimates',
      reason: `It is planned with ${plural(task.days, 'working day')} in one piece.${weightOf([task], facts)}`,
      probability: levelAt(task.days, [0, 0, 15, 30]),
      impact: task.isCritical ? 4 : 3,
      owner: task.owner,
      response: 'reduce',
      mitigation: 'Split it into parts of at most a week, each with something to look at.',
      trigger: 'A week goes by without anything to see.',
      tasks: [task],
    }));

const checkWords =
  /\b(?:test\w*|qa|review\w*|check\w*|accept\w*|verif\w*|validat\w*|pilot\w*|rehears\w*|inspect\w*|audit\w*|proof\w*|dry run|trial\w*)\b/i;

const noCheck: Rule = ({ tasks, plan }) => {
  if (tasks.length < 5 || plan.tasks.some(({ name }) => checkWords.test(name))) return [];
  return [
    {
      key: 'checks',
      title: 'Nothing in the plan checks the result',
      category: 'Quality',
      reason: `None of its ${plural(tasks.length, 'task')} is a test, a review, a trial or an acceptance.`,
      probability: 3,
      impact: 4,
      owner: '',
      response: 'avoid',
      mitigation: 'Add a task that checks each phase’s result, and time to repair what it finds.',
      trigger: 'Somebody finds a fault after a task was called finished.',
    },
  ];
};

const assumptions: Rule = ({ plan }) => {
  const [first, ...others] = plan.assumptions;
  if (first === undefined || others.length < 2) return [];
  return [
    {
      key: 'assumptions',
      title: `${plan.assumptions.length} things were taken for granted`,
      category: 'Scope',
      reason: `The plan rests on them, the first: “${shorten(first, 160)}”`,
      probability: 3,
      impact: 3,
      owner: '',
      response: 'reduce',
      mitigation: 'Go through them with who knows, and change the plan where one does not hold.',
      trigger: 'One of them turns out to be wrong.',
    },
  ];
};

export const workRules: readonly Rule[] = [wideEstimates, joints, longTasks, noCheck, assumptions];
