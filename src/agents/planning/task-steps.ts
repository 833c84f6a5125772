import { called, changed, refuse, type Step, taskOf, withTask } from './change-step.ts';
import { durationWords, faultOfEstimate, takeEstimate } from './estimate.ts';
import { memberCalled } from './owners.ts';
import { maxNameLength } from './task-line.ts';

export const rename: Step = {
  says: 'rename 2.1 to Sketches',
  apply(text, state) {
    const [, words, name = ''] = /^rename\s+(.+?)\s+(?:to|into|as)\s+["“]?(.+?)["”]?$/i.exec(text) ?? [];
    if (words === undefined) return undefined;
    if (name.length > maxNameLength) throw refuse(`A name has at most ${maxNameLength} characters. Shorten it.`);
    if (/^(?:the\s+)?plan$/i.test(words)) return changed(state, { title: name }, `The plan is called “${name}”.`);
    const task = taskOf(state, words);
    if (state.basis.tasks.some((each) => each !== task && each.name.toLowerCase() === name.toLowerCase()))
      throw refuse(`There is a task “${name}” already. Give it another name.`);
    return withTask(state, task, { name }, `${called(task)} is called “${name}”.`);
  },
};

export const assign: Step = {
  says: 'assign 2.1 to Ana',
  apply(text, state) {
    const nobody = /^unassign\s+(.+)$/i.exec(text)?.[1];
    if (nobody !== undefined) {
      const task = taskOf(state, nobody);
      return withTask(state, task, { owner: '' }, `${called(task)} is nobody’s for now.`);
    }
    const [, words, person = ''] =
      /^(?:assign|give)\s+(.+?)\s+to\s+(.+)$/i.exec(text) ??
      /^(.+?)\s+(?:is done by|is owned by|is for|owner\s*[:=]?)\s+(.+)$/i.exec(text) ??
      [];
    if (words === undefined) return undefined;
    const owner = person.replace(/^@/, '').slice(0, 80).trim();
    const team = [...(state.basis.team ?? []), ...state.basis.tasks.map((each) => each.owner).filter(Boolean)];
    const known = memberCalled([...new Set(team)], owner);
    const note = known === undefined && team.length > 0 ? ` (nobody else in this plan is called so)` : '';
    const task = taskOf(state, words);
    return withTask(state, task, { owner: known ?? owner }, `${called(task)} is done by ${known ?? owner}${note}.`);
  },
};

export const duration: Step = {
  says: 'Build takes 8 days',
  apply(text, state) {
    const found = takeEstimate(text);
    if (!found) return undefined;
    const words = found.rest
      .trim()
      .replace(/^(?:set|estimate|change|let)\s+/i, '')
      .replace(/\s*(?:takes?|needs?|lasts?|is|to|=|:)\s*$/i, '');
    const task = taskOf(state, words);
    const fault = faultOfEstimate(found.estimate);
    if (fault !== undefined) throw refuse(`${called(task)}: ${fault}.`);
    if (task.isMilestone)
      throw refuse(`${called(task)} is a milestone and takes no time. Add a task before it instead.`);
    return withTask(
      state,
      task,
      { ...found.estimate },
      `${called(task)} takes ${durationWords(found.estimate.days)} instead of ${durationWords(task.days)}.`,
    );
  },
};
