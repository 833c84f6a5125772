import type { PlanTask, TaskLink } from '../../../core/index.ts';
import type { WorkDays } from '../days/work-days.ts';
import { inOrder } from './task-graph.ts';

/** A task before it has its place in time. */
export type DraftTask = Omit<PlanTask, 'start' | 'finish' | 'floatDays' | 'isCritical'>;

export interface Schedule {
  /** In the order in which they were given. */
  tasks: PlanTask[];
  /** ISO dates of the first and the last day. */
  start: string;
  finish: string;
  /** From the first hour to the last. */
  workingDays: number;
  /** Codes of the chain of tasks that holds the end where it is, first to last. */
  criticalPath: string[];
}

/** Time is counted in working hours from the start, so that half days add up exactly. */
const hoursPerDay = 8;
const toHours = (days: number): number => Math.round(days * hoursPerDay);
export const toDays = (hours: number): number => hours / hoursPerDay;

interface Placed {
  task: DraftTask;
  hours: number;
  start: number;
  finish: number;
  /** The link that holds it where it is; undefined at the start of the plan or at its own date. */
  heldBy: TaskLink | undefined;
}

const waitsForStart = ({ kind }: TaskLink): boolean => kind === 'start-to-start' || kind === 'start-to-finish';
const movesFinish = ({ kind }: TaskLink): boolean => kind === 'finish-to-finish' || kind === 'start-to-finish';

/** The earliest start that a link allows. */
function earliestBy(link: TaskLink, before: Placed, hours: number): number {
  const from = (waitsForStart(link) ? before.start : before.finish) + toHours(link.lagDays);
  return movesFinish(link) ? from - hours : from;
}

function forward(tasks: readonly DraftTask[], days: WorkDays): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  for (const task of tasks) {
    const hours = task.isMilestone ? 0 : toHours(task.days);
    let start = task.notBefore === '' ? 0 : days.indexOf(task.notBefore) * hoursPerDay;
    let heldBy: TaskLink | undefined;
    for (const link of task.after) {
      const before = placed.get(link.code);
      const earliest = before ? earliestBy(link, before, hours) : 0;
      // At the same hour the link is named: it says more than the start of the plan does.
      if (earliest > start || (earliest === start && !heldBy && before)) [start, heldBy] = [earliest, link];
    }
    placed.set(task.code, { task, hours, start, finish: start + hours, heldBy });
  }
  return placed;
}

/** The latest start of the task before that leaves the one behind it where it may latest be. */
function latestBy(link: TaskLink, latestStart: number, behind: Placed, hours: number): number {
  const until = (movesFinish(link) ? latestStart + behind.hours : latestStart) - toHours(link.lagDays);
  return waitsForStart(link) ? until : until - hours;
}

/** Hours that each task can slip without moving the end. */
function backward(
  ordered: readonly DraftTask[],
  placed: ReadonlyMap<string, Placed>,
  end: number,
): Map<string, number> {
  const latest = new Map([...placed.values()].map(({ task, hours }) => [task.code, end - hours]));
  for (const { code } of ordered.toReversed()) {
    const behind = placed.get(code) as Placed;
    for (const link of behind.task.after) {
      const before = placed.get(link.code);
      if (!before) continue;
      const allowed = latestBy(link, latest.get(code) ?? end, behind, before.hours);
      latest.set(link.code, Math.min(latest.get(link.code) ?? end, allowed));
    }
  }
  return new Map([...placed].map(([code, { start }]) => [code, (latest.get(code) ?? start) - start]));
}

/** Working days on which something begins and ends. What takes no time stands at the end of the day that it waits for. */
function daysOf({ task, hours, start, finish, heldBy }: Placed, days: WorkDays): { start: string; finish: string } {
  const first = Math.floor(start / hoursPerDay);
  if (hours > 0)
    return { start: days.at(first), finish: days.at(Math.max(first, Math.ceil(finish / hoursPerDay) - 1)) };
  const isAtEnd = heldBy !== undefined && !waitsForStart(heldBy) && start > 0;
  const ownDay = task.notBefore === '' ? 0 : days.indexOf(task.notBefore);
  const day = days.at(Math.max(isAtEnd ? Math.ceil(start / hoursPerDay) - 1 : first, ownDay));
  return { start: day, finish: day };
}

/** Back from what ends last, along the links that hold each task where it is. */
function chainTo(last: Placed | undefined, placed: ReadonlyMap<string, Placed>): string[] {
  const chain: string[] = [];
  for (let at = last; at; at = at.heldBy && placed.get(at.heldBy.code)) chain.unshift(at.task.code);
  return chain;
}

/** The critical path method: as early as links, dates and working days allow. Throws when tasks wait for each other. */
export function schedule(tasks: readonly DraftTask[], days: WorkDays): Schedule {
  const ordered = inOrder(tasks);
  const placed = forward(ordered, days);
  const all = [...placed.values()];
  const end = Math.max(0, ...all.map(({ finish }) => finish));
  const float = backward(ordered, placed, end);
  const dated = tasks.map((task): PlanTask => {
    const floatDays = toDays(float.get(task.code) ?? 0);
    return { ...task, ...daysOf(placed.get(task.code) as Placed, days), floatDays, isCritical: floatDays === 0 };
  });
  const begin = Math.min(...all.map(({ start }) => start), end);
  return {
    tasks: dated,
    start: dated.map(({ start }) => start).reduce((a, b) => (a < b ? a : b), dated[0]?.start ?? days.at(0)),
    finish: dated.map(({ finish }) => finish).reduce((a, b) => (a > b ? a : b), dated[0]?.finish ?? days.at(0)),
    workingDays: toDays(end - begin),
    criticalPath: chainTo(
      all.findLast(({ finish }) => finish === end),
      placed,
    ),
  };
}
