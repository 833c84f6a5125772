import { plainDigits } from '../days/digits.ts';
import { anyMonthPattern } from '../days/months.ts';
import type { DraftTask } from '../plan/schedule.ts';
import type { NotUsed } from '../words/not-used.ts';
import { withForeignLinks } from './foreign-links.ts';
import { linked, linkedByPlace } from './link-tasks.ts';
import { deadlineIn } from './list-deadline.ts';
import { Faults, type ListedTask, maxTasks } from './list-lines.ts';
import { rowsOf } from './table-cells.ts';
import { isHead } from './table-columns.ts';
import { readTableList } from './table-list.ts';
import { bullets, type LineContext, maxLineLength, milestoneWord } from './task-line.ts';
import { entriesOf, hasDuration, headingOf, readTextList } from './text-list.ts';

export { maxTasks };

/** Tasks that are linked and estimated, and what was taken for granted about them. */
export interface Draft {
  tasks: DraftTask[];
  assumptions: string[];
  notUsed: NotUsed[];
  /** The earliest start that a table names; empty without one. */
  start: string;
  /** The day by which its last part should be there; empty without one. */
  deadline: string;
}

const dated = /\b(?:on|by|from|until|due|am|ab|bis)\s.*\d.*[^.!?]$/i;

const withDay = new RegExp(
  `^[^\\n]{2,60}?(?:[:(–-]|\\s)\\s*(?:\\p{L}{2,3}\\s)?(?:${anyMonthPattern}\\.?\\s*\\d|\\d{1,2}\\.?\\s*${anyMonthPattern}|20\\d\\d-\\d|\\d{1,2}\\.\\d{1,2}\\.)[^\\n]{0,30}$`,
  'iu',
);

/** `Design: Dec 1-5`. */
export const saysDay = (text: string): boolean => withDay.test(text) && !/[.!?]$/.test(text);

const isTaskLike = (text: string): boolean =>
  text.length <= maxLineLength &&
  (hasDuration(text) ||
    bullets.test(text) ||
    /^\s*\d{1,3}(?:[.)]\s+|、)\S/.test(text) ||
    milestoneWord.test(text) ||
    / after /i.test(text) ||
    dated.test(text) ||
    saysDay(text));

/** A table, or at least two entries, most of which have a number, a bullet, a duration or a link. */
export function looksLikeTaskList(written: string): boolean {
  const text = plainDigits(written);
  if (rowsOf(text, isHead)) return true;
  const entries = entriesOf(text).filter((entry) => headingOf(entry.text) === undefined);
  return entries.length > 1 && entries.filter((entry) => isTaskLike(entry.text)).length / entries.length > 0.6;
}

/** The numbers that the list itself has where each line has one; otherwise phase and place, or just the place. */
function withCodes(lines: readonly ListedTask[]): ListedTask[] {
  const labels = new Set(lines.map(({ label }) => label));
  if (!labels.has('') && labels.size === lines.length) return lines.map((line) => ({ ...line, code: line.label }));
  const phases = [...new Set(lines.map(({ phase }) => phase))];
  const counts = new Map<string, number>();
  return lines.map((line) => {
    const place = (counts.get(line.phase) ?? 0) + 1;
    counts.set(line.phase, place);
    const isInPhase = phases.length > 1 || line.phase !== '';
    return { ...line, code: isInPhase ? `${phases.indexOf(line.phase) + 1}.${place}` : `${place}` };
  });
}

/** Two of one name in two phases are told apart by these; in one phase they are a mistake. */
function withOwnNames(lines: readonly ListedTask[], faults: Faults): ListedTask[] {
  const first = new Map<string, ListedTask>();
  return lines.map((line) => {
    const before = first.get(line.name.toLowerCase());
    if (!before) {
      first.set(line.name.toLowerCase(), line);
      return line;
    }
    const name = `${line.name} (${line.phase})`;
    if (line.phase === '' || line.phase === before.phase || first.has(name.toLowerCase())) {
      faults.add(line.line, line.name, `is there already in line ${before.line}. Give it another name`);
      return line;
    }
    first.set(name.toLowerCase(), line);
    return { ...line, name };
  });
}

function guesses(lines: readonly ListedTask[]): string[] {
  const codes = lines.filter(({ estimate, isMilestone }) => !estimate && !isMilestone).map(({ code }) => code);
  if (codes.length === 0) return [];
  const shown = `${codes.slice(0, 5).join(', ')}${codes.length > 5 ? ' and more' : ''}`;
  return [`No duration was given for ${shown}: taken as 2 days.`];
}

/** A list or a table of tasks. Throws with all faults, each with its line and what to write. */
export function readTasks(written: string, context: Omit<LineContext, 'ordinal'>): Draft {
  const text = plainDigits(written);
  const faults = new Faults();
  const {
    tasks: read,
    notUsed,
    start,
    deadline: named,
  } = readTableList(text, context, faults) ?? readTextList(text, context, faults);
  const lines = withForeignLinks(withOwnNames(withCodes(read), faults));
  faults.throwIfAny();
  const tasks = linked(lines, faults);
  faults.throwIfAny();
  const placed = linkedByPlace(tasks, lines);
  const { deadline, notes, notUsed: days } = deadlineIn(lines, named);
  return {
    tasks: placed.tasks,
    assumptions: [...placed.assumption, ...guesses(lines), ...notes],
    notUsed: [...notUsed, ...days],
    start,
    deadline,
  };
}
