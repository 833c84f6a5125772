import { type Bell, type BellKind, bellKinds, type Log, noTracer, rungBell, type Tracer } from '../core/index.ts';
import { type Backend, type BellWorker, inPostgres, inRedis } from './backends.ts';

export type Handlers = Readonly<Record<BellKind, (tenant: string, id: string) => Promise<void>>>;

export interface BellsOptions {
  /** Postgres, as the queue's role. */
  url: string;
  /** Instead, when there is one. */
  redisUrl?: string | undefined;
  log: Log;
  tracer?: Tracer;
}

export interface Bells extends Bell {
  /** Starts to answer the bells in this process. */
  listen(handlers: Handlers, concurrency: number): Promise<void>;
  /** How many of a kind were rung and not answered yet. */
  depth(kind: BellKind): Promise<number>;
  /** Takes no more, waits for what is being done, and closes. */
  close(): Promise<void>;
}

function backendOf({ url, redisUrl }: BellsOptions): Backend {
  return redisUrl === undefined ? inPostgres(url) : inRedis(redisUrl);
}

/** Bells on BullMQ. One that is lost is rung again by the sweeper, so none is ever waited for. Throws when they cannot be kept. */
export async function createBells(options: BellsOptions): Promise<Bells> {
  const { log, tracer = noTracer } = options;
  const backend = backendOf(options);
  await backend.check();
  let isClosed = false;
  // A connection that was still being opened when its queue was closed is lost with the database, and misses nothing.
  const tellLoss =
    (kind: BellKind) =>
    ({ message }: Error): void =>
      log[isClosed ? 'debug' : 'warn']({ kind, reason: message }, 'queue connection lost');
  const queues = new Map(
    bellKinds.map((kind) => {
      const queue = backend.queue(kind);
      queue.on('error', tellLoss(kind));
      return [kind, queue] as const;
    }),
  );
  const workers: BellWorker[] = [];

  return {
    ring({ kind, tenant, id, delayMs = 0, isAgain = false }) {
      // The queue keeps one of a name. Only rings of the sweeper have one: any other may mean something newer than what is worked on.
      const name = isAgain ? { jobId: `again-${id}` } : {};
      const settings = { delay: delayMs, removeOnComplete: true, removeOnFail: true, ...name };
      const add = async (): Promise<unknown> => queues.get(kind)?.add(kind, { tenant, id }, settings);
      // The sweeper rings for nobody's request, and that is no trace of its own.
      const added =
        tracer.current() === undefined
          ? add()
          : tracer.span({ name: `ring ${kind}`, kind: 'producer', attributes: rungBell(kind) }, add);
      added.catch((error: Error) => log.warn({ kind, id, reason: error.message }, 'bell not rung'));
    },

    async listen(handlers, concurrency) {
      for (const kind of bellKinds) {
        const worker = backend.worker(kind, ({ data }) => handlers[kind](data.tenant, data.id), concurrency);
        worker.on('error', tellLoss(kind));
        worker.on('failed', (job, error) => log.error({ kind, id: job?.data.id, err: error }, 'bell not answered'));
        workers.push(worker);
        await worker.waitUntilReady();
      }
    },

    depth: async (kind) =>
      (await queues.get(kind)?.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')) ?? 0,

    async close() {
      isClosed = true;
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
