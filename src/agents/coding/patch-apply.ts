import { AppError } from '../../core/index.ts';
import type { FileEdit, FileState } from './changes.ts';
import { applyHunks, type Budget, newBudget } from './hunks.ts';
import type { Patch, PatchedFile } from './patch.ts';

/** A file while the patch is applied, with the path that it had before. */
interface Entry {
  state: FileState;
  origin: string | undefined;
}
type Tree = Map<string, Entry>;

const refuse = (message: string): AppError => new AppError('input.invalid', message);

/** All paths whose present state matters to the patch. */
export const pathsOf = (patch: Patch): string[] => [
  ...new Set(patch.files.flatMap((file) => [file.source, file.path])),
];

function take(tree: Tree, { kind, source }: PatchedFile): Entry {
  const entry = tree.get(source);
  if (entry) return entry;
  throw refuse(
    `The patch wants to ${kind} ${source}, which is not there on the target branch. Check the path and the branch.`,
  );
}

function checkIsFree(tree: Tree, path: string): void {
  if (tree.has(path)) throw refuse(`The patch makes ${path} anew, but it is there already. Make the patch again.`);
}

function applyFile(tree: Tree, originals: ReadonlyMap<string, FileState>, file: PatchedFile, budget: Budget): void {
  const { kind, path, source, hunks } = file;
  if (kind === 'create') {
    checkIsFree(tree, path);
    const state = { content: applyHunks(path, '', hunks, budget), executable: file.executable ?? false };
    tree.set(path, { state, origin: originals.has(path) ? path : undefined });
    return;
  }
  const entry = take(tree, file);
  if (path !== source) checkIsFree(tree, path);
  const content = applyHunks(path, entry.state.content, hunks, budget);
  if (kind === 'delete' && content !== '') {
    throw refuse(`The patch deletes ${path}, but the file has lines that the patch does not show. Make it again.`);
  }
  if (kind === 'delete' || kind === 'move') tree.delete(source);
  if (kind === 'delete') return;
  const state = { content, executable: file.executable ?? entry.state.executable };
  tree.set(path, { state, origin: kind === 'copy' ? undefined : entry.origin });
}

/** Applies the patch to the files as they are, all of it or none. `originals` holds those of `pathsOf` that exist. */
export function applyPatch(patch: Patch, originals: ReadonlyMap<string, FileState>): FileEdit[] {
  const tree: Tree = new Map([...originals].map(([path, state]) => [path, { state, origin: path }]));
  const budget = newBudget();
  for (const file of patch.files) applyFile(tree, originals, file, budget);

  const moved = new Set<string>();
  const kept = [...tree].map(([path, { state, origin }]): FileEdit => {
    const isMove = origin !== undefined && origin !== path && !originals.has(path) && !tree.has(origin);
    if (!isMove) return { path, before: originals.get(path), after: state };
    moved.add(origin);
    return { path, previousPath: origin, before: originals.get(origin), after: state };
  });
  const gone = [...originals].filter(([path]) => !tree.has(path) && !moved.has(path));
  return [...kept, ...gone.map(([path, before]): FileEdit => ({ path, before, after: undefined }))];
}
