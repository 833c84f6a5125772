import { isAppError } from '../../../core/index.ts';
import { readDate } from '../days/dates.ts';
import { type Estimate, estimateOf, readDays, takeEstimate } from '../days/estimate.ts';
import { lastWorkDay, workDaysBetween } from '../days/work-days.ts';
import { isEvent } from '../goal/event-words.ts';
import type { NotUsed } from '../words/not-used.ts';
import { shortened } from '../words/quote.ts';
import { type LinkWords, readLinks } from './link-words.ts';
import { type Faults, type ListedTask, maxTasks, type ReadList, tooMany } from './list-lines.ts';
import { rowsOf, type TableRow } from './table-cells.ts';
import { type ColumnKind, type Columns, columnsOf, isHead, isNothing } from './table-columns.ts';
import { faultOf, type LineContext, maxLineLength } from './task-line.ts';

const maxPhaseLength = 60;
const sums = /^(?:(?:grand )?total|sum|summe|gesamt|合计|总计)\b/i;
const yes = /^(?:x|y|yes|true|ja|1|✓|✔|☑|milestone|meilenstein)$/i;

type Cell = (kind: ColumnKind) => string;

const cellsOf =
  ({ cells }: TableRow, { places }: Columns): Cell =>
  (kind) => {
    const cell = cells[places.get(kind) ?? -1] ?? '';
    return isNothing(cell) ? '' : cell;
  };

const bareNumber = /^\d{1,5}(?:[.,]\d{1,3})?$/;
const inDays = (cell: string, unit: string): number => readDays(cell.replace(/[^\d.,].*$/s, ''), unit);

/** `5`, `5d`, `2/3/6`, or three columns. */
function estimateIn(cell: Cell, unit: string): Estimate | undefined {
  const [low, likely, high] = (['optimistic', 'likely', 'pessimistic'] as const).map((kind) => cell(kind));
  if (low && likely && high && [low, likely, high].every((each) => /^\d/.test(each)))
    return estimateOf(inDays(low, unit), inDays(likely, unit), inDays(high, unit));
  const written = cell('days') || (likely ?? '');
  if (bareNumber.test(written)) {
    const days = readDays(written, unit);
    return { days, optimisticDays: days, pessimisticDays: days };
  }
  return takeEstimate(/\d\s*$/.test(written) ? `${written} ${unit}` : written)?.estimate;
}

/** `1, 2FS+1d; Build`: as spreadsheets and project tools write what comes before. */
const linksIn = (cell: string): LinkWords[] =>
  readLinks(
    cell
      .replace(/[;\n]/g, ',')
      .replace(/(\d)\s*(FS|SS|FF|SF)(?=\W|$)/gi, '$1 $2')
      .replace(/([+-]\s*\d+)(?=\s*(?:,|$))/g, '$1d'),
  )
    .filter(({ task }) => task !== '')
    .map((link) => ({ ...link, mayBeOwner: false }));

function dayIn(cell: string, now: Date): { date: string; fault: string } {
  if (cell === '') return { date: '', fault: '' };
  try {
    return { date: readDate(cell, now, 'tasks'), fault: '' };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { date: '', fault: error.message };
  }
}

interface ReadRow {
  task: Omit<ListedTask, 'line' | 'phase' | 'code'>;
  fault: string;
  /** The day in its column of ends, where it said nothing new. */
  isFinishUnused: boolean;
  finish: string;
}

