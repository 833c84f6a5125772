import { nameInCommand, sideName, unquote } from './diff-names.ts';

export interface DiffLine {
  kind: 'header' | 'hunk' | 'added' | 'removed' | 'context' | 'note';
  old: number | undefined;
  current: number | undefined;
  text: string;
}

export interface DiffFile {
  path: string;
  /** Where it was, when it was moved. */
  previousPath: string | undefined;
  change: 'new' | 'deleted' | 'moved' | 'changed';
  lines: DiffLine[];
  added: number;
  removed: number;
}

interface Reader {
  files: DiffFile[];
  /** Lines of the present hunk that are still to come, on each side. */
  left: { old: number; current: number };
  at: { old: number; current: number };
  /** Both sides of the present file were named: the next names begin another one. */
  hasSides: boolean;
}

function begin(reader: Reader, path: string): DiffFile {
  const file: DiffFile = { path, previousPath: undefined, change: 'changed', lines: [], added: 0, removed: 0 };
  reader.files.push(file);
  reader.hasSides = false;
  return file;
}

function put(reader: Reader, kind: DiffLine['kind'], text: string): void {
  const { at, left, files } = reader;
  const file = files.at(-1) ?? begin(reader, '');
  const isOld = kind === 'removed' || kind === 'context';
  const isCurrent = kind === 'added' || kind === 'context';
  file.lines.push({ kind, text, old: isOld ? at.old++ : undefined, current: isCurrent ? at.current++ : undefined });
  if (isOld) left.old -= 1;
  if (isCurrent) left.current -= 1;
  if (kind === 'added') file.added += 1;
  if (kind === 'removed') file.removed += 1;
}

function readMove(file: DiffFile, line: string): void {
  if (line.startsWith('new file mode')) file.change = 'new';
  if (line.startsWith('deleted file mode')) file.change = 'deleted';
  if (line.startsWith('rename to ')) file.path = unquote(line.slice(10));
  if (!line.startsWith('rename from ')) return;
  file.previousPath = unquote(line.slice(12));
  file.change = 'moved';
}

function readSide(file: DiffFile, line: string, absent: DiffFile['change']): void {
  const name = sideName(line.slice(4));
  if (name === '') file.change = absent;
  else file.path = name;
}

function readHeader(reader: Reader, line: string): void {
  const isOldSide = line.startsWith('--- ');
  if (line.startsWith('diff --git ')) begin(reader, nameInCommand(line));
  else if (isOldSide && reader.hasSides) begin(reader, '');
  const file = reader.files.at(-1) ?? begin(reader, '');
  readMove(file, line);
  if (isOldSide) readSide(file, line, 'new');
  if (line.startsWith('+++ ')) {
    readSide(file, line, 'deleted');
    reader.hasSides = true;
  }
  put(reader, 'header', line);
}

function readHunk(reader: Reader, line: string): boolean {
  const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
  if (!hunk) return false;
  const [, old, oldCount = '1', current, currentCount = '1'] = hunk;
  reader.at = { old: Number(old), current: Number(current) };
  reader.left = { old: Number(oldCount), current: Number(currentCount) };
  put(reader, 'hunk', line);
  return true;
}

/** What the first letter of a line says inside a hunk. */
const bodyKinds: Readonly<Record<string, DiffLine['kind']>> = {
  '+': 'added',
  '-': 'removed',
  ' ': 'context',
  '': 'context',
};

function readLine(reader: Reader, line: string): void {
  const isInHunk = reader.left.old > 0 || reader.left.current > 0;
  const kind = isInHunk ? bodyKinds[line.charAt(0)] : undefined;
  if (kind) put(reader, kind, line.slice(1));
  else if (line.startsWith('\\')) put(reader, 'note', line.slice(1).trim());
  else if (!readHunk(reader, line)) readHeader(reader, line);
}

/** Reads a unified diff. Each of its lines comes out once: an approver sees all that there is. */
export function readDiff(diff: string): DiffFile[] {
  const reader: Reader = { files: [], left: { old: 0, current: 0 }, at: { old: 0, current: 0 }, hasSides: false };
  for (const line of diff.replace(/\n$/, '').split('\n')) readLine(reader, line);
  return reader.files;
}
