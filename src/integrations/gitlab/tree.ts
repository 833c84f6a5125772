import { z } from 'zod';
import { AppError, type Cache, keptJson, noCache } from '../../core/index.ts';
import { atCommit } from './at-commit.ts';
import type { Api, Operations } from './operations.ts';

const entries = z.array(z.object({ id: z.string(), path: z.string(), type: z.string(), mode: z.string() }));
export type TreeEntry = z.output<typeof entries>[number];

export interface TreeRequest {
  project: string;
  ref: string;
  /** Empty for the whole repository. */
  folder?: string;
  maxPages?: number;
  cache?: Cache;
  /** How many are known by now. */
  progress?(found: number): void;
}

const perPage = 100;
const usualPages = 200;
const pagesAtOnce = 4;

async function readEntries(
  api: Api,
  { read }: Operations,
  { project, ref, folder = '', maxPages = usualPages, progress }: TreeRequest,
): Promise<TreeEntry[] | undefined> {
  const readPage = (page: number): Promise<TreeEntry[]> =>
    read('repositories.tree', async () => {
      const options = { ref, recursive: true, perPage, page, ...(folder === '' ? {} : { path: folder }) };
      return entries.parse(await api.Repositories.allRepositoryTrees(project, options));
    });
  const all = await readPage(1);
  // Most projects have one page; for those that have more, several are read at once.
  for (let page = 2; all.length === (page - 1) * perPage; page += pagesAtOnce) {
    if (page > maxPages) return undefined;
    const numbers = Array.from({ length: pagesAtOnce }, (_, index) => page + index);
    all.push(...(await Promise.all(numbers.map(readPage))).flat());
    progress?.(all.length);
  }
  return all;
}

const kept = keptJson(entries.optional());

/** Files and folders at a commit or branch, in GitLab's order; nothing when they are more than `maxPages` full of them. */
export function listEntries(api: Api, operations: Operations, request: TreeRequest): Promise<TreeEntry[] | undefined> {
  const { project, ref, folder = '', cache = noCache } = request;
  const work = () => readEntries(api, operations, request);
  const what = atCommit('gitlab-trees', ref, [project, folder]);
  return what ? cache.remember({ ...what, ...kept }, work) : work();
}

/** Paths of all files at a commit or branch. */
export async function listPaths(
  api: Api,
  operations: Operations,
  { project, ref, cache }: { project: string; ref: string; cache: Cache },
): Promise<string[]> {
  const all = await listEntries(api, operations, { project, ref, cache });
  if (all) return all.filter(({ type }) => type === 'blob').map(({ path }) => path);
  throw new AppError(
    'upstream.refused',
    `${project} has more than ${usualPages * perPage} files and folders, which is more than can be looked through here.`,
  );
}
