import { AppError, type Context } from '../../core/index.ts';
import type { FileState } from './changes.ts';

export interface ReadRequest {
  project: string;
  /** The pinned commit. */
  commit: string;
  paths: readonly string[];
}
export interface FilesRead {
  /** Those that are there. */
  files: Map<string, FileState>;
  /** Path to why it cannot be changed here: binary, or too large. */
  unreadable: Map<string, string>;
}

const atOnce = 6;

/** How far the reading of files is. */
export function filesWords(done: number, of: number | undefined): string {
  if (of === undefined) return `${done} files found so far`;
  return done === 0 ? `${of} files are being read` : `${done} of ${of} files read`;
}

/** Reads files as they are at one commit, a few at a time. */
export async function readFiles(
  { gitlab, progress }: Pick<Context, 'gitlab' | 'progress'>,
  { project, commit, paths }: ReadRequest,
): Promise<FilesRead> {
  const read = new Map<string, FileState>();
  const unreadable = new Map<string, string>();
  const waiting = [...paths];
  async function work(): Promise<void> {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      try {
        const file = await gitlab.file(project, path, commit);
        if (file) read.set(path, file);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'input.invalid')) throw error;
        unreadable.set(path, error.message);
      }
      progress(filesWords(read.size + unreadable.size, paths.length));
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  // Answers come in any order; what is shown and hashed must not.
  const files = new Map<string, FileState>();
  for (const path of paths) {
    const file = read.get(path);
    if (file) files.set(path, file);
  }
  return { files, unreadable };
}
