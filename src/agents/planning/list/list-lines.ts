import { AppError } from '../../../core/index.ts';
import type { NotUsed } from '../words/not-used.ts';
import { quoted } from '../words/quote.ts';
import type { TaskLine } from './task-line.ts';

export const maxTasks = 200;

/** A task of a list before it is linked. */
export interface ListedTask extends TaskLine {
  /** Line of the text, from 1. */
  line: number;
  phase: string;
  code: string;
  /** It comes after the line before it, if it names no other. */
  isThen?: boolean;
}

/** What a list or a table holds, before its tasks are linked. */
export interface ReadList {
  tasks: ListedTask[];
  /** What it says and a plan does not hold. */
  notUsed: NotUsed[];
  /** The earliest day that a table names as a start; empty without one. */
  start: string;
  /** The day that it names as its end; empty without one. */
  deadline: string;
}

const shownFaults = 5;
const maxShown = 80;

export class Faults {
  readonly #found: string[] = [];

  add(line: number, text: string, fault: string): void {
    this.#found.push(`Line ${line} (${quoted(text, maxShown)}): ${fault.replace(/\.$/, '')}.`);
  }

  /** All at once, so that nobody mends one to be told of the next. */
  throwIfAny(): void {
    const more = this.#found.length - shownFaults;
    const words = [...this.#found.slice(0, shownFaults), ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n');
    if (words !== '') throw new AppError('input.invalid', words, { fields: { tasks: words } });
  }
}

export const tooMany = (): AppError =>
  new AppError(
    'input.invalid',
    `A plan has at most ${maxTasks} tasks. Make several plans, or put small tasks together.`,
    { fields: { tasks: `at most ${maxTasks} tasks` } },
  );
