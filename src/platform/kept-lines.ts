import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A file to which lines are only ever added, each on disk before it counts. */
export interface KeptLines {
  add(line: string): Promise<void>;
  /** From the first on; none where there is no file yet. */
  read(): AsyncIterable<string>;
}

async function endsWhole(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

/** Several processes may add to it: a line is written in one piece at its end. */
export const keepLines = (file: string): KeptLines => ({
  async add(line) {
    const handle = await open(file, 'a+', 0o600);
    try {
      // What a full disk cut off is left alone, and spoils no other line.
      await handle.appendFile(`${(await endsWhole(handle)) ? '' : '\n'}${line}\n`);
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
