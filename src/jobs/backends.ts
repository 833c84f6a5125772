import { createPostgresBackend, Queue as RedisQueue, Worker as RedisWorker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { BellKind, Ring } from '../core/index.ts';
import type { SchemaSetup } from '../platform/provision.ts';

const Postgres = withBackend(createPostgresBackend);
const schema = 'queue';
/** In braces, so that all of it lies on one node of a cluster. */
const prefix = '{adjutant}';
const connectTimeoutMs = 5_000;

export type Payload = Pick<Ring, 'tenant' | 'id'>;
export type Answer = (job: { data: Payload }) => Promise<void>;

interface Part {
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** As much of BullMQ's queue as is used. */
export interface BellQueue extends Part {
  add(name: string, data: Payload, options: object): Promise<unknown>;
  getJobCountByTypes(...types: ('waiting' | 'active' | 'delayed' | 'prioritized')[]): Promise<number>;
}

/** As much of its worker. */
export interface BellWorker extends Part {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { data: Payload } | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
}

/** Where bells are kept. */
export interface Backend {
  /** Throws what to do when it cannot be reached. */
  check(): Promise<void>;
  queue(kind: BellKind): BellQueue;
  worker(kind: BellKind, answer: Answer, concurrency: number): BellWorker;
}

/** The queue's tables. Its role makes a sequence at the first job of each queue, hence CREATE on this schema. */
export const setupQueues: SchemaSetup = async (owner, ownerUrl) => {
  const queue = new Postgres.Queue('setup', { connection: { connectionString: ownerUrl, schema, migrate: true } });
  await queue.waitUntilReady();
  await queue.close();
  await owner.query(`
    grant usage, create on schema ${schema} to adjutant_queue;
    grant select, insert, update, delete on all tables in schema ${schema} to adjutant_queue;
    grant usage, select, update on all sequences in schema ${schema} to adjutant_queue;
    grant execute on all functions in schema ${schema} to adjutant_queue;`);
};

export function inPostgres(url: string): Backend {
  const connection = { connectionString: url, schema, migrate: false };
  return {
    // It is the database of everything else, too, which was prepared before.
    check: async () => undefined,
    queue: (kind) => new Postgres.Queue<Payload>(kind, { connection }),
    worker: (kind, answer, concurrency) => new Postgres.Worker<Payload>(kind, answer, { connection, concurrency }),
  };
}

/** The address without what nobody else may read. */
function shown(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

export function inRedis(url: string): Backend {
  // What cannot be rung at once is lost, and rung again by the sweeper: nothing is to pile up in memory meanwhile.
  const ringing = { url, enableOfflineQueue: false, maxRetriesPerRequest: 1 };
  return {
    async check() {
      const client = new Redis(url, { lazyConnect: true, retryStrategy: null, connectTimeout: connectTimeoutMs });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.ping();
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`The Redis of REDIS_URL (${shown(url)}) cannot be used: ${reason} Check that it runs.`, {
          cause,
        });
      } finally {
        client.disconnect();
      }
    },
    queue: (kind) => new RedisQueue<Payload>(kind, { connection: ringing, prefix }),
    worker: (kind, answer, concurrency) =>
      new RedisWorker<Payload>(kind, answer, { connection: { url, maxRetriesPerRequest: null }, prefix, concurrency }),
  };
}
