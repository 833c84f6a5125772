import { durationWords } from '../days/duration-words.ts';
import { type Estimate, faultOfEstimate, takeEstimate } from '../days/estimate.ts';
import { withoutBroadcasts } from '../goal/broadcasts.ts';
import { maxNameLength } from '../list/task-line.ts';
import { memberCalled } from '../people/owners.ts';
import { readPeople } from '../people/people-words.ts';
import type { DraftTask } from '../plan/schedule.ts';
import {
  type ChangeState,
  called,
  changed,
  eachBehind,
  forEach,
  refuse,
  type Step,
  taskOf,
  tasksOf,
  withTask,
} from './change-step.ts';

const unquoted = (text: string): string => text.replace(/^["“„](.*)["”“]$/u, '$1');

export const rename: Step = {
  says: 'rename 2.1 to Sketches',
  apply(text, state) {
    const [, words, written = ''] = /^rename\s+(.+?)\s+(?:to|into|as)\s+(["“„][^"“”„]*["”“]|[^,]+)$/iu.exec(text) ?? [];
    if (words === undefined) return undefined;
    const name = unquoted(written).trim();
    if (!/\p{L}|\p{N}/u.test(name)) throw refuse('A name holds a letter. Write it like: rename 2.1 to Sketches.');
    if (name.length > maxNameLength) throw refuse(`A name has at most ${maxNameLength} characters. Shorten it.`);
    if (/^(?:the\s+)?plan$/i.test(words)) return changed(state, { title: name }, `The plan is called “${name}”.`);
    const task = taskOf(state, words);
    if (state.basis.tasks.some((each) => each.code !== task.code && each.name.toLowerCase() === name.toLowerCase()))
      throw refuse(`There is a task “${name}” already. Give it another name.`);
    return withTask(state, task, { name }, `${called(task)} is called “${name}”.`);
  },
};

export const unassign: Step = {
  says: 'unassign 2.1',
  apply: eachBehind(/^unassign\s+(?=.)/i, (state, task) =>
    withTask(state, task, { owner: '' }, `${called(task)} is nobody’s for now.`),
  ),
};

function giveTo(state: ChangeState, words: string, person: string): ChangeState | undefined {
  const [call] = withoutBroadcasts(person).calls;
  if (call !== undefined) throw refuse(`${call} calls everybody, and a task is done by somebody. Write a name.`);
  const people = [...(state.basis.team ?? []), ...state.basis.tasks.map(({ owner }) => owner).filter(Boolean)];
  const team = [...new Set(people)];
  const owner = readPeople(person, (each) => memberCalled(team, each) !== undefined);
  if (owner === undefined) return undefined;
  const known = memberCalled(team, owner);
  const note = known === undefined && team.length > 0 ? ' (nobody else in this plan is called so)' : '';
  return forEach(tasksOf(state, words), state, (next, task) =>
    withTask(next, task, { owner: known ?? owner }, `${called(task)} is done by ${known ?? owner}${note}.`),
  );
}

export const assign: Step = {
  says: 'assign 2.1 to Ana',
  apply(text, state) {
    const [, words, person = ''] = /^(?:assign|give|hand)\s+(.+?)\s+(?:over\s+)?to\s+(.+)$/i.exec(text) ?? [];
    return words === undefined ? undefined : giveTo(state, words, person);
  },
};

export const own: Step = {
  says: 'Design is done by Ana',
  isLoose: true,
  apply(text, state) {
    const [, words, person = ''] =
      /^(.+?)\s+(?:is done by|is owned by|is for|goes to|owner\s*[:=]?)\s+(.+)$/i.exec(text) ?? [];
    if (words !== undefined) return giveTo(state, words, person);
    const [, who = '', does] = /^(\S+(?:\s\S+)?)\s+(?:does|will do|owns|takes over)\s+(.+)$/i.exec(text) ?? [];
    return does === undefined ? undefined : giveTo(state, does, who);
  },
};

function estimated(state: ChangeState, task: DraftTask, estimate: Estimate): ChangeState {
  if (task.isMilestone) throw refuse(`${called(task)} is a milestone and takes no time. Add a task before it instead.`);
  const fault = faultOfEstimate(estimate);
  if (fault !== undefined) throw refuse(`${called(task)}: ${fault}.`);
  const length = `${durationWords(estimate.days)} instead of ${durationWords(task.days)}`;
  return withTask(state, task, estimate, `${called(task)} takes ${length}.`);
}

/** So much more or less than it took, in each of its three points. */
export const lengthen: Step = {
  says: 'extend Build by 2 days',
  apply(text, state) {
    const [, verb = '', words, amount = ''] =
      /^(extend|lengthen|prolong|shorten|cut|reduce)\s+(.+?)\s+by\s+(.+)$/i.exec(text) ?? [];
    const found = takeEstimate(amount);
    if (words === undefined || !found || found.rest.trim() !== '') return undefined;
    const days = found.estimate.days * (/^(?:shorten|cut|reduce)$/i.test(verb) ? -1 : 1);
    return forEach(tasksOf(state, words), state, (next, task) =>
      estimated(next, task, {
        days: task.days + days,
        optimisticDays: task.optimisticDays + days,
        pessimisticDays: task.pessimisticDays + days,
      }),
    );
  },
};

const verbs = /^(?:set|estimate|change|let|make|give|have|shorten|cut|reduce|extend|lengthen)\s+/i;
const links = /\s*(?:\b(?:takes?|needs?|lasts?|is|be|to)|=|:)\s*$/i;

export const duration: Step = {
  says: 'Build takes 8 days',
  isLoose: true,
  apply(text, state) {
    const found = takeEstimate(text);
    if (!found || /\s(?:after|before)\s/i.test(text)) return undefined;
    const words = found.rest
      .trim()
      .replace(/\s+(?:long|instead|now)$/i, '')
      .replace(verbs, '')
      .replace(/\s+(?:only|just|about)$/i, '')
      .replace(links, '');
    return forEach(tasksOf(state, words), state, (next, task) => estimated(next, task, found.estimate));
  },
};
