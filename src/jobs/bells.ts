import { createPostgresBackend, withBackend } from 'bullmq';
import { type Bell, type BellKind, bellKinds, type Log, type Ring } from '../core/index.ts';
import type { SchemaSetup } from '../platform/provision.ts';

const { Queue, Worker } = withBackend(createPostgresBackend);
const schema = 'queue';

type Payload = Pick<Ring, 'tenant' | 'id'>;
export type Handlers = Readonly<Record<BellKind, (tenant: string, id: string) => Promise<void>>>;

/** The queue's tables. Its role makes a sequence at the first job of each queue, hence CREATE on this schema. */
export const setupQueues: SchemaSetup = async (owner, ownerUrl) => {
  const queue = new Queue('setup', { connection: { connectionString: ownerUrl, schema, migrate: true } });
  await queue.waitUntilReady();
  await queue.close();
  await owner.query(`
    grant usage, create on schema ${schema} to adjutant_queue;
    grant select, insert, update, delete on all tables in schema ${schema} to adjutant_queue;
    grant usage, select, update on all sequences in schema ${schema} to adjutant_queue;
    grant execute on all functions in schema ${schema} to adjutant_queue;`);
};

export interface Bells extends Bell {
  /** Starts to answer the bells in this process. */
  listen(handlers: Handlers, concurrency: number): Promise<void>;
  /** Takes no more, waits for what is being done, and closes. */
  close(): Promise<void>;
}

/** Bells on BullMQ, kept in Postgres. One that is lost is rung again by the sweeper, so none is ever waited for. */
export function createBells(url: string, log: Log): Bells {
  const connection = { connectionString: url, schema, migrate: false };
  let isClosed = false;
  // A connection that was still being opened when its queue was closed is lost with the database, and misses nothing.
  const tellLoss =
    (kind: BellKind) =>
    ({ message }: Error): void =>
      log[isClosed ? 'debug' : 'warn']({ kind, reason: message }, 'queue connection lost');
  const queues = new Map(
    bellKinds.map((kind) => {
      const queue = new Queue<Payload>(kind, { connection });
      queue.on('error', tellLoss(kind));
      return [kind, queue] as const;
    }),
  );
  const workers: { close(): Promise<void> }[] = [];

  return {
    ring({ kind, tenant, id, delayMs = 0, isAgain = false }) {
      // The queue keeps one of a name. Only rings of the sweeper have one: any other may mean something newer than what is worked on.
      const name = isAgain ? { jobId: `again-${id}` } : {};
      const added = queues
        .get(kind)
        ?.add(kind, { tenant, id }, { delay: delayMs, removeOnComplete: true, removeOnFail: true, ...name });
      added?.catch((error: Error) => log.warn({ kind, id, reason: error.message }, 'bell not rung'));
    },

    async listen(handlers, concurrency) {
      for (const kind of bellKinds) {
        const worker = new Worker<Payload>(kind, ({ data }) => handlers[kind](data.tenant, data.id), {
          connection,
          concurrency,
        });
        worker.on('error', tellLoss(kind));
        worker.on('failed', (job, error) => log.error({ kind, id: job?.data.id, err: error }, 'bell not answered'));
        workers.push(worker);
        await worker.waitUntilReady();
      }
    },

    async close() {
      isClosed = true;
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
