import { AppError } from '../../../core/index.ts';
import { lastWorkDay } from '../days/work-days.ts';
import { taskFor, unusedDurations } from '../goal/goal-durations.ts';
import { type Package, packagesOf } from '../goal/goal-packages.ts';
import { type Steps, stepsIn, stepTasks } from '../goal/goal-steps.ts';
import { unusedEstimates } from '../goal/package-tasks.ts';
import { titleOf } from '../goal/plan-title.ts';
import { onWeekend } from '../list/list-deadline.ts';
import { readTasks } from '../list/task-list.ts';
import { type Member, settleOwners, shareOut } from '../people/owners.ts';
import type { DraftTask } from '../plan/schedule.ts';
import { changeOf, type NotUsed } from '../words/not-used.ts';
import { chooseTemplate, type Size, sizeOf } from './choose-template.ts';
import { onItsDay } from './event-day.ts';
import { fitted, percent } from './fit-deadline.ts';
import { genericTasks } from './generic-tasks.ts';
import { type Frame, nothingToPlan, type PlanRequest } from './plan-frame.ts';
import { tasksOfTemplate } from './template-tasks.ts';

const maxPackages = 40;

export interface Drafted {
  /** When its tasks say so, and nobody else. */
  start?: string;
  deadline?: string;
  /** Its goal, where its tasks stand apart from it. */
  title?: string;
  tasks: readonly DraftTask[];
  template: string;
  notes: string[];
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
      instead: changeOf(`assign ${taskFor(skills, tasks, false)} to ${name}`),
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
  const placed = onItsDay(tasksOfTemplate(template, size.factor), goal.endsOn, basis);
  const { tasks, note } = fitted(placed.tasks, basis, now);
  const owned = shared(tasks, frame);
  const taken = `Taken for ${/^[aeiou]/i.test(template.title) ? 'an' : 'a'} ${template.title}: tasks, links and durations are the usual ones. Change what is different here.`;
  return {
    tasks: owned.tasks,
    template: template.name,
    notes: [taken, ...sizeNote(size), ...placed.note, ...note, ...owned.note],
    notUsed: [...unusedDurations(goal.rest, tasks), ...idle(goal.doers, owned.tasks)],
  };
}

function fromSentences(frame: Frame, packages: readonly Package[]): Drafted {
  const { goal, basis, now } = frame;
  const size = sizeOf(goal.rest);
  const made = genericTasks(packages, size.factor);
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

/** The steps that the goal names, as they are: nothing is put before or behind them. */
function fromSteps(frame: Frame, steps: Steps): Drafted {
  const { goal, basis, now } = frame;
  const size = sizeOf(goal.rest);
  const endsOn = goal.endsOn === '' ? '' : lastWorkDay(goal.endsOn);
  const { tasks, note } = fitted(stepTasks(steps, size.factor, endsOn), basis, now);
  const owned = shared(tasks, frame);
  const isGuessed = steps.packages.some(({ estimate }, index) => !estimate && !tasks[index]?.isMilestone);
  const last = tasks.at(-1);
  const isMoved = last?.isMilestone === true && endsOn !== goal.endsOn;
  const isBeside = steps.packages.some(({ beside }, index) => index > 0 && beside === 'yes');
  const taken = `The steps are those that the goal names: each follows the one before it${isBeside ? ', and those joined by “and” go on side by side' : ''}.`;
  return {
    tasks: owned.tasks,
    template: '',
    notes: [
      taken,
      ...(isGuessed ? ['A step that says no duration takes 3 to 8 days.'] : []),
      ...(isMoved ? [onWeekend(last.name, goal.endsOn, endsOn)] : []),
      ...sizeNote(size),
      ...note,
      ...owned.note,
    ],
    notUsed: [...unusedEstimates(steps.packages, ''), ...idle(goal.doers, owned.tasks)],
    title: steps.title || titleOf('', tasks),
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
      deadline: list.deadline,
    };
  }
  const notes = [...list.assumptions, 'Tasks are shared out evenly among the team.'];
  return {
    tasks: shareOut(list.tasks, team),
    template: '',
    notes,
    notUsed,
    start: list.start,
    deadline: list.deadline,
  };
}

const tooMany = (count: number): AppError => {
  const message = `The goal has ${count} sentences and clauses; at most ${maxPackages} become work packages. Shorten it, or give a list of tasks.`;
  return new AppError('input.invalid', message, { fields: { goal: message } });
};

function fromGoal(frame: Frame): Drafted {
  const packages = packagesOf(frame.goal.rest);
  const template = chooseTemplate(frame.goal.rest);
  const steps =
    packages.length <= maxPackages
      ? stepsIn(packages, { isUsual: template !== undefined, hasEnd: frame.goal.endsOn !== '' })
      : undefined;
  if (steps) return fromSteps(frame, steps);
  if (template) return fromTemplate(frame, template);
  if (packages.length > maxPackages) throw tooMany(packages.length);
  return fromSentences(frame, packages);
}

/** From a list of tasks where there is one, otherwise from the goal. */
export const drafted = (request: PlanRequest, frame: Frame): Drafted =>
  request.tasks.trim() === '' ? fromGoal(frame) : fromList(request, frame);
