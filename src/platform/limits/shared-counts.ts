import { createHmac } from 'node:crypto';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit } from '../../core/index.ts';
import type { SchemaSetup } from '../provision.ts';
import type { Used } from './counts.ts';

/** Where all processes count together. Throws when it is out of reach. */
export interface SharedCounts {
  name: 'postgres' | 'redis';
  add(limit: Limit, key: string, points: number): Promise<Used>;
}

const schema = 'limits';
const tableName = 'counts';

/** Written often and worth little: it is not in the log of the disk, and empty after a crash. */
export const setupLimits: SchemaSetup = async (owner) => {
  await owner.query(`
    create schema if not exists ${schema};
    create unlogged table if not exists ${schema}.${tableName} (
      key varchar(255) primary key, points integer not null default 0, expire bigint);
    grant usage on schema ${schema} to adjutant_limits;
    grant select, insert, update, delete on ${schema}.${tableName} to adjutant_limits;`);
};

interface Consumer {
  consume(key: string, points: number): Promise<RateLimiterRes>;
}
type Settings = { keyPrefix: string; points: number; duration: number };

const usedOf = ({ consumedPoints, msBeforeNext }: RateLimiterRes): Used => ({
  used: consumedPoints,
  resetMs: Math.max(msBeforeNext, 0),
});

function counting(name: SharedCounts['name'], hashKey: Buffer, open: (settings: Settings) => Consumer): SharedCounts {
  const known = new Map<string, Consumer>();
  const consumerOf = ({ name: keyPrefix, most: points, seconds: duration }: Limit): Consumer => {
    const consumer = known.get(keyPrefix) ?? open({ keyPrefix, points, duration });
    known.set(keyPrefix, consumer);
    return consumer;
  };
  // Keys name people and addresses, which are nobody's business there.
  const hashed = (key: string): string => createHmac('sha256', hashKey).update(key).digest('base64url');
  return {
    name,
    async add(limit, key, points) {
      try {
        return usedOf(await consumerOf(limit).consume(hashed(key), points));
      } catch (error) {
        // That it is too much is thrown, too.
        if (error instanceof RateLimiterRes) return usedOf(error);
        throw error;
      }
    },
  };
}

export const countsInPostgres = (pool: pg.Pool, hashKey: Buffer): SharedCounts =>
  counting(
    'postgres',
    hashKey,
    (settings) =>
      new RateLimiterPostgres({
        ...settings,
        storeClient: pool,
        storeType: 'pool',
        schemaName: schema,
        tableName,
        tableCreated: true,
      }),
  );

export const countsInRedis = (client: Redis, hashKey: Buffer): SharedCounts =>
  counting(
    'redis',
    hashKey,
    ({ keyPrefix, ...settings }) =>
      new RateLimiterRedis({
        ...settings,
        keyPrefix: `adjutant:limits:${keyPrefix}`,
        storeClient: client,
        rejectIfRedisNotReady: true,
      }),
  );
