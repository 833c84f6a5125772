import { AppError, type CodeHit } from '../../core/index.ts';
import { answers } from './answers.ts';
import type { Api, Operations } from './operations.ts';
import { searchTermOf } from './search-term.ts';

export interface SearchRequest {
  project: string;
  text: string;
  ref: string;
  limit: number;
}

const perPage = 100;
const maxPages = 20;
/** Other names of branches are taken for abuse, too, and answered with nothing found. */
const searchableRef = /^[\p{L}\p{N}_\-+/.!]+$/u;

async function readPage(api: Api, { project, ref }: SearchRequest, term: string, page: number): Promise<string[]> {
  // The client's type does not know `ref`; without it GitLab searches the default branch.
  const options = { projectId: project, ref, page, perPage };
  const found = await api.Search.all('blobs', term, options);
  return answers.hits.parse(found).map((hit) => hit.path);
}

/** GitLab answers places, several of a file, page by page; files whose name has the text are among them. */
export async function searchPaths(
  api: Api,
  { read }: Operations,
  request: SearchRequest,
): Promise<CodeHit[] | undefined> {
  const term = searchTermOf(request.text);
  if (term === undefined || !searchableRef.test(request.ref)) return undefined;
  const paths = new Set<string>();
  for (let page = 1; page <= maxPages && paths.size < request.limit; page += 1) {
    const found = await read('search.blobs', () => readPage(api, request, term, page));
    for (const path of found) paths.add(path);
    if (found.length < perPage) return [...paths].slice(0, request.limit).map((path) => ({ path }));
  }
  if (paths.size >= request.limit) return [...paths].slice(0, request.limit).map((path) => ({ path }));
  throw new AppError('input.invalid', 'GitLab finds this text in too many places. Give more of the text.');
}
