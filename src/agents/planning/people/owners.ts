import { type PlanTask, peopleCalled } from '../../../core/index.ts';
import { spanWords } from '../days/day-words.ts';
import type { Role } from '../draft/templates/template.ts';
import type { DraftTask } from '../plan/schedule.ts';

/** Somebody of the team, with what they do where it was said: `Ana (design)`, `Ben: backend`. */
export interface Member {
  name: string;
  skills: string;
}

const skillWords: Readonly<Record<Role, RegExp>> = {
  lead: /lead|manag|product|owner|head/i,
  design: /design|ux|ui\b|graphic/i,
  development: /develop|engineer|program|cod(?:e|ing)|backend|frontend|full.?stack|software/i,
  test: /test|qa\b|quality/i,
  operations: /operat|devops|admin|infra|it\b|facilit|sre\b/i,
  content: /content|writ|edit|copy|text/i,
  marketing: /market|social|press|pr\b|communicat/i,
  sales: /sales|account|business/i,
  legal: /legal|law|privacy|complian|security/i,
  people: /people|hr\b|human|recruit|train/i,
  finance: /financ|budget|account|controll/i,
};

export function readMember(text: string): Member {
  const [, name = text, inBrackets = '', behindColon = ''] =
    /^\s*@?([^(:]+?)\s*(?:\(([^)]*)\)|:\s*(.*))?\s*$/.exec(text) ?? [];
  return { name: name.trim().replace(/^@/, ''), skills: (inBrackets || behindColon).trim() };
}

/** The team's own writing of a name; undefined when nobody is called so. */
export function memberCalled(team: readonly string[], name: string): string | undefined {
  const [only, ...others] = peopleCalled(team, name);
  return others.length === 0 ? only : undefined;
}

/** Owners as the team writes them; who is not in it is kept as written, and said. */
export function settleOwners(
  tasks: readonly DraftTask[],
  team: readonly string[],
): { tasks: DraftTask[]; notes: string[] } {
  if (team.length === 0) return { tasks: [...tasks], notes: [] };
  const settled = tasks.map((task) => ({ ...task, owner: memberCalled(team, task.owner) ?? task.owner }));
  const strangers = new Set(settled.map(({ owner }) => owner).filter((owner) => owner !== '' && !team.includes(owner)));
  return {
    tasks: settled,
    notes: [...strangers].map((name) => `${name} is not in the team that was named, and is kept as written.`),
  };
}

/** Shares tasks out: to who does such work, and among these to who has the least so far. */
export function shareOut<T extends DraftTask & { role?: Role }>(
  tasks: readonly T[],
  team: readonly Member[],
  { onlyToAble = false }: { onlyToAble?: boolean } = {},
): T[] {
  const load = new Map(team.map(({ name }) => [name, 0]));
  return tasks.map((task) => {
    if (task.isMilestone || task.owner !== '') return task;
    const { role } = task;
    const able = role ? team.filter(({ skills }) => skillWords[role].test(skills)) : [];
    if (team.length === 0 || (onlyToAble && able.length === 0)) return task;
    const free = team.filter(({ skills }) => skills === '');
    const among = able.length > 0 ? able : free.length > 0 ? free : team;
    const { name } = among.reduce((a, b) => ((load.get(b.name) ?? 0) < (load.get(a.name) ?? 0) ? b : a));
    load.set(name, (load.get(name) ?? 0) + task.days);
    return { ...task, owner: name };
  });
}

const maxClashes = 3;

/** Who would have to be at two tasks at once. */
export function clashNotes(tasks: readonly PlanTask[]): string[] {
  const work = tasks.filter(({ owner, isMilestone, days }) => owner !== '' && !isMilestone && days >= 1);
  const clashes = work.flatMap((one, index) =>
    work
      .slice(index + 1)
      .filter((other) => other.owner === one.owner && one.start < other.finish && other.start < one.finish)
      .map((other) => {
        const [from, to] = [
          one.start > other.start ? one.start : other.start,
          one.finish < other.finish ? one.finish : other.finish,
        ];
        return `${one.owner} has ${one.code} and ${other.code} at once (${spanWords(from, to)}).`;
      }),
  );
  const more = clashes.length - maxClashes;
  return [...clashes.slice(0, maxClashes), ...(more > 0 ? [`… and ${more} more such overlaps.`] : [])];
}
