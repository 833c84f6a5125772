import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { isAppError } from '../../core/index.ts';
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
}

const isTooLarge = (error: unknown): boolean =>
  (isAppError(error) && error.code === 'input.too-large') ||
  (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE');

/** The archive's own folder, named after project and commit, is taken off. */
const withoutTop = (name: string): string => name.slice(name.indexOf('/') + 1);

/**
 * All files of a folder at a commit in one request; nothing when they are too large together. What the repository's own
 * attributes leave out or rewrite in archives is missing or different here.
 */
export async function readArchive(
  api: Api,
  { read }: Operations,
  { project, commit, folder, maxBytes }: ArchiveRequest,
): Promise<Map<string, Buffer> | undefined> {
  // The client's own method appends a suffix to the path, which the published interface does not know.
  const path = `projects/${encodeURIComponent(project)}/repository/archive`;
  try {
    const files = await read('repositories.archive', async (signal) => {
      const searchParams = { sha: commit, includeLfsBlobs: false, ...(folder === '' ? {} : { path: folder }) };
      const { body } = await api.Repositories.requester.get(path, { searchParams, signal });
      return filesInTar(await unpack(bytes.parse(body), { maxOutputLength: maxBytes }));
    });
    return new Map([...files].map(([name, content]) => [withoutTop(name), content]));
  } catch (error) {
    if (isTooLarge(error)) return undefined;
    throw error;
  }
}
