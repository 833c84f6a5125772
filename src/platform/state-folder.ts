import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { tryLock } from './exclusive-lock.ts';

/** The one process that may run from a state folder. */
export interface Instance {
  /** Tells who looks here where to find this one; with a token, also by whom it may be called from this folder. */
  announce(url: string, token?: string): void;
  release(): void;
}

const note = z.object({ pid: z.number().int(), url: z.string().optional() });

/** The folder for what a checkout keeps between starts; for its owner's eyes only, since secrets lie in it. */
export function stateFolder(checkout: string): string {
  const folder = join(checkout, '.adjutant');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`The folder ${folder} cannot be used (${code}). Give it to the user who starts Adjutant.`, {
      cause: error,
    });
  }
  return folder;
}

/** Makes this process the one that runs from the folder, or says who already does. */
export function claimInstance(folder: string): Instance {
  const file = join(folder, 'running.json');
  const lock = tryLock(join(folder, 'running.lock'));
  if (lock === undefined) throw new Error(alreadyRunning(file));
  const write = (url?: string, token?: string) =>
    writeFileSync(file, JSON.stringify({ pid: process.pid, url, token }), { mode: 0o600 });
  // The mode is set for a new file only.
  rmSync(file, { force: true });
  write();
  return {
    announce: write,
    release() {
      rmSync(file, { force: true });
      lock.release();
    },
  };
}

function alreadyRunning(file: string): string {
  const { pid, url } = readNote(file);
  const process = pid === undefined ? '' : ` (process ${pid})`;
  const place = url === undefined ? '' : ` at ${url}`;
  return `Adjutant is already running from this folder${process}${place}. Stop it there with Ctrl-C first.`;
}

/** The note is written after the lock is taken: it can be missing, or half written, for a moment. */
function readNote(file: string): { pid?: number; url?: string | undefined } {
  try {
    return note.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
