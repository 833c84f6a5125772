import { AppError } from '../../core/index.ts';
import { findTask } from './find-task.ts';
import type { PlanBasis } from './plan-content.ts';
import type { DraftTask } from './schedule.ts';

/** A plan on its way through the changes; `starts` are the days on which tasks begin before any of them. */
export interface ChangeState {
  basis: PlanBasis;
  starts: ReadonlyMap<string, string>;
  now: Date;
  /** What was done, in sentences. */
  done: string[];
  /** Tasks that have to begin on that day, and not later. */
  moved: { code: string; date: string }[];
}

export interface Step {
  /** How it is written, for who writes something else. */
  says: string;
  /** The state after it, or undefined when the words are not meant for it. */
  apply(text: string, state: ChangeState): ChangeState | undefined;
}

export const refuse = (message: string): AppError =>
  new AppError('input.invalid', message, { fields: { changes: message } });

export function taskOf({ basis }: ChangeState, words: string): DraftTask {
  const found = findTask(basis.tasks, words.replace(/^(?:the )?(?:task|milestone)\s+/i, ''));
  if (typeof found === 'string') throw refuse(`“${words.slice(0, 60)}”: ${found}.`);
  return found;
}

export const called = ({ code, name }: DraftTask): string => `${code} ${name}`;

export const changed = (state: ChangeState, basis: Partial<PlanBasis>, sentence: string): ChangeState => ({
  ...state,
  basis: { ...state.basis, ...basis },
  done: [...state.done, sentence],
});

/** One task with something else in it. */
export function withTask(
  state: ChangeState,
  task: DraftTask,
  change: Partial<DraftTask>,
  sentence: string,
): ChangeState {
  const tasks = state.basis.tasks.map((each) => (each.code === task.code ? { ...each, ...change } : each));
  return changed(state, { tasks }, sentence);
}
