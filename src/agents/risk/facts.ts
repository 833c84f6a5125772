import { endOf, type Plan, type PlanTask, type RiskContent } from '../../core/index.ts';
import { workDaysOf } from './days.ts';

/** What the rules look at: a plan, sorted out. */
export interface Facts {
  plan: Plan;
  /** The day that its deadline is for, as ISO dates. */
  end: string;
  today: string;
  /** Work only, no milestones. */
  tasks: readonly PlanTask[];
  critical: readonly PlanTask[];
  /** Working days from the first to the last. */
  length: number;
  byOwner: ReadonlyMap<string, readonly PlanTask[]>;
}

/** What a rule found; its key is told apart from other plans' later. */
export interface Finding extends Omit<RiskContent, 'plan' | 'due'> {
  /** Its response should be done before the first of these begins. */
  tasks?: readonly PlanTask[];
  /** The day that somebody said. */
  due?: string;
}
export type Rule = (facts: Facts) => Finding[];

export function factsOf(plan: Plan, today: string): Facts {
  const tasks = plan.tasks.filter(({ isMilestone }) => !isMilestone);
  return {
    plan,
    end: endOf(plan),
    today,
    tasks,
    critical: tasks.filter(({ isCritical }) => isCritical),
    length: Math.max(1, workDaysOf(plan.start, plan.finish, plan.holidays)),
    byOwner: Map.groupBy(
      tasks.filter(({ owner }) => owner !== ''),
      ({ owner }) => owner,
    ),
  };
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const sumDays = (tasks: readonly PlanTask[]): number =>
  Math.round(tasks.reduce((sum, { days }) => sum + days, 0) * 10) / 10;

const maxNameLength = 60;
export const shorten = (text: string, length = maxNameLength): string =>
  text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
export const named = ({ code, name }: PlanTask): string => `${code} ${shorten(name)}`;

/** The first few by name, and how many more. */
export function listed(tasks: readonly PlanTask[], limit = 3): string {
  const names = tasks.slice(0, limit).map(named).join('; ');
  return tasks.length > limit ? `${names}; and ${tasks.length - limit} more` : names;
}

/** Who does most of it. */
export function ownerOf(tasks: readonly PlanTask[]): string {
  const owners = Map.groupBy(
    tasks.filter(({ owner }) => owner !== ''),
    ({ owner }) => owner,
  );
  const most = [...owners].sort(([, one], [, other]) => sumDays(other) - sumDays(one))[0];
  return most?.[0] ?? '';
}

export const hasCritical = (tasks: readonly PlanTask[]): boolean => tasks.some(({ isCritical }) => isCritical);
