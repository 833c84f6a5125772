import type { PlanContent } from '../../core/index.ts';
import { chooseTemplate, type Size, sizeOf } from './choose-template.ts';
import { fitted, percent } from './fit-deadline.ts';
import { genericTasks } from './generic-tasks.ts';
import { unusedDurations } from './goal-durations.ts';
import { changeOf, type NotUsed } from './not-used.ts';
import { type Member, settleOwners, shareOut } from './owners.ts';
import { contentOf } from './plan-content.ts';
import { type Frame, frameOf, noStart, nothingToPlan, type PlanRequest } from './plan-frame.ts';
import { titleOf } from './plan-title.ts';
import type { DraftTask } from './schedule.ts';
import { readTasks } from './task-list.ts';
import { tasksOfTemplate } from './template-tasks.ts';

interface Drafted {
  /** When its tasks say so, and nobody else. */
  start?: string;
  tasks: readonly DraftTask[];
  template: string;
  notes: string[];
  notUsed: NotUsed[];
}

export interface DraftedPlan {
  content: PlanContent;
  /** What the goal says and the plan does not hold. */
  notUsed: NotUsed[];
}

const sizeNote = ({ factor, word }: Size): string[] =>
  factor === 1 ? [] : [`“${word}” is taken as ${percent(factor)} of the usual effort.`];

const idle = (doers: readonly Member[], tasks: readonly DraftTask[]): NotUsed[] =>
  doers
    .filter(({ name }) => !tasks.some(({ owner }) => owner.split(' and ').includes(name)))
    .map(({ name, skills }) => ({
      words: skills === '' ? name : `${name} (${skills})`,
      why: 'no task here is surely theirs',
      instead: changeOf(`assign ${tasks[0]?.code ?? '1'} to ${name}`),
    }));

/** Among the whole team; or, where only some are named with what they do, what is theirs. */
function shared<T extends DraftTask>(tasks: readonly T[], { team, goal }: Frame): { tasks: T[]; note: string[] } {
  if (team.length > 0)
    return {
      tasks: shareOut(tasks, [...team, ...goal.doers.filter(({ name }) => !team.some((each) => each.name === name))]),
      note: ['Tasks are shared out among the team by what they do and how much they have.'],
    };
  return { tasks: shareOut(tasks, goal.doers, { onlyToAble: true }), note: [] };
}

function fromTemplate(frame: Frame, template: NonNullable<ReturnType<typeof chooseTemplate>>): Drafted {
  const { goal, basis, now } = frame;
  const size = sizeOf(goal.rest);
  const { tasks, note } = fitted(tasksOfTemplate(template, size.factor), basis, now);
  const owned = shared(tasks, frame);
  const taken = `Taken for a ${template.title}: tasks, links and durations are the usual ones. Change what is different here.`;
  return {
    tasks: owned.tasks,
    template: template.name,
    notes: [taken, ...sizeNote(size), ...note, ...owned.note],
    notUsed: [...unusedDurations(goal.rest, tasks), ...idle(goal.doers, owned.tasks)],
  };
}

function fromSentences(frame: Frame): Drafted {
  const { goal, basis, now } = frame;
  const size = sizeOf(goal.rest);
  const made = genericTasks(goal.rest, size.factor);
  const { tasks, note } = fitted(made.tasks, basis, now);
  const owned = shared(tasks, frame);
  const taken =
    'No usual project is known for these words, so each sentence became a work package, of 3 to 8 days where it says no duration. Give a list of tasks to be exact.';
  return {
    tasks: owned.tasks,
    template: '',
    notes: [taken, ...sizeNote(size), ...note, ...owned.note],
    notUsed: [...made.notUsed, ...idle(goal.doers, owned.tasks)],
  };
}

function fromList(request: PlanRequest, { now, team, goal }: Frame): Drafted {
  const names = team.map(({ name }) => name);
  const list = readTasks(request.tasks, { now, team: names });
  if (list.tasks.length === 0) throw nothingToPlan();
  const notUsed = [...list.notUsed, ...unusedDurations(goal.rest, list.tasks)];
  const isOwned = list.tasks.some(({ owner }) => owner !== '');
  if (isOwned || team.length === 0) {
    const settled = settleOwners(list.tasks, names);
    const notes = [...list.assumptions, ...settled.notes];
    return {
      tasks: settled.tasks,
      template: '',
      notes,
      notUsed: [...notUsed, ...idle(goal.doers, settled.tasks)],
      start: list.start,
    };
  }
  const notes = [...list.assumptions, 'Tasks are shared out evenly among the team.'];
  return { tasks: shareOut(list.tasks, team), template: '', notes, notUsed, start: list.start };
}

/** A table can name its start day itself. */
const isStartFree = (request: PlanRequest, { goal }: Frame): boolean =>
  request.start.trim() === '' && goal.start === '';

const startingOn = (basis: Frame['basis'], start: string): Frame['basis'] => ({
  ...basis,
  start,
  assumptions: basis.assumptions.filter((each) => each !== noStart),
});

function draft(request: PlanRequest, frame: Frame): Drafted {
  if (request.tasks.trim() !== '') return fromList(request, frame);
  const template = chooseTemplate(frame.goal.rest);
  return template ? fromTemplate(frame, template) : fromSentences(frame);
}

/** A whole plan, from a list of tasks where there is one, otherwise from the goal. */
export function draftPlan(request: PlanRequest, now: Date): DraftedPlan {
  if (request.tasks.trim() === '' && !/\p{L}{2}|\p{Lo}/u.test(request.goal)) throw nothingToPlan();
  const frame = frameOf(request, now);
  const { tasks, template, notes, notUsed, start = '' } = draft(request, frame);
  const title = request.title.trim() || titleOf(frame.goal.rest || request.goal, tasks);
  const basis = start !== '' && isStartFree(request, frame) ? startingOn(frame.basis, start) : frame.basis;
  const content = contentOf({ ...basis, tasks, template, title }, now);
  return {
    content: { ...content, assumptions: [...content.assumptions, ...notes] },
    notUsed: [...frame.goal.notUsed, ...notUsed],
  };
}
