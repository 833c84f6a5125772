import { extname } from 'node:path';
import { AppError, hashOf, type Log, type Picture } from '../../core/index.ts';
import { createThread, type ThreadFailure, type ThreadOptions } from '../../platform/thread.ts';
import type { DrawingTask } from './drawing-thread.ts';

/** Draws what answers show. All methods throw `AppError('service.unavailable')` when it takes too long. */
export interface Pictures {
  png(picture: Picture): Promise<Buffer>;
  svg(picture: Picture): Promise<string>;
  close(): Promise<void>;
}

/** A chat, the console and a new try after a crash want the same picture; each is up to a megabyte. */
const maxKept = 32;

const refusals: Readonly<Record<ThreadFailure, string>> = {
  fault: 'The picture could not be drawn.',
  limit: 'The picture could not be drawn. Ask again in a minute.',
  busy: 'Too many pictures are wanted at once. Ask again in a minute.',
  closed: 'It is being shut down. Ask again in a minute.',
};

const defaults = {
  // Threads are started by address, which nothing rewrites when this is built.
  file: new URL(`./drawing-thread${extname(import.meta.url)}`, import.meta.url),
  limitMs: 10_000,
  idleMs: 180_000,
  maxWaiting: 100,
  memoryMb: 256,
  refusal: (why: ThreadFailure, cause?: unknown) =>
    new AppError(why === 'fault' ? 'internal' : 'service.unavailable', refusals[why], { cause }),
};

export function createPictures(log: Log, options: Partial<Omit<ThreadOptions, 'log'>> = {}): Pictures {
  const thread = createThread({ ...defaults, ...options, log });
  const kept = new Map<string, Promise<unknown>>();

  function drawn(task: DrawingTask): Promise<unknown> {
    const key = hashOf(task);
    const known = kept.get(key);
    const result = known ?? thread.run(task);
    kept.delete(key);
    kept.set(key, result);
    // A failure is not kept, and it is told to whoever asked.
    if (!known) result.catch(() => kept.get(key) === result && kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - maxKept))) kept.delete(oldest);
    return result;
  }

  return {
    png: async (picture) => Buffer.from((await drawn({ form: 'png', picture })) as Uint8Array),
    svg: async (picture) => (await drawn({ form: 'svg', picture })) as string,
    close: () => thread.close(),
  };
}
