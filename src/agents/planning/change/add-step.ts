import type { TaskLink } from '../../../core/index.ts';
import { durationWords } from '../days/duration-words.ts';
import type { Estimate } from '../days/estimate.ts';
import { readTaskLine, type TaskLine } from '../list/task-line.ts';
import { maxTasks } from '../list/task-list.ts';
import { memberCalled } from '../people/owners.ts';
import { readPeople } from '../people/people-words.ts';
import type { DraftTask } from '../plan/schedule.ts';
import { quoted } from '../words/quote.ts';
import { type ChangeState, called, changed, refuse, type Step } from './change-step.ts';
import { findTask, nearestName } from './find-task.ts';
import { toLinks } from './network-steps.ts';

/** What stands behind a comma and is no task is who does it. */
function linksAndOwner(state: ChangeState, { after, owner }: TaskLine): { links: TaskLink[]; owner: string } {
  const last = after.at(-1);
  const isOwner =
    owner === '' &&
    last?.mayBeOwner &&
    typeof findTask(state.basis.tasks, last.task) === 'string' &&
    !nearestName(state.basis.tasks, last.task)
      ? readPeople(last.task, () => false)
      : undefined;
  return isOwner === undefined
    ? { links: toLinks(state, after), owner }
    : { links: toLinks(state, after.slice(0, -1)), owner: isOwner };
}

/** Numbers stay as they are, as issues and people name them: a new task gets the next free one. */
function freeCode(tasks: readonly DraftTask[], phase: string): string {
  const inPhase = tasks.filter((task) => task.phase === phase);
  const prefix = /^(.*\.)\d+$/.exec(inPhase[0]?.code ?? '')?.[1] ?? '';
  const last = Math.max(
    0,
    ...tasks.filter(({ code }) => code.startsWith(prefix)).map(({ code }) => Number(code.slice(prefix.length)) || 0),
  );
  return `${prefix}${last + 1}`;
}

/** A line that can become a task of this plan; throws with what is missing. */
function readNewTask(words: string, { basis: { tasks, team = [] }, now }: ChangeState): TaskLine {
  if (tasks.length >= maxTasks) throw refuse(`A plan has at most ${maxTasks} tasks. Remove one first.`);
  const line = readTaskLine(words, { now, team, ordinal: 0 });
  if (typeof line === 'string') throw refuse(`${quoted(words)} ${line}.`);
  if (!line.estimate && !line.isMilestone)
    throw refuse(`How long does “${line.name}” take? Write: add ${line.name} 2d.`);
  if (tasks.some(({ name }) => name.toLowerCase() === line.name.toLowerCase()))
    throw refuse(`There is a task “${line.name}” already. Give the new one another name.`);
  return line;
}

const noTime: Estimate = { days: 0, optimisticDays: 0, pessimisticDays: 0 };

/** The new task with its place: beside the one that it follows. */
function toTask(state: ChangeState, line: TaskLine): DraftTask {
  const { tasks, team = [] } = state.basis;
  const { links: after, owner } = linksAndOwner(state, line);
  const beside = tasks.find(({ code }) => code === after[0]?.code) ?? tasks.at(-1);
  const phase = beside?.phase ?? '';
  const { name, isMilestone, notBefore, estimate = noTime } = line;
  return {
    code: freeCode(tasks, phase),
    name,
    phase,
    ...estimate,
    after,
    owner: memberCalled(team, owner) ?? owner,
    isMilestone,
    notBefore,
  };
}

export const add: Step = {
  says: 'add Review 2d after Build',
  apply(text, state) {
    const words = /^add\s+(?:(?:a |the |new )*task\s+)?(.+)$/i.exec(text)?.[1];
    if (words === undefined) return undefined;
    const line = readNewTask(words, state);
    const made = toTask(state, line);
    const waiting = new Map(toLinks(state, line.before).map((link) => [link.code, { ...link, code: made.code }]));
    const linked = state.basis.tasks.map((task) => {
      const link = waiting.get(task.code);
      return link ? { ...task, after: [...task.after, link] } : task;
    });
    const at = linked.findLastIndex(({ phase }) => phase === made.phase) + 1;
    const length = made.isMilestone ? 'a milestone' : durationWords(made.days);
    const sentence = `${called(made)} is new (${length}).`;
    return { ...changed(state, { tasks: linked.toSpliced(at, 0, made) }, sentence), last: made.code };
  },
};
