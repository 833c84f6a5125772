import type { Plan, PlanContent, PlanTask } from '../../../core/index.ts';
import { dayWords } from '../days/day-words.ts';
import { contentOf } from '../plan/plan-content.ts';
import { type ChangeState, refuse } from './change-step.ts';
import { applyWords } from './change-words.ts';

export interface Changed {
  content: PlanContent;
  done: string[];
}

/** A task that was moved has to begin on its day, or the links are told that hold it. */
function checkMoved({ moved }: ChangeState, { tasks }: PlanContent): void {
  for (const { code, date } of moved) {
    const task = tasks.find((each) => each.code === code);
    if (!task || task.start <= date) continue;
    const held = task.after.map((each) => each.code).join(', ');
    throw refuse(
      `${code} ${task.name} cannot begin on ${dayWords(date, true)}: it waits for ${held} and begins on ${dayWords(task.start, true)} at the earliest. Move those first, or unlink them.`,
    );
  }
}

const isSame = (plan: Plan, content: PlanContent): boolean => {
  const { number: _number, version: _version, changedBy: _by, changedAt: _at, change: _change, ...before } = plan;
  return JSON.stringify(before) === JSON.stringify({ ...before, ...content });
};

/** The plan with all changes of a text, or none of them. */
export function applyChanges(plan: Plan, text: string, now: Date): Changed {
  const {
    number: _number,
    version: _version,
    changedBy: _by,
    changedAt: _at,
    change: _change,
    finish: _finish,
    ...basis
  } = plan;
  const starts = new Map(plan.tasks.map((task) => [task.code, task.start]));
  const state = applyWords(text, { basis, starts, now, done: [], moved: [], last: '' });
  const content = contentOf(state.basis, now);
  checkMoved(state, content);
  if (isSame(plan, content)) throw refuse('The plan is like that already: nothing would change.');
  return { content, done: state.done };
}

/** How one task's place in time differs. */
export interface Move {
  code: string;
  name: string;
  startBefore: string;
  finishBefore: string;
  startAfter: string;
  finishAfter: string;
}

const places = (tasks: readonly PlanTask[]): Map<string, PlanTask> => new Map(tasks.map((task) => [task.code, task]));

/** Tasks that begin or end on another day than before; those that are new or gone have no day on one side. */
export function movesBetween(before: readonly PlanTask[], after: readonly PlanTask[]): Move[] {
  const [were, are] = [places(before), places(after)];
  return [...new Set([...were.keys(), ...are.keys()])].flatMap((code) => {
    const [was, is] = [were.get(code), are.get(code)];
    if (was?.start === is?.start && was?.finish === is?.finish) return [];
    const name = is?.name ?? was?.name ?? '';
    return [
      {
        code,
        name,
        startBefore: was?.start ?? '',
        finishBefore: was?.finish ?? '',
        startAfter: is?.start ?? '',
        finishAfter: is?.finish ?? '',
      },
    ];
  });
}
