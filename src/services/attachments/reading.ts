import { extname } from 'node:path';
import { AppError, type Log, maxFileBytes } from '../../core/index.ts';
import { createThread, type ThreadFailure, type ThreadOptions } from '../../platform/thread.ts';
import { type ReadingLimits, readingLimits } from './limits.ts';
import type { FileText } from './read-file.ts';
import type { ReadingResult, ReadingTask } from './reading-thread.ts';
import { refuseFile } from './refuse-file.ts';

/** Reads files, one after the other, in a thread that can be given up. */
export interface Reading {
  /** Throws what is wrong with the file, and what to do about it. */
  read(name: string, content: Uint8Array): Promise<FileText>;
  close(): Promise<void>;
}

const tooHard =
  'takes more time or memory to read than a document should. Save it anew, or send the part that matters.';

const isHarmless = (why: ThreadFailure): boolean => why === 'busy' || why === 'closed';
const words: Readonly<Record<ThreadFailure, string>> = {
  fault: 'The file could not be read.',
  limit: `The file ${tooHard}`,
  busy: 'Too many files are being read just now. Send it again in a minute.',
  closed: 'It is being shut down. Send the file again in a minute.',
};

export const tooLargeFile = (name: string, bytes?: number): AppError => {
  const size = bytes === undefined ? 'more than 50 MB' : `${Math.ceil(bytes / 1024 / 102.4) / 10} MB`;
  const fault = `has ${size}; a file may have 50 MB. Send the part that matters.`;
  return new AppError('input.too-large', `“${name.slice(0, 100)}” ${fault}`, { fields: { file: fault } });
};

export function createReading(
  log: Log,
  { limits = readingLimits, ...options }: Partial<Omit<ThreadOptions, 'log'>> & { limits?: ReadingLimits } = {},
): Reading {
  const thread = createThread({
    // Threads are started by address, which nothing rewrites when this is built.
    file: new URL(`./reading-thread${extname(import.meta.url)}`, import.meta.url),
    limitMs: limits.timeMs,
    idleMs: 60_000,
    maxWaiting: 20,
    memoryMb: limits.memoryMb,
    refusal: (why, cause) =>
      new AppError(
        isHarmless(why) ? 'service.unavailable' : why === 'limit' ? 'input.invalid' : 'internal',
        words[why],
        {
          cause,
        },
      ),
    ...options,
    log,
  });
  return {
    async read(name, content) {
      if (content.length > maxFileBytes) throw tooLargeFile(name, content.length);
      // A copy with memory of its own, as what is handed over is gone here, and it is still to be kept.
      const copy = new Uint8Array(content);
      const task: ReadingTask = { name, content: copy, limits };
      const result = (await thread.run(task, [copy.buffer])) as ReadingResult;
      if ('fault' in result) throw refuseFile(name, result.fault);
      return result;
    },
    close: () => thread.close(),
  };
}
