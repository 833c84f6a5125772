import { AppError, type Context, isAppError, type TreeRead } from '../../core/index.ts';
import type { FileState } from './changes.ts';
import { folderOf, pathFilter } from './path-pattern.ts';
import { filesWords, readFiles } from './read-files.ts';
import { holds, longestLine } from './replace.ts';

export interface Search {
  project: string;
  find: string;
  paths: string;
  target: string;
  commit: string;
}

/** Files in which the text may stand, and what is known about the others. */
export interface Candidates {
  files: ReadonlyMap<string, FileState>;
  /** It stands in their bytes, but they are no texts that can be changed here. */
  leftOut: readonly string[];
  /** `search`: the vendor named them, and may have missed some. */
  by: 'reading' | 'search';
}

const maxFiles = 100;
/** More than are changed: `paths` may leave most of them out. */
const maxHits = 1_000;
/** What is read whole; beyond it the vendor's search has to say where to look. */
const limits = { files: 5_000, bytes: 64 * 1024 * 1024 };
const shownLength = 60;

export const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim() || text.replaceAll('\t', '⇥').replaceAll(' ', '␣');
  return line.length > shownLength ? `${line.slice(0, shownLength)}…` : line;
}

export const whereOf = (paths: string): string => (paths === '**' ? '' : ` in ${paths}`);

const tooMuch = `more than ${limits.files} files or ${limits.bytes / 2 ** 20} MB`;
const narrow = 'Name a part of the project with paths, for example src/**: there every file is read.';

/** Why the vendor's silence is no answer. */
export const notSearchable = ({ find, paths }: Search): AppError =>
  refuse(
    'paths',
    `GitLab cannot search for “${shown(find)}” (too short, or a word that is everywhere), and ${tooMuch} are too many to read${whereOf(paths)}. ${narrow}`,
  );
export const notFoundBySearch = ({ find, paths }: Search): AppError =>
  refuse(
    'paths',
    `GitLab’s search does not find “${shown(find)}”${whereOf(paths)}, but it misses parts of words and signs, and ${tooMuch} are too many to read. ${narrow}`,
  );

function tooManyFiles(count: number): AppError {
  const message = `${count} files hold this text; at most ${maxFiles} are changed at once. Narrow paths, for example to src/**.`;
  return refuse('paths', message);
}

function within({ texts, others }: TreeRead, { project, find, paths, target }: Search): Candidates {
  if (texts.size + others.size === 0) {
    throw refuse('paths', `No file of ${project} (${target}) fits ${paths}. Use a pattern like src/** or *.md.`);
  }
  const holding = [...texts.values()].filter(({ content }) => holds(content, find)).length;
  if (holding > maxFiles) throw tooManyFiles(holding);
  const wanted = Buffer.from(find);
  const leftOut = [...others].filter(([, bytes]) => Buffer.from(bytes).includes(wanted)).map(([path]) => path);
  return { files: texts, leftOut, by: 'reading' };
}

async function bySearch(search: Search, isWanted: (path: string) => boolean, ctx: Context): Promise<Candidates> {
  const { project, find, target, commit } = search;
  const hits = await ctx.gitlab.search(project, longestLine(find), target, maxHits);
  if (hits === undefined) throw notSearchable(search);
  if (hits.length >= maxHits) throw refuse('find', `${maxHits} files or more may hold this text. Give more of it.`);
  const paths = hits.map(({ path }) => path).filter(isWanted);
  if (paths.length === 0) throw notFoundBySearch(search);
  if (paths.length > maxFiles) throw tooManyFiles(paths.length);
  const { files, unreadable } = await readFiles(ctx, { project, commit, paths: paths.sort() });
  return { files, leftOut: [...unreadable.keys()], by: 'search' };
}

/** Reads every file that is meant, as long as they are not too many: only that shows where a text does not stand. */
export async function findFiles(search: Search, ctx: Context): Promise<Candidates> {
  const { project, paths, commit } = search;
  const isWanted = pathFilter(paths);
  const told = (done: number, of: number | undefined): void => ctx.progress(filesWords(done, of));
  const request = { project, commit, folder: folderOf(paths), isWanted, limits, progress: told };
  const read = await ctx.gitlab.readTree(request).catch(heldUp);
  if (read && !isAppError(read)) return within(read, search);
  const searched = bySearch(search, isWanted, ctx);
  // What the search finds can be shown now; what it does not find has to wait.
  return read ? searched.catch(() => Promise.reject(read)) : searched;
}

/** Archives are few a minute, and large ones take their time. */
function heldUp(error: unknown): AppError {
  if (isAppError(error) && error.isRetryable) return error;
  throw error;
}
