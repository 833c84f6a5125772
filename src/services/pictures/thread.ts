import { Worker } from 'node:worker_threads';
import { AppError, type Log } from '../../core/index.ts';

export interface ThreadOptions {
  /** The file that it runs. It answers each `{ id, task }` with `{ id, result }` or `{ id, fault }`. */
  file: URL;
  log: Log;
  /** What takes longer is given up, and its thread with it. */
  limitMs: number;
  /** An idle thread is ended after that: it holds tens of megabytes. */
  idleMs: number;
  /** Tasks that may wait. */
  maxWaiting: number;
}

interface Job {
  id: number;
  task: unknown;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** One thread beside the main one for work that would block it: one task after the other. */
export interface Thread {
  run(task: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const gaveUp = (cause?: unknown): AppError =>
  new AppError('service.unavailable', 'The picture could not be drawn. Ask again in a minute.', { cause });

/** Starts at the first task, again after a crash, and never keeps the process from ending while it is idle. */
export function createThread({ file, log, limitMs, idleMs, maxWaiting }: ThreadOptions): Thread {
  const waiting: Job[] = [];
  let current: Job | undefined;
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastId = 0;
  let isClosed = false;

  async function end(): Promise<void> {
    clearTimeout(timer);
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
  }

  function start(): Worker {
    const started = new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 256 } });
    started.on('message', (answer: { id: number; result?: unknown; fault?: string }) => {
      if (answer.id !== current?.id) return;
      if (answer.fault === undefined) settle((job) => job.resolve(answer.result));
      else
        settle((job) =>
          job.reject(new AppError('internal', 'The picture could not be drawn.', { cause: answer.fault })),
        );
    });
    // Both come after a crash; the second finds nothing to do.
    const lose = (cause: unknown) => {
      if (worker !== started) return;
      log.warn({ reason: String(cause) }, 'drawing thread lost');
      worker = undefined;
      settle((job) => job.reject(gaveUp(cause)));
    };
    // What it answered is lost, and whose answer it was.
    started.on('messageerror', (cause) => {
      if (worker === started) giveUp(cause, 'answer of the drawing thread not readable');
    });
    started.on('error', lose);
    started.on('exit', lose);
    return started;
  }

  function giveUp(cause: unknown, words: string): void {
    log.warn({ reason: String(cause) }, words);
    void end();
    settle((job) => job.reject(gaveUp(cause)));
  }

  function settle(tell: (job: Job) => void): void {
    clearTimeout(timer);
    const job = current;
    current = undefined;
    if (job) tell(job);
    next();
  }

  function next(): void {
    if (current || isClosed) return;
    clearTimeout(timer);
    current = waiting.shift();
    if (current) begin(current);
    else rest();
  }

  function begin(job: Job): void {
    try {
      hand(job);
    } catch (cause) {
      // No thread could be started, or the task does not go through to it: nothing will ever answer.
      giveUp(cause, 'task not handed to the drawing thread');
    }
  }

  function hand({ id, task }: Job): void {
    worker ??= start();
    worker.ref();
    timer = setTimeout(() => {
      log.warn({ limitMs }, 'drawing took too long');
      void end();
      settle((job) => job.reject(gaveUp()));
    }, limitMs);
    worker.postMessage({ id, task });
  }

  function rest(): void {
    worker?.unref();
    timer = setTimeout(() => void end(), idleMs).unref();
  }

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        if (isClosed)
          return reject(new AppError('service.unavailable', 'It is being shut down. Ask again in a minute.'));
        if (waiting.length >= maxWaiting)
          return reject(
            new AppError('service.unavailable', 'Too many pictures are wanted at once. Ask again in a minute.'),
          );
        lastId += 1;
        waiting.push({ id: lastId, task, resolve, reject });
        next();
      }),
    async close() {
      isClosed = true;
      const left = [...(current ? [current] : []), ...waiting.splice(0)];
      current = undefined;
      for (const job of left) job.reject(gaveUp());
      await end();
    },
  };
}
