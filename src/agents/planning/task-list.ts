import { AppError, type TaskLink } from '../../core/index.ts';
import { findTask, nearestName } from './find-task.ts';
import type { DraftTask } from './schedule.ts';
import { type LineContext, type LinkWords, readTaskLine, type TaskLine } from './task-line.ts';

export const maxTasks = 200;
const shownFaults = 5;

/** Tasks that are linked and estimated, and what was taken for granted about them. */
export interface Draft {
  tasks: DraftTask[];
  assumptions: string[];
}

interface NumberedLine extends TaskLine {
  /** Of the text, from 1. */
  line: number;
  phase: string;
  code: string;
}

const heading = /^(?:#{1,4}\s+(.+?)|\*\*([^*]+)\*\*:?|(.+):)$/u;
const emptyHeading = /^(?:tasks?|task list|to ?dos?|plan|steps|work)$/i;
/** Without an estimate of its own: somebody else's guess is better than none, and is said. */
const unestimated = { days: 2, optimisticDays: 1, pessimisticDays: 4 };

const segmentsOf = (text: string): { line: number; text: string }[] =>
  text.split(/\r?\n/).flatMap((line, index) =>
    line
      .split(';')
      .map((segment) => ({ line: index + 1, text: segment.trim() }))
      .filter((segment) => segment.text !== ''),
  );

const hasDuration = /\d\s*(?:h|hrs?|hours?|d|days?|w|wks?|weeks?|months?)\b/i;
const isTaskLike = (text: string): boolean =>
  hasDuration.test(text) ||
  /^\s*(?:[-*•]|\d{1,3}[.)])\s+\S/.test(text) ||
  /\bmilestone\b/i.test(text) ||
  / after /i.test(text);

/** At least two entries, most of which have a number, a bullet, a duration or a link. */
export function looksLikeTaskList(text: string): boolean {
  const entries = segmentsOf(text).filter((segment) => !heading.test(segment.text));
  return entries.length > 1 && entries.filter((entry) => isTaskLike(entry.text)).length / entries.length > 0.6;
}

class Faults {
  readonly #found: string[] = [];

  add(line: number, text: string, fault: string): void {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    this.#found.push(`Line ${line} (“${shown}”): ${fault.replace(/\.$/, '')}.`);
  }

