import type { TaskLink } from '../../core/index.ts';
import { type ChangeState, called, changed, refuse, type Step, taskOf, withTask } from './change-step.ts';
import { durationWords, type Estimate, takeEstimate } from './estimate.ts';
import { memberCalled } from './owners.ts';
import type { DraftTask } from './schedule.ts';
import { type LinkWords, readLinks, readTaskLine } from './task-line.ts';
import { maxTasks } from './task-list.ts';

const isLinkTo =
  (code: string) =>
  (link: TaskLink): boolean =>
    link.code === code;

export const remove: Step = {
  says: 'remove 2.3',
  apply(text, state) {
    const words = /^(?:remove|delete|drop|cancel|leave out)\s+(.+)$/i.exec(text)?.[1];
    if (words === undefined) return undefined;
    const gone = taskOf(state, words);
    if (state.basis.tasks.length === 1) throw refuse('That is the only task. Make a new plan instead.');
    // Who waited for it waits for what it waited for, so that nothing begins too early.
    const bridged = (after: readonly TaskLink[]): TaskLink[] => {
      const kept = after.filter((link) => !isLinkTo(gone.code)(link));
      const over = gone.after.filter(({ code }) => !kept.some(isLinkTo(code)));
      return kept.length === after.length ? [...after] : [...kept, ...over];
    };
    const tasks = state.basis.tasks
      .filter((task) => task.code !== gone.code)
      .map((task) => ({ ...task, after: bridged(task.after) }));
    return changed(
      state,
      { tasks },
      `${called(gone)} is left out; what waited for it now waits for what was before it.`,
    );
  },
};

function toLinks(state: ChangeState, words: readonly LinkWords[]): TaskLink[] {
  return words.map(({ task, kind, lagDays }) => ({ code: taskOf(state, task).code, kind, lagDays }));
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

export const add: Step = {
  says: 'add Review 2d after Build',
  apply(text, state) {
    const words = /^add\s+(?:(?:a |the |new )*task\s+)?(.+)$/i.exec(text)?.[1];
    if (words === undefined) return undefined;
    const { tasks, team = [] } = state.basis;
    if (tasks.length >= maxTasks) throw refuse(`A plan has at most ${maxTasks} tasks. Remove one first.`);
    const line = readTaskLine(words, { now: state.now, team, ordinal: 0 });
    if (typeof line === 'string') throw refuse(`“${words.slice(0, 60)}” ${line}.`);
    if (!line.estimate && !line.isMilestone)
      throw refuse(`How long does “${line.name}” take? Write: add ${line.name} 2d.`);
    if (tasks.some(({ name }) => name.toLowerCase() === line.name.toLowerCase()))
      throw refuse(`There is a task “${line.name}” already. Give the new one another name.`);
    const after = toLinks(state, line.after);
    const beside = tasks.find(({ code }) => code === after[0]?.code) ?? tasks.at(-1);
    const phase = beside?.phase ?? '';
    const estimate: Estimate = line.estimate ?? { days: 0, optimisticDays: 0, pessimisticDays: 0 };
    const { name, isMilestone, notBefore } = line;
    const owner = memberCalled(team, line.owner) ?? line.owner;
    const made: DraftTask = {
      code: freeCode(tasks, phase),
      name,
      phase,
      ...estimate,
      after,
      owner,
      isMilestone,
      notBefore,
    };
    const waiting = new Map(toLinks(state, line.before).map((link) => [link.code, { ...link, code: made.code }]));
    const linked = tasks.map((task) => {
      const link = waiting.get(task.code);
      return link ? { ...task, after: [...task.after, link] } : task;
    });
    const at = linked.findLastIndex((task) => task.phase === phase) + 1;
    const length = isMilestone ? 'a milestone' : durationWords(made.days);
    return changed(state, { tasks: linked.toSpliced(at, 0, made) }, `${called(made)} is new (${length}).`);
  },
};

export const unlink: Step = {
  says: 'unlink Test from Build',
  apply(text, state) {
    const [, words, others = ''] =
      /^unlink\s+(.+?)\s+from\s+(.+)$/i.exec(text) ??
      /^(.+?)\s+(?:no longer|not)\s+(?:after|waits? for|depends? on|follows?)\s+(.+)$/i.exec(text) ??
      [];
    if (words === undefined) return undefined;
    const task = taskOf(state, words);
    const before = taskOf(state, others);
    if (!task.after.some(isLinkTo(before.code))) throw refuse(`${called(task)} does not wait for ${called(before)}.`);
    const after = task.after.filter((each) => !isLinkTo(before.code)(each));
    return withTask(state, task, { after }, `${called(task)} no longer waits for ${called(before)}.`);
  },
};

export const link: Step = {
  says: 'Test after Build +2d',
  apply(text, state) {
    const [, words, isOnly, others = ''] =
      /^(?:link\s+)?(.+?)\s+(only\s+)?(?:after|depends on|follows|waits for)\s+(.+)$/i.exec(text) ?? [];
    if (words === undefined || takeEstimate(text)) return undefined;
    const task = taskOf(state, words);
    const links = toLinks(state, readLinks(others));
    if (links.some(isLinkTo(task.code))) throw refuse(`${called(task)} cannot wait for itself. Name another task.`);
    const kept = isOnly ? [] : task.after.filter(({ code }) => !links.some(isLinkTo(code)));
    const names = links.map(({ code }) => code).join(', ');
    return withTask(state, task, { after: [...kept, ...links] }, `${called(task)} waits for ${names}.`);
  },
};
