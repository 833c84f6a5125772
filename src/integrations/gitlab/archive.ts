import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { type Cache, isAppError } from '../../core/index.ts';
import { atCommit, keptBytes } from './at-commit.ts';
import type { Api, Operations } from './operations.ts';
import { filesInTar } from './tar.ts';

const unpack = promisify(gunzip);
const bytes = z.instanceof(Buffer);

export interface ArchiveRequest {
  project: string;
  commit: string;
  /** Empty for the whole repository. */
  folder: string;
  maxBytes: number;
  cache: Cache;
}

const isTooLarge = (error: unknown): boolean =>
  (isAppError(error) && error.code === 'input.too-large') ||
  (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE');

/** The archive's own folder, named after project and commit, is taken off. */
const withoutTop = (name: string): string => name.slice(name.indexOf('/') + 1);

const filesIn = async (packed: Buffer, maxBytes: number): Promise<Map<string, Buffer>> =>
  filesInTar(await unpack(packed, { maxOutputLength: maxBytes }));

/** Kept as it came, packed. */
async function remembered(
  work: () => Promise<{ packed: Buffer; files: Map<string, Buffer> }>,
  { project, commit, folder, maxBytes, cache }: ArchiveRequest,
): Promise<Map<string, Buffer>> {
  const what = atCommit('gitlab-archives', commit, [project, folder]);
  if (!what) return (await work()).files;
  const fresh: { files?: Map<string, Buffer> } = {};
  const packed = await cache.remember({ ...what, ...keptBytes }, async () => {
    const answer = await work();
    fresh.files = answer.files;
    return answer.packed;
  });
  return fresh.files ?? filesIn(packed, maxBytes);
}

/**
 * All files of a folder at a commit in one request; nothing when they are too large together. What the repository's own
 * attributes leave out or rewrite in archives is missing or different here.
 */
export async function readArchive(
  api: Api,
  { read }: Operations,
  request: ArchiveRequest,
): Promise<Map<string, Buffer> | undefined> {
  const { project, commit, folder, maxBytes } = request;
  // The client's own method appends a suffix to the path, which the published interface does not know.
  const path = `projects/${encodeURIComponent(project)}/repository/archive`;
  try {
    const work = () =>
      read('repositories.archive', async (signal) => {
        const searchParams = { sha: commit, includeLfsBlobs: false, ...(folder === '' ? {} : { path: folder }) };
        const { body } = await api.Repositories.requester.get(path, { searchParams, signal });
        const packed = bytes.parse(body);
        // Within the call: an archive that broke off half-way is asked for again, and is not kept.
        return { packed, files: await filesIn(packed, maxBytes) };
      });
    const files = await remembered(work, request);
    return new Map([...files].map(([name, content]) => [withoutTop(name), content]));
  } catch (error) {
    if (isTooLarge(error)) return undefined;
    throw error;
  }
}
