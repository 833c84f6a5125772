import type { Repository } from './repository.ts';

export interface FileDiff {
  oldPath: string;
  newPath: string;
  oldMode: string;
  newMode: string;
  added: boolean;
  renamed: boolean;
  deleted: boolean;
  binary: boolean;
  tooLarge: boolean;
  /** From the first `@@` on, as GitLab answers it. */
  patch: string;
}

/** GitLab's default `diff_max_patch_bytes`: a larger patch is named but not shown. */
const maxPatchBytes = 204_800;

export async function diffTrees(repository: Repository, from: string, to: string): Promise<FileDiff[]> {
  const output = await repository.text([
    'diff-tree',
    '-r',
    '-M',
    '-z',
    '--raw',
    '--patch',
    '--full-index',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    from,
    to,
  ]);
  const { changes, rest } = readRaw(output);
  const sections = splitSections(rest);
  return changes.map((change, index) => withPatch(change, sections[index] ?? ''));
}

export async function countChangedFiles(repository: Repository, from: string, to: string): Promise<number> {
  const output = await repository.text(['diff-tree', '-r', '-M', '-z', '--name-only', from, to]);
  return output.split('\0').length - 1;
}

type Change = Omit<FileDiff, 'patch' | 'binary' | 'tooLarge'>;

/** `:100644 100755 <sha> <sha> M\0path\0`, renames with two paths; the patches follow after an empty record. */
function readRaw(output: string): { changes: Change[]; rest: string } {
  const changes: Change[] = [];
  let at = 0;
  const next = (): string => {
    const end = output.indexOf('\0', at);
    const record = output.slice(at, end === -1 ? output.length : end);
    at = end === -1 ? output.length : end + 1;
    return record;
  };
  while (output[at] === ':') {
    const [oldMode = '', newMode = '', , , status = ''] = next().slice(1).split(' ');
    const oldPath = next();
    const newPath = /^[RC]/.test(status) ? next() : oldPath;
    changes.push(...toChanges({ oldMode, newMode, oldPath, newPath, status }));
  }
  return { changes, rest: output.slice(output[at] === '\0' ? at + 1 : at) };
}

interface RawChange {
  oldMode: string;
  newMode: string;
  oldPath: string;
  newPath: string;
  status: string;
}

function toChanges({ oldMode, newMode, oldPath, newPath, status }: RawChange): Change[] {
  const change: Change = {
    oldPath,
    newPath,
    oldMode: shortMode(oldMode),
    newMode: shortMode(newMode),
    added: status === 'A',
    renamed: status.startsWith('R'),
    deleted: status === 'D',
  };
  if (status !== 'T') return [change];
  // A file that became a link (or back): git prints a deletion and an addition.
  return [
    { ...change, newMode: '0', deleted: true },
    { ...change, oldMode: '0', added: true },
  ];
}

const shortMode = (mode: string): string => (mode === '000000' ? '0' : mode);

/** A content line starts with a blank, a sign or a backslash, so a line that starts with `diff --git ` is a heading. */
function splitSections(patches: string): string[] {
  if (patches === '') return [];
  return `\n${patches}`.split('\ndiff --git ').slice(1);
}

function withPatch(change: Change, section: string): FileDiff {
  const hunks = section.indexOf('\n@@ ');
  const binaryAt = hunks === -1 ? section.indexOf('\nBinary files ') : -1;
  const start = hunks === -1 ? binaryAt : hunks;
  const body = start === -1 ? '' : section.slice(start + 1);
  const patch = body === '' || body.endsWith('\n') ? body : `${body}\n`;
  const tooLarge = Buffer.byteLength(patch) > maxPatchBytes;
  return { ...change, binary: binaryAt !== -1, tooLarge, patch: tooLarge ? '' : patch };
}

/** The same with git's two heading lines, as `unidiff=true` asks for it. */
export function unifiedPatch(diff: FileDiff): string {
  if (!diff.patch.startsWith('@@')) return diff.patch;
  const old = diff.added ? '/dev/null' : `a/${diff.oldPath}`;
  const current = diff.deleted ? '/dev/null' : `b/${diff.newPath}`;
  return `--- ${old}\n+++ ${current}\n${diff.patch}`;
}
