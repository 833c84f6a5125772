import { AppError } from '../../core/index.ts';
import type { Hunk } from './patch.ts';

/** A line with its ending. Lines that an earlier hunk wrote are not matched again. */
interface Line {
  text: string;
  isPatched: boolean;
}
interface Sides {
  before: string[];
  after: string[];
  /** Whether unchanged lines follow the last change; without them the hunk belongs at the end of the file. */
  hasTrail: boolean;
}
/** How many lines may still be compared, for all hunks of a patch together. */
export interface Budget {
  comparisons: number;
}

/** Lines that repeat can make the search for a place take the product of the lines of file and hunk. */
export const newBudget = (): Budget => ({ comparisons: 5_000_000 });

const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function sidesOf(hunk: Hunk): Sides {
  const sides: Sides = { before: [], after: [], hasTrail: false };
  hunk.lines.forEach((line, index) => {
    if (line.startsWith('\\')) return;
    const text = `${line.slice(1)}${hunk.lines[index + 1]?.startsWith('\\') ? '' : '\n'}`;
    if (!line.startsWith('+')) sides.before.push(text);
    if (!line.startsWith('-')) sides.after.push(text);
    sides.hasTrail = !/^[+-]/.test(line);
  });
  return sides;
}

/** Chats turn `\r\n` into `\n`: where the whole file and no line of the patch has it, it is put back, and the other way round. */
function endingsLike(content: string, hunks: readonly Hunk[]): (text: string) => string {
  const breaks = content.match(/\r?\n/g) ?? [];
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => !line.startsWith('\\'));
  const returns = lines.filter((line) => line.endsWith('\r')).length;
  if (breaks.length > 0 && breaks.every((each) => each === '\r\n') && returns === 0) {
    return (text) => text.replace(/\n$/, '\r\n');
  }
  const isWindowsPatch = returns > 0 && returns === lines.length;
  if (isWindowsPatch && breaks.length > 0 && breaks.every((each) => each === '\n')) {
    return (text) => text.replace(/\r(?=\n?$)/, '');
  }
  return (text) => text;
}

function fits(lines: readonly Line[], before: readonly string[], at: number, budget: Budget): boolean {
  if (at < 0 || at + before.length > lines.length) return false;
  const other = before.findIndex((text, index) => lines[at + index]?.text !== text || lines[at + index]?.isPatched);
  budget.comparisons -= other < 0 ? before.length : other + 1;
  return other < 0;
}

/** Where the hunk stands: at its line, or the nearest other place, forwards first; as `git apply` without fuzz. */
function placeOf(lines: readonly Line[], hunk: Hunk, sides: Sides, budget: Budget): number | undefined {
  const { before, hasTrail } = sides;
  const end = lines.length - before.length;
  const isAt = (place: number): boolean => fits(lines, before, place, budget);
  if (hunk.oldStart <= 1 && !hasTrail) return end === 0 && isAt(0) ? 0 : undefined;
  if (hunk.oldStart <= 1) return isAt(0) ? 0 : undefined;
  if (!hasTrail) return isAt(end) ? end : undefined;
  const expected = Math.min(Math.max(hunk.newStart - 1, 0), lines.length);
  for (let distance = 0; distance <= lines.length && budget.comparisons > 0; distance += 1) {
    if (isAt(expected + distance)) return expected + distance;
    if (isAt(expected - distance)) return expected - distance;
  }
  return undefined;
}

const shown = (text: string | undefined): string =>
  text === undefined ? 'the end of the file' : JSON.stringify(text.replace(/\r?\n$/, '').slice(0, 200));

const nameOf = (path: string, number: number, hunk: Hunk): string => `${path}, hunk ${number} (line ${hunk.oldStart})`;

/** Where the budget ran out nobody knows whether the hunk fits somewhere. */
const lost = (path: string, number: number, hunk: Hunk): AppError =>
  new AppError(
    'input.invalid',
    `${nameOf(path, number, hunk)} is not at its line, and its lines repeat too often to search for it. Make the patch again from the present state of the target branch, so that the line numbers are right.`,
  );

/** Says where the hunk and the file part ways, at the place that the hunk itself names. */
function misfit(path: string, number: number, hunk: Hunk, lines: readonly Line[], sides: Sides): AppError {
  const start = hunk.oldStart <= 1 ? 0 : Math.max(hunk.newStart - 1, 0);
  const index = sides.before.findIndex((text, each) => lines[start + each]?.text !== text);
  const reason =
    index >= 0
      ? `expected ${shown(sides.before[index])} at line ${start + index + 1}, found ${shown(lines[start + index]?.text)}`
      : 'no unchanged line follows it, so it must stand at the end of the file, and it does not';
  const advice = 'Make the patch again from the present state of the target branch, with three lines of context.';
  return new AppError('input.invalid', `${nameOf(path, number, hunk)} does not fit: ${reason}. ${advice}`);
}

/** Applies hunks exactly: every line that the patch shows must be there; only its line number may be off. */
export function applyHunks(path: string, content: string, hunks: readonly Hunk[], budget: Budget): string {
  const convert = endingsLike(content, hunks);
  let lines: Line[] = splitLines(content).map((text) => ({ text, isPatched: false }));
  hunks.forEach((hunk, index) => {
    const { before, after, hasTrail } = sidesOf(hunk);
    const sides = { before: before.map(convert), after: after.map(convert), hasTrail };
    const place = placeOf(lines, hunk, sides, budget);
    if (place === undefined && budget.comparisons <= 0) throw lost(path, index + 1, hunk);
    if (place === undefined) throw misfit(path, index + 1, hunk, lines, sides);
    const written = sides.after.map((text) => ({ text, isPatched: true }));
    lines = [...lines.slice(0, place), ...written, ...lines.slice(place + sides.before.length)];
  });
  return lines.map((line) => line.text).join('');
}
