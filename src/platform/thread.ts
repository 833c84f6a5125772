import { type Transferable, Worker } from 'node:worker_threads';
import type { AppError, Log } from '../core/index.ts';

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
  memoryMb: number;
  /** What whoever wants the task is told when it comes to nothing. */
  refusal(why: ThreadFailure, cause?: unknown): AppError;
}

/**
 * `fault`: the task itself failed. `limit`: it took too long or too much, and its thread is gone. `busy`: too many wait. `closed`: it
 * is being shut down.
 */
export type ThreadFailure = 'fault' | 'limit' | 'busy' | 'closed';

interface Job {
  id: number;
  task: unknown;
  transfer: readonly Transferable[];
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** One thread beside the main one for work that would block it: one task after the other. */
export interface Thread {
  /** What is transferred is gone here, and not copied. */
  run(task: unknown, transfer?: readonly Transferable[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts at the first task, again after a crash, and never keeps the process from ending while it is idle. */
export function createThread(options: ThreadOptions): Thread {
  const { file, log, limitMs, idleMs, maxWaiting, memoryMb, refusal } = options;
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
    const started = new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
    started.on('message', (answer: { id: number; result?: unknown; fault?: string }) => {
      if (answer.id !== current?.id) return;
      if (answer.fault === undefined) settle((job) => job.resolve(answer.result));
      else settle((job) => job.reject(refusal('fault', answer.fault)));
    });
    // Both come after a crash; the second finds nothing to do.
    const lose = (cause: unknown) => {
      if (worker !== started) return;
      log.warn({ reason: String(cause) }, 'thread lost');
      worker = undefined;
      settle((job) => job.reject(refusal('limit', cause)));
    };
    // What it answered is lost, and whose answer it was.
    started.on('messageerror', (cause) => {
      if (worker === started) giveUp(cause, 'answer of the thread not readable');
    });
    started.on('error', lose);
    started.on('exit', lose);
    return started;
  }

  function giveUp(cause: unknown, words: string): void {
    log.warn({ reason: String(cause) }, words);
    void end();
    settle((job) => job.reject(refusal('limit', cause)));
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
      giveUp(cause, 'task not handed to the thread');
    }
  }

  function hand({ id, task, transfer }: Job): void {
    worker ??= start();
    worker.ref();
    timer = setTimeout(() => {
      log.warn({ limitMs }, 'task took too long');
      void end();
      settle((job) => job.reject(refusal('limit')));
    }, limitMs);
    worker.postMessage({ id, task }, [...transfer]);
  }

  function rest(): void {
    worker?.unref();
    timer = setTimeout(() => void end(), idleMs).unref();
  }

  return {
    run: (task, transfer = []) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(refusal('closed'));
        if (waiting.length >= maxWaiting) return reject(refusal('busy'));
        lastId += 1;
        waiting.push({ id: lastId, task, transfer, resolve, reject });
        next();
      }),
    async close() {
      isClosed = true;
      const left = [...(current ? [current] : []), ...waiting.splice(0)];
      current = undefined;
      for (const job of left) job.reject(refusal('closed'));
      await end();
    },
  };
}
