import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A file to which lines are only ever added, each on disk before it counts. */
export interface KeptLines {
  add(line: string): Promise<void>;
  /** From the first on; none where there is no file yet. */
  read(): AsyncIterable<string>;
}

/** Several processes may add to it: a line is written in one piece at its end. */
export const keepLines = (file: string): KeptLines => ({
  async add(line) {
    const handle = await open(file, 'a', 0o600);
    try {
      await handle.appendFile(`${line}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async *read() {
    const stream = createReadStream(file, 'utf8');
    try {
      await once(stream, 'open');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
      if (line !== '') yield line;
  },
});
