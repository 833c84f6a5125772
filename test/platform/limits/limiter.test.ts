import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Limit, type Log, type Meter, noMeter } from '../../../src/core/index.ts';
import type { SharedLimiter } from '../../../src/platform/limits/limiter.ts';
import { openLimiter } from '../../../src/platform/limits/open-limiter.ts';
import { createLog } from '../../../src/platform/log.ts';
import { roleUrl } from '../../../src/platform/provision.ts';
import { openRedis } from '../../../src/platform/redis.ts';
import { createResources, type Resources } from '../../../src/platform/resources.ts';
import { cloneDatabase, type TestDatabase, testMasterKey } from '../../harness/database.ts';
import { hasRedis, type RedisServer, startRedis } from '../../harness/redis-server.ts';
import { waitFor } from '../../harness/wait-for.ts';

let database: TestDatabase;
let redis: RedisServer | undefined;
const open: Resources[] = [];

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'));
  if (hasRedis) redis = await startRedis();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((resources) => resources.closeAll()));
});
afterAll(async () => {
  await redis?.stop();
  await database.drop();
});

const places = ['postgres', ...(hasRedis ? ['redis'] : [])];
const hashKey = Buffer.alloc(32, 1);

interface OpenOptions {
  log?: Log;
  meter?: Meter;
  redisUrl?: string | undefined;
}

/** A limiter as another process would have it. */
async function another(place: string, { log = createLog('silent'), meter = noMeter, redisUrl }: OpenOptions = {}) {
  const resources = createResources();
  open.push(resources);
  let client: Redis | undefined;
  if (place === 'redis') {
    const own = openRedis(redisUrl ?? redis?.url ?? '');
    client = own;
    resources.add(() => own.disconnect());
    await waitFor('Redis', () => own.status === 'ready');
  }
  const postgresUrl = roleUrl(database.ownerUrl, 'adjutant_limits', testMasterKey);
  return openLimiter({ redis: client, postgresUrl, hashKey, resources, log, meter });
}

const limitOf = (most: number, seconds = 60): Limit => ({ name: `test-${randomUUID().slice(0, 8)}`, most, seconds });

/** Who may still, one after the other. */
async function asked(limiter: SharedLimiter, limit: Limit, key: string, times: number): Promise<boolean[]> {
  const all: boolean[] = [];
  for (let time = 0; time < times; time += 1) all.push((await limiter.count(limit, key)).isWithin);
  return all;
}

const writing = () => {
  const events: string[] = [];
  const keep = (_fields: object, event: string): void => void events.push(event);
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log };
  return { events, log };
};

describe.each(places)('a limit counted in %s', (place) => {
  it('is one for all processes, and each key has its own', async () => {
    const [one, other, limit] = [await another(place), await another(place), limitOf(3)];
    expect(await asked(one, limit, 'maria', 2)).toEqual([true, true]);
    expect(await asked(other, limit, 'maria', 2)).toEqual([true, false]);
    expect(await asked(one, limit, 'maria', 1)).toEqual([false]);
    expect(await asked(other, limit, 'jonas', 1)).toEqual([true]);
    expect(one.place()).toBe(place);
  });

  it('says how much is left, and when it begins anew', async () => {
    const [limiter, limit] = [await another(place), limitOf(2, 30)];
    const first = await limiter.count(limit, 'maria');
    expect(first).toMatchObject({ isWithin: true, remaining: 1 });
    expect(first.resetMs).toBeGreaterThan(20_000);
    expect(first.resetMs).toBeLessThanOrEqual(30_000);
    await limiter.count(limit, 'maria');
    expect(await limiter.count(limit, 'maria')).toMatchObject({ isWithin: false, remaining: 0 });
    expect(limiter.standing(limit, 'maria')).toMatchObject({ isWithin: false, remaining: 0 });
  });

  it('begins anew when its time is over', async () => {
    const [limiter, limit] = [await another(place), limitOf(1, 1)];
    expect(await asked(limiter, limit, 'maria', 2)).toEqual([true, false]);
    await waitFor('the next second', async () => (await limiter.count(limit, 'maria')).isWithin);
  });

  it('loses none of many at once', async () => {
    const [one, other, limit] = [await another(place), await another(place), limitOf(20)];
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? one : other).count(limit, 'maria')),
    );
    expect(all.filter(({ isWithin }) => isWithin)).toHaveLength(20);
  });

  it('is told to the others by who could not wait', async () => {
    const [one, other, limit] = [await another(place), await another(place), limitOf(3)];
    for (let time = 0; time < 3; time += 1) expect(one.countHere(limit, 'maria').isWithin).toBe(true);
    expect(one.countHere(limit, 'maria').isWithin).toBe(false);
    await waitFor('the other to know', async () => !(await other.count(limit, 'maria')).isWithin);
    expect(other.countHere(limit, 'maria').isWithin).toBe(false);
  });

  it('is measured where it held something back', async () => {
    const limited: string[] = [];
    const meter = { ...noMeter, limited: (name: string) => void limited.push(name) };
    const [limiter, limit] = [await another(place, { meter }), limitOf(1)];
    await limiter.count(limit, 'maria');
    expect(limited).toEqual([]);
    await limiter.count(limit, 'maria');
    limiter.countHere(limit, 'maria');
    expect(limited).toEqual([limit.name, limit.name]);
  });
});

describe.runIf(hasRedis)('a limit whose Redis', () => {
  it('is emptied holds on in the process that counted', async () => {
    const [limiter, limit] = [await another('redis'), limitOf(2)];
    await asked(limiter, limit, 'maria', 2);
    redis?.flush();
    expect(await asked(limiter, limit, 'maria', 2)).toEqual([false, false]);
  });

  it('is stopped goes on by what each process counts, says so once, and counts together again when it is back', async () => {
    const own = await startRedis();
    const { events, log } = writing();
    const [limiter, limit] = [await another('redis', { log, redisUrl: own.url }), limitOf(4)];
    expect(await asked(limiter, limit, 'maria', 2)).toEqual([true, true]);
    await own.stop();
    expect(await asked(limiter, limit, 'maria', 3)).toEqual([true, true, false]);
    expect(await asked(limiter, limit, 'jonas', 1)).toEqual([true]);
    expect([limiter.place(), events]).toEqual(['process', ['limits counted by each process for itself']]);
    const again = await startRedis(Number(new URL(own.url).port));
    await waitFor('Redis to be used again', async () => {
      await limiter.count(limitOf(1), 'anybody');
      return limiter.place() === 'redis';
    });
    expect(events.at(-1)).toBe('limits counted together again');
    await again.stop();
  });
});