function readRow(cell: Cell, { unit }: Columns, now: Date): ReadRow {
  const [start, finish] = [dayIn(cell('start'), now), dayIn(cell('finish'), now)];
  const written = estimateIn(cell, unit);
  const isMoment = finish.date !== '' && start.date === '' && !written && isEvent(cell('name'));
  const isMilestone =
    isMoment || yes.test(cell('milestone')) || written?.days === 0 || /\bmilestone\b/i.test(cell('days'));
  const span = start.date !== '' && finish.date >= start.date ? workDaysBetween(start.date, finish.date) + 1 : 0;
  const spanned = span > 0 && !written ? { days: span, optimisticDays: span, pessimisticDays: span } : undefined;
  const on = isMoment ? finish.date : '';
  const notBefore = start.date || (on === '' ? (isMilestone ? finish.date : '') : lastWorkDay(on));
  const task = {
    label: cell('label').replace(/[.)]$/, ''),
    name: cell('name').replace(/\s+/g, ' ').trim(),
    estimate: isMilestone ? undefined : (written ?? spanned),
    isMilestone,
    isNamedMilestone: isMilestone,
    owner: cell('owner')
      .replace(/(^|\s)@/g, '$1')
      .slice(0, 80),
    after: linksIn(cell('after')),
    before: [],
    notBefore,
    on,
    by: '',
    isBeside: false,
  };
  const unread =
    cell('days') !== '' && !written && !isMilestone
      ? `the duration “${cell('days')}” cannot be read. Write a number of days, or 2w`
      : '';
  const isFinishUnused = finish.date !== '' && !spanned && notBefore !== finish.date;
  return {
    task,
    finish: finish.date,
    fault: start.fault || finish.fault || unread || (faultOf(task) ?? ''),
    isFinishUnused,
  };
}

/** Says nothing but its name, where others say more: a heading between the rows. */
const isHeading = ({ cells }: TableRow, { places }: Columns, rows: readonly TableRow[]): boolean => {
  const isLone = (row: string[]): boolean =>
    row.every((each, place) => place === places.get('name') || place === places.get('label') || isNothing(each));
  return isLone(cells) && rows.some((row) => !isLone(row.cells));
};

function unusedColumns({ others }: Columns, rows: readonly TableRow[]): NotUsed[] {
  return [...others]
    .filter(([place]) => rows.some(({ cells }) => !isNothing(cells[place] ?? '')))
    .map(([, head]) => ({
      words: `column ${shortened(head, 40)}`,
      why: 'a plan has no place for it',
      instead: '',
    }));
}

const endsUnused: NotUsed = {
  words: 'the column of ends',
  why: 'the end of a task follows from its start, its duration and what it waits for; the last of them is the deadline',
  instead: '',
};

/** A table that was pasted from a spreadsheet, a project tool or Markdown; undefined for a text that is none. */
export function readTableList(
  text: string,
  context: Omit<LineContext, 'ordinal'>,
  faults: Faults,
): ReadList | undefined {
  const all = rowsOf(text, isHead);
  if (!all || all.length === 0) return undefined;
  const columns = columnsOf(all);
  if (!columns.places.has('name')) return undefined;
  const rows = columns.hasHead ? all.slice(1) : all;
  const tasks: ListedTask[] = [];
  const notUsed = unusedColumns(columns, rows);
  const ends: string[] = [];
  let phase = '';
  for (const row of rows) {
    const cell = cellsOf(row, columns);
    const name = cell('name');
    if (row.cells.join('').length > maxLineLength) {
      faults.add(row.line, row.cells.join(' '), `has more than ${maxLineLength} characters. Shorten it`);
      continue;
    }
    if (sums.test(name))
      notUsed.push({ words: row.cells.filter(Boolean).join(' '), why: 'sums are reckoned anew', instead: '' });
    else if (isHeading(row, columns, rows)) phase = name.slice(0, maxPhaseLength);
    else {
      if (tasks.length >= maxTasks) throw tooMany();
      const { task, fault, isFinishUnused, finish } = readRow(cell, columns, context.now);
      if (fault !== '') faults.add(row.line, row.cells.join(' '), fault);
      else tasks.push({ ...task, line: row.line, phase: cell('phase').slice(0, maxPhaseLength) || phase, code: '' });
      if (finish !== '') ends.push(finish);
      if (isFinishUnused && !notUsed.includes(endsUnused)) notUsed.push(endsUnused);
    }
  }
  const starts = tasks.map(({ notBefore, isMilestone }) => (isMilestone ? '' : notBefore)).filter((day) => day !== '');
  return { tasks, notUsed, start: starts.toSorted()[0] ?? '', deadline: ends.toSorted().at(-1) ?? '' };
}
