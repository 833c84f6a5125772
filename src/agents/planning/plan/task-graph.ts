import { AppError, type TaskLink } from '../../../core/index.ts';

/** What of a task its order hangs on. */
export interface Linked {
  code: string;
  name: string;
  after: readonly TaskLink[];
}

/** Some circle among tasks that all wait for another one of them: back along the links until one comes twice. */
function circleAmong<T extends Linked>(stuck: ReadonlyMap<string, T>): T[] {
  const path: T[] = [];
  let [at] = stuck.values();
  while (at && !path.includes(at)) {
    path.push(at);
    const before = at.after.find(({ code }) => stuck.has(code));
    at = before && stuck.get(before.code);
  }
  return at ? path.slice(path.indexOf(at)).toReversed() : path;
}

function circleFault(circle: readonly Linked[]): AppError {
  const names = [...circle, ...circle.slice(0, 1)].map(({ name }) => name).join(' → ');
  return new AppError('input.invalid', `These tasks wait for each other: ${names}. Take one of these links away.`);
}

/** Each task behind all that it waits for, otherwise in the order given. Throws when tasks wait for each other. */
export function inOrder<T extends Linked>(tasks: readonly T[]): T[] {
  const waitsFor = new Map(tasks.map((task) => [task.code, new Set(task.after.map(({ code }) => code))]));
  const followers = new Map<string, T[]>();
  for (const task of tasks) {
    for (const code of waitsFor.get(task.code) ?? []) followers.set(code, [...(followers.get(code) ?? []), task]);
  }
  const ordered: T[] = tasks.filter(({ code }) => waitsFor.get(code)?.size === 0);
  for (let at = 0; at < ordered.length; at += 1) {
    const { code } = ordered[at] as T;
    for (const follower of followers.get(code) ?? []) {
      const left = waitsFor.get(follower.code);
      left?.delete(code);
      if (left?.size === 0) ordered.push(follower);
    }
  }
  if (ordered.length === tasks.length) return ordered;
  const done = new Set(ordered);
  throw circleFault(circleAmong(new Map(tasks.filter((task) => !done.has(task)).map((task) => [task.code, task]))));
}
