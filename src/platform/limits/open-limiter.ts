import type { Redis } from 'ioredis';
import { createPool } from '../database.ts';
import type { Resources } from '../resources.ts';
import { createLimiter, type LimiterOptions, type SharedLimiter } from './limiter.ts';
import { countsInPostgres, countsInRedis } from './shared-counts.ts';

export interface OpenLimiterOptions extends Omit<LimiterOptions, 'shared'> {
  /** Where there is one. */
  redis: Redis | undefined;
  /** Of the limits' role, for where there is none. */
  postgresUrl: string;
  hashKey: Buffer;
  resources: Resources;
}

const connections = 2;

/** Counts in Redis where there is one, else in Postgres, and in this process in any case. */
export function openLimiter(options: OpenLimiterOptions): SharedLimiter {
  const { redis, postgresUrl, hashKey, resources, log } = options;
  if (redis) {
    const limiter = createLimiter({ ...options, shared: countsInRedis(redis, hashKey) });
    resources.add(() => limiter.close());
    return limiter;
  }
  // What is counted need not survive a power cut, so nobody waits for the disk.
  const settings = '-c synchronous_commit=off -c statement_timeout=1s';
  const pool = createPool(postgresUrl, { max: connections, options: settings }, log);
  resources.add(() => pool.end());
  const limiter = createLimiter({ ...options, shared: countsInPostgres(pool, hashKey) });
  resources.add(() => limiter.close());
  return limiter;
}
