import type { NotUsed } from '../words/not-used.ts';
import { readPlanWords } from './plan-words.ts';

export interface Listed {
  goal: string;
  tasks: string;
  team: string[];
}

const shownLength = 100;
const isRow = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line);
const headingIn = (lines: readonly string[]): string =>
  lines.find((line) => /^#{1,6}\s/.test(line))?.replace(/^#+\s*/, '') ?? '';

/** The first table of a text. */
function tableIn(lines: readonly string[]): { table: string[]; rest: string[] } | undefined {
  const start = lines.findIndex((line, index) => isRow(line) && isRow(lines[index + 1] ?? ''));
  if (start < 0) return undefined;
  const length = lines.slice(start).findIndex((line) => !isRow(line));
  const end = length < 0 ? lines.length : start + length;
  return { table: lines.slice(start, end), rest: [...lines.slice(0, start), ...lines.slice(end)] };
}

/** A goal of several lines, such as a file’s text, may be a list or a table of tasks, with words above and below it. */
export function readDocument({ goal, tasks, team }: Listed): Listed & { notUsed: NotUsed[] } {
  const asIs = { goal, tasks, team, notUsed: [] };
  const lines = goal.trim().split('\n');
  if (lines.length < 2 || tasks.trim() !== '') return asIs;
  const found = tableIn(lines);
  if (found) {
    const title = headingIn(found.rest);
    const beside = found.rest.filter((line) => line.trim() !== '' && line.replace(/^#+\s*/, '') !== title);
    const words = beside.join(' ').slice(0, shownLength).toWellFormed();
    const why = 'it stands beside the table of tasks';
    return {
      goal: title,
      tasks: found.table.join('\n'),
      team,
      notUsed: words === '' ? [] : [{ words, why, instead: '' }],
    };
  }
  const read = readPlanWords(goal);
  if (typeof read.tasks !== 'string') return asIs;
  const title = typeof read.goal === 'string' ? read.goal.replace(/^#+\s*/, '') : '';
  const named = Array.isArray(read.team) ? read.team.filter((each) => typeof each === 'string') : [];
  return { goal: title, tasks: read.tasks, team: [...team, ...named], notUsed: [] };
}
