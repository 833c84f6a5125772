import { type Repository, records } from './repository.ts';

export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  path: string;
}

interface FoundBlob {
  sha: string;
  mode: string;
  content: Buffer;
}

const maxBlobBytes = 50 * 1024 * 1024;

/** What a folder of a commit holds, or undefined when there is no such folder. `''` is the top. */
export async function listTree(
  repository: Repository,
  commit: string,
  { path = '', recursive = false }: { path?: string; recursive?: boolean } = {},
): Promise<TreeEntry[] | undefined> {
  const tree = await objectAt(repository, commit, path);
  if (tree?.type !== 'tree') return undefined;
  const prefix = path === '' ? '' : `${path}/`;
  const listing = await entriesOf(repository, tree.sha, recursive);
  return listing.map((entry) => ({ ...entry, path: prefix + entry.path }));
}

/** Whoever reads a tree page by page asks for the same one again and again; what an object's id names never changes. */
const listings = new Map<string, TreeEntry[]>();
const maxListings = 8;

async function entriesOf(repository: Repository, sha: string, recursive: boolean): Promise<TreeEntry[]> {
  const key = `${sha} ${recursive}`;
  const known = listings.get(key);
  if (known !== undefined) return known;
  const flags = recursive ? ['-r', '-t'] : [];
  const entries = records(await repository.text(['ls-tree', '-z', ...flags, sha])).map((record) => {
    const tab = record.indexOf('\t');
    const [mode = '', type = '', id = ''] = record.slice(0, tab).split(' ');
    return { mode, type: type as TreeEntry['type'], sha: id, path: record.slice(tab + 1) };
  });
  const [oldest] = listings.keys();
  if (listings.size >= maxListings && oldest !== undefined) listings.delete(oldest);
  listings.set(key, entries);
  return entries;
}

export async function readBlob(repository: Repository, commit: string, path: string): Promise<FoundBlob | undefined> {
  const entry = await entryAt(repository, commit, path);
  if (entry?.type !== 'blob') return undefined;
  const { stdout } = await repository.run(['cat-file', 'blob', entry.sha], { maxBytes: maxBlobBytes });
  return { sha: entry.sha, mode: entry.mode, content: stdout };
}

export const isBinary = (content: Buffer): boolean => content.subarray(0, 8000).includes(0);

async function entryAt(repository: Repository, commit: string, path: string): Promise<TreeEntry | undefined> {
  const [record] = records(await repository.text(['ls-tree', '-z', '--full-tree', commit, '--', path]));
  if (record === undefined) return undefined;
  const tab = record.indexOf('\t');
  const [mode = '', type = '', sha = ''] = record.slice(0, tab).split(' ');
  return record.slice(tab + 1) === path ? { mode, type: type as TreeEntry['type'], sha, path } : undefined;
}

async function objectAt(repository: Repository, commit: string, path: string) {
  if (path !== '') return entryAt(repository, commit, path);
  const sha = (await repository.text(['rev-parse', '--verify', `${commit}^{tree}`])).trim();
  return { sha, type: 'tree' as const };
}