  /** All at once, so that nobody mends one to be told of the next. */
  throwIfAny(): void {
    const more = this.#found.length - shownFaults;
    const words = [...this.#found.slice(0, shownFaults), ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n');
    if (words !== '') throw new AppError('input.invalid', words, { fields: { tasks: words } });
  }
}

function readLines(text: string, context: Omit<LineContext, 'ordinal'>, faults: Faults): NumberedLine[] {
  const lines: NumberedLine[] = [];
  let phase = '';
  for (const segment of segmentsOf(text)) {
    const [, ...names] = heading.exec(segment.text) ?? [];
    const title = names.find((name) => name !== undefined);
    if (title !== undefined && !hasDuration.test(title)) {
      phase = emptyHeading.test(title.trim()) ? '' : title.trim().slice(0, 60);
      continue;
    }
    if (lines.length >= maxTasks) throw tooMany();
    const read = readTaskLine(segment.text, { ...context, ordinal: lines.length + 1 });
    if (typeof read === 'string') faults.add(segment.line, segment.text, read);
    else lines.push({ ...read, line: segment.line, phase, code: '' });
  }
  return lines;
}

const tooMany = (): AppError =>
  new AppError(
    'input.invalid',
    `A plan has at most ${maxTasks} tasks. Make several plans, or put small tasks together.`,
    {
      fields: { tasks: `at most ${maxTasks} tasks` },
    },
  );

/** The numbers that the list itself has where each line has one; otherwise phase and place, or just the place. */
function giveCodes(lines: readonly NumberedLine[]): NumberedLine[] {
  const labels = new Set(lines.map(({ label }) => label));
  if (!labels.has('') && labels.size === lines.length) return lines.map((line) => ({ ...line, code: line.label }));
  const phases = [...new Set(lines.map(({ phase }) => phase))];
  const counts = new Map<string, number>();
  return lines.map((line) => {
    const place = (counts.get(line.phase) ?? 0) + 1;
    counts.set(line.phase, place);
    return {
      ...line,
      code: phases.length > 1 || line.phase !== '' ? `${phases.indexOf(line.phase) + 1}.${place}` : `${place}`,
    };
  });
}

function refuseDoubles(lines: readonly NumberedLine[], faults: Faults): void {
  const first = new Map<string, NumberedLine>();
  for (const line of lines) {
    const before = first.get(line.name.toLowerCase());
    if (before) faults.add(line.line, line.name, `is there already in line ${before.line}. Give it another name`);
    else first.set(line.name.toLowerCase(), line);
  }
}

interface Resolved {
  links: TaskLink[];
  owner: string;
  faults: string[];
}

/** Which tasks the links of a line mean. What is none, behind a comma, is the owner. */
function resolve(line: NumberedLine, words: readonly LinkWords[], lines: readonly NumberedLine[]): Resolved {
  const found: Resolved = { links: [], owner: line.owner, faults: [] };
  const others = lines.filter((other) => other !== line);
  const byLabel = (task: string) => others.find(({ label }) => label !== '' && label === task.replace(/^#/, ''));
  const whole = words.map(({ task }) => task).join(' and ');
  const asOne = words.length > 1 ? others.find(({ name }) => name.toLowerCase() === whole.toLowerCase()) : undefined;
  if (asOne) return { ...found, links: [linkTo(asOne, words.at(-1) as LinkWords)] };
  for (const link of words) {
    const task = byLabel(link.task) ?? findTask(others, link.task);
    if (typeof task !== 'string') found.links.push(linkTo(task, link));
    else if (line.name.toLowerCase() === link.task.toLowerCase() || line.code === link.task)
      found.faults.push('waits for itself. Take “after” away');
    else if (link.mayBeOwner && found.owner === '' && /^\p{L}/u.test(link.task) && !nearestName(others, link.task))
      found.owner = link.task;
    else found.faults.push(task);
  }
  return found;
}

const linkTo = ({ code }: { code: string }, { kind, lagDays }: LinkWords): TaskLink => ({ code, kind, lagDays });

const unique = (links: readonly TaskLink[]): TaskLink[] => [
  ...new Map(links.map((link) => [`${link.code} ${link.kind}`, link])).values(),
];

function toTask(line: NumberedLine, after: readonly TaskLink[], owner: string): DraftTask {
  const { code, name, phase, isMilestone, notBefore } = line;
  const none = { days: 0, optimisticDays: 0, pessimisticDays: 0 };
  const estimate = isMilestone ? none : (line.estimate ?? unestimated);
  return { code, name, phase, ...estimate, after: unique(after), owner, isMilestone, notBefore };
}

function link(lines: readonly NumberedLine[], faults: Faults): DraftTask[] {
  const after = new Map<string, TaskLink[]>(lines.map(({ code }) => [code, []]));
  const owners = new Map<string, string>();
  for (const line of lines) {
    const behind = resolve(line, line.after, lines);
    const ahead = resolve({ ...line, owner: behind.owner }, line.before, lines);
    for (const fault of [...behind.faults, ...ahead.faults]) faults.add(line.line, line.name, fault);
    after.get(line.code)?.push(...behind.links);
    for (const { code, kind, lagDays } of ahead.links) after.get(code)?.push({ code: line.code, kind, lagDays });
    owners.set(line.code, ahead.owner);
  }
  return lines.map((line) => toTask(line, after.get(line.code) ?? [], owners.get(line.code) ?? ''));
}

const behind = ({ code }: { code: string }): TaskLink => ({ code, kind: 'finish-to-start', lagDays: 0 });

/** Without any link each task follows the one before; a milestone without one stands behind all before it. */
function linkByPlace(tasks: readonly DraftTask[]): { tasks: DraftTask[]; assumption: string[] } {
  const isUnlinked = tasks.every(({ after, notBefore }) => after.length === 0 && notBefore === '');
  if (isUnlinked && tasks.length > 1)
    return {
      tasks: tasks.map((task, index) =>
        index > 0 ? { ...task, after: [behind(tasks[index - 1] as DraftTask)] } : task,
      ),
      assumption: ['No links were given (“after …”), so each task follows the one before it.'],
    };
  const linked = tasks.map((task, index) =>
    task.isMilestone && task.after.length === 0 && task.notBefore === ''
      ? { ...task, after: tasks.slice(0, index).map(behind) }
      : task,
  );
  return { tasks: linked, assumption: [] };
}

/** A list of tasks, one a line or between semicolons. Throws with all faults, each with its line and what to write. */
export function readTaskList(text: string, context: Omit<LineContext, 'ordinal'>): Draft {
  const faults = new Faults();
  const lines = giveCodes(readLines(text, context, faults));
  refuseDoubles(lines, faults);
  faults.throwIfAny();
  const tasks = link(lines, faults);
  faults.throwIfAny();
  const placed = linkByPlace(tasks);
  const guessed = lines.filter(({ estimate, isMilestone }) => !estimate && !isMilestone).map(({ code }) => code);
  const guess =
    guessed.length > 0
      ? [
          `No duration was given for ${guessed.slice(0, 5).join(', ')}${guessed.length > 5 ? ' and more' : ''}: taken as 2 days.`,
        ]
      : [];
  return { tasks: placed.tasks, assumptions: [...placed.assumption, ...guess] };
}
