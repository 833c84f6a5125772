import { AppError } from '../../../core/index.ts';
import type { PlanBasis } from '../plan/plan-content.ts';
import type { DraftTask } from '../plan/schedule.ts';
import { quoted } from '../words/quote.ts';
import { findTask } from './find-task.ts';

/** A plan on its way through the changes; `starts` are the days on which tasks begin before any of them. */
export interface ChangeState {
  basis: PlanBasis;
  starts: ReadonlyMap<string, string>;
  now: Date;
  /** What was done, in sentences. */
  done: string[];
  /** Tasks that have to begin on that day, and not later. */
  moved: { code: string; date: string }[];
  /** Code of the task that was changed last, which “it” means. */
  last: string;
}

export interface Step {
  /** How it is written, for who writes something else. */
  says: string;
  /** It has no word of its own at its beginning, so that words before it can be taken for a part of its task's name. */
  isLoose?: boolean;
  /** The state after it, or undefined when the words are not meant for it. */
  apply(text: string, state: ChangeState): ChangeState | undefined;
}

export const refuse = (message: string): AppError =>
  new AppError('input.invalid', message, { fields: { changes: message } });

/** Words in the place of a task that mean none of the plan. */
export class UnknownTask extends AppError {
  constructor(message: string) {
    super('input.invalid', message, { fields: { changes: message } });
  }
}

const pronoun = /^(?:it|this|that|this one|that one)$/i;
const article = /^(?:the )?(?:task|milestone)\s+/i;

export function taskOf({ basis, last }: ChangeState, words: string): DraftTask {
  const isMeantAgain = pronoun.test(words.trim()) && !basis.tasks.some(({ name }) => pronoun.test(name));
  const found = findTask(basis.tasks, isMeantAgain ? last : words.replace(article, ''));
  if (typeof found !== 'string') return found;
  if (isMeantAgain) throw new UnknownTask(`${quoted(words)}: say which task. Write its name or number.`);
  throw new UnknownTask(`${quoted(words)}: ${found}.`);
}

/** `Design`, or `2.1, 2.2 and Build`: a name with “and” in it stands before two names. */
export function tasksOf(state: ChangeState, words: string): DraftTask[] {
  const names = words.split(/\s*(?:,|&|\band\b)\s*/i).filter(Boolean);
  if (names.length < 2) return [taskOf(state, words)];
  const whole = findTask(state.basis.tasks, words);
  return typeof whole === 'string' ? names.map((name) => taskOf(state, name)) : [whole];
}

/** The same with each of several tasks. */
export const forEach = (
  tasks: readonly DraftTask[],
  state: ChangeState,
  change: (state: ChangeState, task: DraftTask) => ChangeState,
): ChangeState => tasks.reduce(change, state);

/** A change that its first word says, made to each task behind it: `remove 2.3 and 2.4`. */
export const eachBehind =
  (verb: RegExp, change: (state: ChangeState, task: DraftTask) => ChangeState): Step['apply'] =>
  (text, state) => {
    const found = verb.exec(text);
    if (!found || found.index > 0) return undefined;
    return forEach(tasksOf(state, text.slice(found[0].length)), state, change);
  };

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
  return { ...changed(state, { tasks }, sentence), last: task.code };
}
