import { createHash } from 'node:crypto';
import { type Cache, type FileText, isAppError, type TreeRead, type TreeRequest } from '../../core/index.ts';
import { answers } from './answers.ts';
import { readArchive } from './archive.ts';
import { atCommit, keptBytes } from './at-commit.ts';
import { textIn } from './file-text.ts';
import { type Api, type Operations, orAbsent } from './operations.ts';
import { listEntries, type TreeEntry } from './tree.ts';

/** So many are asked for one by one: archives are few at a time at the vendor, and hold everything. */
const maxSingle = 30;
const atOnce = 6;
/** A page has 100 files and folders; there seldom are more folders than files. */
const filesPerPage = 50;

export interface Reading {
  maxFileBytes: number;
  cache: Cache;
  confirm(project: string): Promise<unknown>;
}

const isFile = ({ type, mode }: TreeEntry): boolean => type === 'blob' && (mode === '100644' || mode === '100755');

/** Whether these are the bytes of that object: an archive may hold others than the repository. */
function isBlob(bytes: Uint8Array, id: string): boolean {
  const hash = createHash(id.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === id;
}

async function wantedIn(
  api: Api,
  operations: Operations,
  { project, commit, folder, isWanted, limits, progress }: TreeRequest,
  { cache, confirm }: Reading,
): Promise<TreeEntry[] | undefined> {
  const maxPages = Math.ceil(limits.files / filesPerPage);
  const listing = listEntries(api, operations, {
    project,
    ref: commit,
    folder,
    maxPages,
    cache,
    progress: (found) => progress?.(found, undefined),
  });
  // The boxed answer tells a folder that is not there from one with too much in it.
  const found = await orAbsent(
    listing.then((entries) => ({ entries })),
    () => confirm(project),
  );
  if (found === undefined) return [];
  const wanted = found.entries?.filter((entry) => isFile(entry) && isWanted(entry.path));
  return wanted && wanted.length <= limits.files ? wanted : undefined;
}

/** One by one; nothing when one of them alone is more than can be taken. */
async function readSingly(
  api: Api,
  { read }: Operations,
  { project, commit, progress }: TreeRequest,
  { paths, of, cache }: { paths: readonly string[]; of: number; cache: Cache },
): Promise<Map<string, Buffer> | undefined> {
  const files = new Map<string, Buffer>();
  const waiting = [...paths];
  async function work(): Promise<void> {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const wanted = path;
      const show = () => api.RepositoryFiles.show(project, wanted, commit);
      const ask = async (): Promise<Buffer> => {
        const { content } = await read('files.show', async () => answers.file.parse(await show()));
        return Buffer.from(content, 'base64');
      };
      const what = atCommit('gitlab-files', commit, [project, wanted]);
      files.set(path, what ? await cache.remember({ ...what, ...keptBytes }, ask) : await ask());
      progress?.(of - paths.length + files.size, of);
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
    return files;
  } catch (error) {
    if (isAppError(error) && error.code === 'input.too-large') return undefined;
    throw error;
  }
}

function sorted(entries: readonly TreeEntry[], bytesOf: ReadonlyMap<string, Buffer>, maxFileBytes: number): TreeRead {
  const texts = new Map<string, FileText>();
  const others = new Map<string, Uint8Array>();
  for (const { path, mode } of entries) {
    const bytes = bytesOf.get(path) ?? Buffer.alloc(0);
    const content = textIn(bytes, maxFileBytes);
    if (content === undefined) others.set(path, bytes);
    else texts.set(path, { content, executable: mode === '100755' });
  }
  return { texts, others };
}

/** All wanted files: from one archive, and one by one what is missing in it or has been rewritten. */
export async function readTree(
  api: Api,
  operations: Operations,
  request: TreeRequest,
  reading: Reading,
): Promise<TreeRead | undefined> {
  const { project, commit, folder, limits } = request;
  const entries = await wantedIn(api, operations, request, reading);
  if (!entries) return undefined;
  request.progress?.(0, entries.length);
  const archive =
    entries.length > maxSingle
      ? await readArchive(api, operations, { project, commit, folder, maxBytes: limits.bytes, cache: reading.cache })
      : new Map<string, Buffer>();
  if (!archive) return undefined;
  const isRight = ({ path, id }: TreeEntry): boolean => isBlob(archive.get(path) ?? Buffer.alloc(0), id);
  const missing = entries.filter((entry) => !isRight(entry)).map(({ path }) => path);
  if (missing.length > Math.max(maxSingle, entries.length / 10)) return undefined;
  const single = await readSingly(api, operations, request, {
    paths: missing,
    of: entries.length,
    cache: reading.cache,
  });
  return single && sorted(entries, new Map([...archive, ...single]), reading.maxFileBytes);
}
