import { z } from 'zod';
import { invalid, notFound, refused } from '../errors.ts';
import { resolveCommit } from '../refs.ts';
import { searchBlobs } from '../search.ts';
import type { Operations, ProjectCall } from './call.ts';
import { pages } from './parameters.ts';

const minTermLength = 2;
const maxWordLength = 100;
const maxLength = 4096;
const maxWords = 64;
const stopWords = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

export function registerSearch({ inProject }: Operations): void {
  for (const path of ['/search', '/-/search']) inProject('get', path, search);
}

async function search(call: ProjectCall) {
  const query = call.parameters({
    ...pages,
    scope: z.literal('blobs'),
    search: z.string(),
    ref: z.string().default(call.project.defaultBranch),
  });
  const term = query.search.trim();
  if (term.length > maxLength) throw refused(400, `Search query is too long (maximum is ${maxLength} characters)`);
  if (term.split(/\s+/).length > maxWords)
    throw refused(400, `Search query has too many terms (maximum is ${maxWords})`);
  if (/(?:^|\s)-?(?:filename|path|extension|blob):/.test(term))
    throw invalid('search filters are not supported by this sandbox');
  const commit = await resolveCommit(call.repository, query.ref);
  if (commit === undefined) throw notFound('Ref');
  const found = isAbusive(term) || !isPlainRef(query.ref) ? [] : await searchBlobs(call.repository, commit, term);
  return call.paginate(query, found).map(({ path, startLine, data }) => ({
    basename: path.replace(/(?<=[^/])\.[^./]*$/, ''),
    data,
    path,
    filename: path,
    id: null,
    ref: query.ref,
    startline: startLine,
    project_id: call.project.id,
  }));
}

const isPlainRef = (ref: string): boolean => /^[\p{L}\p{N}_\-+/.!]+$/u.test(ref);

/** What GitLab takes for abuse it answers with nothing found: a single letter, a word that is everywhere, an endless word. */
function isAbusive(term: string): boolean {
  if (term.length < minTermLength || stopWords.has(term)) return true;
  return term.split(/\s+/).some((word) => word.length > maxWordLength);
}
