import { DatabaseSync } from 'node:sqlite';

export interface ExclusiveLock {
  release(): void;
}

const sqliteBusy = 5;
/** A database handle that nobody holds is closed by the garbage collector, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes the lock that the file stands for, or returns undefined when another process has it. The kernel keeps it and frees
 * it when the holder ends, in whatever way: nothing is left behind by `kill -9`, and no process id can be mistaken.
 * Nothing else may open the file: closing any handle to it frees the lock (a rule of POSIX).
 */
export function tryLock(file: string): ExclusiveLock | undefined {
  const handle = new DatabaseSync(file, { timeout: 0 });
  try {
    handle.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    handle.close();
    if ((error as { errcode?: number }).errcode === sqliteBusy) return undefined;
    throw new Error(`The lock ${file} cannot be taken: ${(error as Error).message}.`, { cause: error });
  }
  held.add(handle);
  return {
    release() {
      if (held.delete(handle)) handle.close();
    },
  };
}
