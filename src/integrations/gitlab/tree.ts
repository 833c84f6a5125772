import { z } from 'zod';
import { AppError } from '../../core/index.ts';
import type { Api, Operations } from './operations.ts';

const entries = z.array(z.object({ path: z.string(), type: z.string() }));
const perPage = 100;
const maxPages = 200;

/** Paths of all files at a commit or branch, page by page. */
export async function listPaths(api: Api, { read }: Operations, project: string, ref: string): Promise<string[]> {
  const paths: string[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const options = { ref, recursive: true, perPage, page };
    const found = await read('repositories.tree', async () =>
      entries.parse(await api.Repositories.allRepositoryTrees(project, options)),
    );
    paths.push(...found.filter(({ type }) => type === 'blob').map(({ path }) => path));
    if (found.length < perPage) return paths;
  }
  throw new AppError(
    'upstream.refused',
    `${project} has more than ${maxPages * perPage} files and folders, which is more than can be looked through here.`,
  );
}
