import type { TaskLink } from '../../../core/index.ts';
import { takeEstimate } from '../days/estimate.ts';
import { type LinkWords, readLinks } from '../list/link-words.ts';
import type { DraftTask } from '../plan/schedule.ts';
import { type ChangeState, called, changed, eachBehind, refuse, type Step, taskOf, withTask } from './change-step.ts';

const isLinkTo =
  (code: string) =>
  (link: TaskLink): boolean =>
    link.code === code;

/** Who waited for it waits for what it waited for, so that nothing begins too early. */
function withoutTask(state: ChangeState, gone: DraftTask): ChangeState {
  if (state.basis.tasks.length === 1) throw refuse('That is the only task. Make a new plan instead.');
  const bridged = (after: readonly TaskLink[]): TaskLink[] => {
    const kept = after.filter((link) => !isLinkTo(gone.code)(link));
    const over = gone.after.filter(({ code }) => !kept.some(isLinkTo(code)));
    return kept.length === after.length ? [...after] : [...kept, ...over];
  };
  const tasks = state.basis.tasks
    .filter((task) => task.code !== gone.code)
    .map((task) => ({ ...task, after: bridged(task.after) }));
  return changed(state, { tasks }, `${called(gone)} is left out; what waited for it now waits for what was before it.`);
}

export const remove: Step = {
  says: 'remove 2.3',
  apply: eachBehind(/^(?:remove|delete|drop|cancel|leave out)\s+(?=.)/i, (state, { code }) =>
    withoutTask(state, taskOf(state, code)),
  ),
};

export function toLinks(state: ChangeState, words: readonly LinkWords[]): TaskLink[] {
  return words.map(({ task, kind, lagDays }) => ({ code: taskOf(state, task).code, kind, lagDays }));
}

export const unlink: Step = {
  says: 'unlink Test from Build',
  isLoose: true,
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
  isLoose: true,
  apply(text, state) {
    const [, words, isOnly, others = ''] =
      /^(?:link\s+)?(.+?)\s+(?:(?:starts?|begins?|comes?|is)\s+)?(only\s+)?(?:after|depends on|follows|waits for)\s+(.+)$/i.exec(
        text,
      ) ?? [];
    if (words === undefined || takeEstimate(text)) return undefined;
    const task = taskOf(state, words);
    const links = toLinks(state, readLinks(others));
    if (links.some(isLinkTo(task.code))) throw refuse(`${called(task)} cannot wait for itself. Name another task.`);
    const kept = isOnly ? [] : task.after.filter(({ code }) => !links.some(isLinkTo(code)));
    const names = links.map(({ code }) => code).join(', ');
    return withTask(state, task, { after: [...kept, ...links] }, `${called(task)} waits for ${names}.`);
  },
};
