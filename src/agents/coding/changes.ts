import { type StructuredPatchHunk, structuredPatch } from 'diff';
import type { FileChange } from '../../core/index.ts';
import { fileHeader, sideLines } from '../../platform/git-diff.ts';

export interface FileState {
  content: string;
  executable: boolean;
}

/** One file before and after; absent means that it is not there. */
export interface FileEdit {
  path: string;
  /** Where it was, when it was moved. */
  previousPath?: string | undefined;
  before: FileState | undefined;
  after: FileState | undefined;
}

const contextLines = 3;
/** Beyond this many changed lines the search for the shortest diff takes too long; the file is shown as replaced. */
const maxEditLength = 2_000;
/** The same for all files of one change together; each file may have at least the smaller number. */
const editBudget = 4_000;
const minEditLength = 100;

const compareBytes = (a: FileEdit, b: FileEdit): number => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));

const isMoved = (edit: FileEdit): boolean => edit.previousPath !== undefined && edit.previousPath !== edit.path;

const isChanged = (edit: FileEdit): boolean =>
  isMoved(edit) ||
  edit.before?.content !== edit.after?.content ||
  edit.before?.executable !== edit.after?.executable ||
  (edit.before === undefined) !== (edit.after === undefined);

/** The edits that change something, in the order in which git lists them. */
const effective = (edits: readonly FileEdit[]): FileEdit[] => edits.filter(isChanged).sort(compareBytes);

function toChange({ path, previousPath, before, after }: FileEdit): FileChange {
  if (after === undefined) return { action: 'delete', path };
  const mode = after.executable === (before?.executable ?? false) ? {} : { executable: after.executable };
  const text = after.content === before?.content ? {} : { content: after.content };
  if (before === undefined) return { action: 'create', path, ...text, ...mode };
  if (previousPath === undefined || previousPath === path) return { action: 'update', path, ...text, ...mode };
  return { action: 'move', path, previousPath, ...text, ...mode };
}

export const toChanges = (edits: readonly FileEdit[]): FileChange[] => effective(edits).map(toChange);

const modeOf = (state: FileState): string => (state.executable ? '100755' : '100644');

function range(start: number, count: number): string {
  if (count === 1) return String(start);
  return count === 0 ? `${start - 1},0` : `${start},${count}`;
}

type Hunks = readonly StructuredPatchHunk[];

const hunksBetween = (before: string, after: string, longest: number): Hunks | undefined =>
  structuredPatch('', '', before, after, undefined, undefined, { context: contextLines, maxEditLength: longest })
    ?.hunks;

const asLines = (content: string, sign: '+' | '-'): string[] => {
  const lines = content.split('\n').map((line) => `${sign}${line}`);
  return content.endsWith('\n') ? lines.slice(0, -1) : [...lines, '\\ No newline at end of file'];
};

/** All lines out, all lines in. */
function replacement(before: string, after: string): Hunks {
  const [removed, added] = [asLines(before, '-'), asLines(after, '+')];
  const count = (lines: readonly string[]): number => lines.filter((line) => !line.startsWith('\\')).length;
  const lines = [...removed, ...added];
  return [{ oldStart: 1, oldLines: count(removed), newStart: 1, newLines: count(added), lines }];
}

const renderHunks = (hunks: Hunks): string =>
  hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) =>
      [`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`, ...lines, ''].join('\n'),
    )
    .join('');

/** Where one side is empty there is nothing to search for. */
function hunksOf(before: string, after: string, longest: number): Hunks {
  if (before === after) return [];
  const isSearch = before !== '' && after !== '';
  return hunksBetween(before, after, isSearch ? longest : Number.MAX_SAFE_INTEGER) ?? replacement(before, after);
}

function fileDiff({ path, previousPath = path, before, after }: FileEdit, longest: number): string {
  const header = { path, previousPath, oldMode: before && modeOf(before), newMode: after && modeOf(after) };
  const hunks = renderHunks(hunksOf(before?.content ?? '', after?.content ?? '', longest));
  return `${fileHeader(header)}${hunks === '' ? '' : sideLines(header)}${hunks}`;
}

/** What `git diff` prints for these edits, without the index lines and the headings behind the hunks' line numbers. */
export function diffText(edits: readonly FileEdit[]): string {
  let left = editBudget;
  return effective(edits)
    .map((edit) => {
      const diff = fileDiff(edit, Math.max(minEditLength, Math.min(maxEditLength, left)));
      const { added, removed } = countLines(diff);
      left -= Math.min(maxEditLength, added + removed);
      return diff;
    })
    .join('');
}

/** Added and removed lines of a unified diff. */
export function countLines(diff: string): { added: number; removed: number } {
  const counts = { added: 0, removed: 0 };
  let [left, right] = [0, 0];
  for (const line of diff.split('\n')) {
    const header = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (header) [left, right] = [Number(header[1] ?? 1), Number(header[2] ?? 1)];
    else if (line.startsWith('+') && right > 0) [counts.added, right] = [counts.added + 1, right - 1];
    else if (line.startsWith('-') && left > 0) [counts.removed, left] = [counts.removed + 1, left - 1];
    else if (line.startsWith(' ')) [left, right] = [left - 1, right - 1];
  }
  return counts;
}
