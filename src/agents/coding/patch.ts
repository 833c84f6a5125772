import { parsePatch as parseUnified, type StructuredPatch, type StructuredPatchHunk } from 'diff';
import { AppError } from '../../core/index.ts';
import { readPatchText } from './patch-text.ts';
import { checkPath } from './repository-path.ts';

export const maxPatchLength = 1_000_000;
const maxPatchFiles = 100;
const maxHunks = 2_000;

export type Hunk = StructuredPatchHunk;

export interface PatchedFile {
  kind: 'create' | 'update' | 'delete' | 'move' | 'copy';
  path: string;
  /** The file that it starts from; for `move` and `copy` another one than `path`. */
  source: string;
  executable: boolean | undefined;
  hunks: readonly Hunk[];
}

export interface Patch {
  subject: string | undefined;
  body: string;
  files: readonly PatchedFile[];
}

const refuse = (message: string): AppError => new AppError('input.invalid', message);
const nowhere = '/dev/null';

/** Prefixes of the two sides, as git writes them; `mnemonicPrefix` has its own. */
const prefixes = /^[abciwo]\//;

function namesOf(file: StructuredPatch): { old: string; new: string } {
  const [before = '', after = ''] = [file.oldFileName, file.newFileName];
  const both = [before, after].filter((each) => each !== nowhere);
  const areMarked = file.isGit ? both.every((each) => prefixes.test(each)) : isPair(both);
  const strip = (name: string): string => (areMarked && name !== nowhere ? name.slice(name.indexOf('/') + 1) : name);
  return { old: strip(before), new: strip(after) };
}

/** `a/x` and `b/x`, or `old/x` and `new/x`: the first folder is a mark of the side when only it differs. */
function isPair(names: readonly string[]): boolean {
  const [first = '', second] = names;
  if (second === undefined) return prefixes.test(first);
  const rest = (name: string): string => name.slice(name.indexOf('/'));
  return first.includes('/') && second.includes('/') && first !== second && rest(first) === rest(second);
}

function executableOf(file: StructuredPatch, path: string): boolean | undefined {
  for (const mode of [file.oldMode, file.newMode]) {
    if (mode === '120000')
      throw refuse(`${path} is a symbolic link. Links cannot be changed by a patch here: take it out.`);
    if (mode === '160000')
      throw refuse(`${path} is a submodule. Submodules cannot be changed by a patch here: take it out.`);
    if (mode !== undefined && !/^100(644|664|755)$/.test(mode))
      throw refuse(`${path} has the unknown mode ${mode}. Take it out.`);
  }
  const isSet = file.newMode === '100755';
  return file.newMode === undefined || (file.isCreate && !isSet) ? undefined : isSet;
}

function kindOf(file: StructuredPatch, names: { old: string; new: string }): PatchedFile['kind'] {
  if (file.isRename) return 'move';
  if (file.isCopy) return 'copy';
  if (file.isCreate || names.old === nowhere) return 'create';
  if (file.isDelete || names.new === nowhere) return 'delete';
  return 'update';
}

const isNumbered = ({ oldStart, newStart, lines }: Hunk): boolean =>
  Number.isSafeInteger(oldStart) && Number.isSafeInteger(newStart) && lines.length > 0;

function readFile(file: StructuredPatch): PatchedFile {
  const names = namesOf(file);
  const kind = kindOf(file, names);
  const path = checkPath(kind === 'delete' ? names.old : names.new);
  const source = kind === 'move' || kind === 'copy' ? checkPath(names.old) : path;
  if (file.isBinary) throw refuse(`${path} is a binary file. A patch can change text files only: take it out.`);
  if (!file.hunks.every(isNumbered)) throw refuse(`A hunk of ${path} has no line numbers or no lines. Paste it whole.`);
  const executable = executableOf(file, path);
  if (kind === 'update' && file.hunks.length === 0 && executable === undefined) {
    throw refuse(`The patch names ${path} but does not say what changes in it. Paste the patch whole.`);
  }
  return { kind, path, source, executable, hunks: file.hunks };
}

function parseDiff(diff: string): PatchedFile[] {
  if (/^(?:GIT binary patch|Binary files .* differ)$/m.test(diff)) {
    throw refuse('The patch holds a binary file. A patch can change text files only: take it out.');
  }
  const special = /^index [0-9a-f]+\.\.[0-9a-f]+ (120000|160000)$/m.exec(diff);
  if (special)
    throw refuse('The patch changes a symbolic link or a submodule. Only files can be changed here: take it out.');
  return parseCompleted(diff)
    .filter((file) => file.hunks.length > 0 || file.isGit || file.oldFileName !== undefined || file.index !== undefined)
    .map(readFile);
}

/** Chats cut blank lines off the end of a message; those that the last hunk counts on are put back. */
function parseCompleted(diff: string): StructuredPatch[] {
  let fault: unknown;
  for (const blankLines of ['', ' \n', ' \n \n', ' \n \n \n']) {
    try {
      return parseUnified(`${diff}${blankLines}`);
    } catch (error) {
      fault ??= error;
    }
  }
  const reason = fault instanceof Error ? fault.message : 'unknown form';
  throw new AppError('input.invalid', `The patch cannot be read: ${reason}. Paste it whole and unchanged.`, {
    cause: fault,
  });
}

/** Reads a unified diff, `git diff` or `git format-patch` output; several messages are taken in order. */
export function parsePatch(pasted: string): Patch {
  if (pasted.length > maxPatchLength) {
    throw refuse(`The patch has ${pasted.length} characters; at most ${maxPatchLength} are taken. Split it.`);
  }
  if (pasted.includes('\0')) throw refuse('The patch holds a NUL character. A patch can change text files only.');
  const messages = readPatchText(pasted);
  const files = messages.flatMap((message) => parseDiff(message.diff));
  if (files.length === 0) {
    throw refuse('There is no change in this patch. Paste all that git diff or git format-patch prints.');
  }
  const paths = new Set(files.map((file) => file.path));
  if (paths.size > maxPatchFiles) {
    throw refuse(`The patch changes ${paths.size} files; at most ${maxPatchFiles} are taken. Split it.`);
  }
  const hunks = files.reduce((sum, file) => sum + file.hunks.length, 0);
  if (hunks > maxHunks) throw refuse(`The patch has ${hunks} hunks; at most ${maxHunks} are taken. Split it.`);
  return { subject: messages[0]?.subject, body: messages[0]?.body ?? '', files };
}
