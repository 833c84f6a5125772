import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keptJson, type Log, noMeter } from '../../../src/core/index.ts';
import { type Caches, createCaches } from '../../../src/platform/cache/caches.ts';
import { type CacheStore, keepInMemory, keepInRedis } from '../../../src/platform/cache/stores.ts';
import { openRedis } from '../../../src/platform/redis.ts';
import { hasRedis, type RedisServer, startRedis } from '../../harness/redis-server.ts';
import { waitFor } from '../../harness/wait-for.ts';

let redis: RedisServer | undefined;
const clients: Redis[] = [];
beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});
afterAll(() => redis?.stop());

async function connected(url: string): Promise<Redis> {
  const client = openRedis(url);
  clients.push(client);
  await waitFor('Redis', () => client.status === 'ready');
  return client;
}
const storeIn = async (place: string): Promise<CacheStore> =>
  place === 'redis' ? keepInRedis(await connected(redis?.url ?? ''), keepInMemory(1e6)) : keepInMemory(1e6);

const events: string[] = [];
const keepEvent = (_fields: object, event: string): void => void events.push(event);
const log: Log = { debug: keepEvent, info: keepEvent, warn: keepEvent, error: keepEvent, child: () => log };
const cachesOn = (store: CacheStore, meter = noMeter): Caches =>
  createCaches({ store, key: Buffer.alloc(32, 5), log, meter });

const text = (key: string, seconds = 60) => ({ kind: 'texts', key, seconds, ...keptJson(z.string()) });
/** Work that counts how often it was done. */
function counted(answer: string) {
  const done = { times: 0 };
  return {
    done,
    work: async () => {
      done.times += 1;
      return answer;
    },
  };
}
const places = ['memory', ...(hasRedis ? ['redis'] : [])];

describe.each(places)('a cache in %s', (place) => {
  it('does the work once, and tells how often it was spared', async () => {
    const reads: string[] = [];
    const meter = { ...noMeter, cacheRead: (kind: string, outcome: string) => void reads.push(`${kind} ${outcome}`) };
    const cache = cachesOn(await storeIn(place), meter).of('one');
    const { done, work } = counted('tea');
    expect([await cache.remember(text('once'), work), await cache.remember(text('once'), work)]).toEqual([
      'tea',
      'tea',
    ]);
    expect([done.times, reads]).toEqual([1, ['texts miss', 'texts hit']]);
  });

  it('gives nobody what another account kept, nor one thing for another', async () => {
    const caches = cachesOn(await storeIn(place));
    const first = counted('ours');
    await caches.of('one').remember(text('same'), first.work);
    expect(await caches.of('two').remember(text('same'), counted('theirs').work)).toBe('theirs');
    expect(await caches.of('one').remember({ ...text('same'), kind: 'others' }, counted('else').work)).toBe('else');
  });

  it('forgets what is too old', async () => {
    const cache = cachesOn(await storeIn(place)).of('one');
    const { done, work } = counted('tea');
    await cache.remember(text('short', 1), work);
    await waitFor('it to be forgotten', async () => {
      await cache.remember(text('short', 1), work);
      return done.times > 1;
    });
  });

  it('keeps no failure', async () => {
    const cache = cachesOn(await storeIn(place)).of('one');
    const failing = () => Promise.reject(new Error('away'));
    await expect(cache.remember(text('failing'), failing)).rejects.toThrow('away');
    expect(await cache.remember(text('failing'), counted('back').work)).toBe('back');
  });

  it('reads anew what it cannot read any more', async () => {
    const cache = cachesOn(await storeIn(place)).of('one');
    await cache.remember(text('changed'), counted('tea').work);
    const asNumber = { ...text('changed'), ...keptJson(z.number()) };
    expect(await cache.remember(asNumber, async () => 7)).toBe(7);
  });

  it('keeps nothing that is very large', async () => {
    const cache = cachesOn(await storeIn(place)).of('one');
    const { done, work } = counted('x'.repeat(5 * 1024 * 1024));
    for (let time = 0; time < 2; time += 1) await cache.remember(text('large'), work);
    expect(done.times).toBe(2);
  });
});

describe('a cache in memory', () => {
  it('holds so many bytes, and forgets first what was not used for longest', async () => {
    const store = keepInMemory(300);
    for (const key of ['a', 'b', 'c']) await store.set(key, Buffer.alloc(100), 60);
    await store.get('a');
    await store.set('d', Buffer.alloc(100), 60);
    const kept = await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await store.get(key)) !== undefined));
    expect(kept).toEqual([true, false, true, true]);
  });
});

describe.runIf(hasRedis)('a cache in Redis', () => {
  it('serves other processes, holds nothing that can be read there, and nothing large', async () => {
    const client = await connected(redis?.url ?? '');
    const secret = 'const password = "hunter2";';
    await cachesOn(keepInRedis(client, keepInMemory(1e6)))
      .of('one')
      .remember(text('source'), counted(secret).work);
    const other = counted('other');
    expect(
      await cachesOn(await storeIn('redis'))
        .of('one')
        .remember(text('source'), other.work),
    ).toBe(secret);
    await cachesOn(await storeIn('redis'))
      .of('one')
      .remember(text('book'), counted('hunter2'.repeat(5_000)).work);
    const keys = await client.keys('*');
    const all = await Promise.all(keys.map(async (key) => `${key} ${(await client.get(key)) ?? ''}`));
    expect(all.join('\n')).not.toMatch(/hunter2|source|texts/);
    expect(all.every((each) => each.length < 20_000)).toBe(true);
  });

  it('is a miss while that is away or emptied, says so once, and is used again when it is back', async () => {
    const own = await startRedis();
    const caches = cachesOn(keepInRedis(await connected(own.url), keepInMemory(1e6)));
    const cache = caches.of('one');
    const { done, work } = counted('tea');
    await cache.remember(text('tea'), work);
    own.flush();
    expect([await cache.remember(text('tea'), work), done.times]).toEqual(['tea', 2]);
    await own.stop();
    events.length = 0;
    for (let time = 0; time < 3; time += 1) expect(await cache.remember(text('tea'), work)).toBe('tea');
    expect([done.times, caches.place(), events]).toEqual([5, 'nowhere', ['cache out of reach']]);
    const again = await startRedis(Number(new URL(own.url).port));
    await waitFor('it to be used again', async () => {
      await cache.remember(text('tea'), work);
      return caches.place() === 'redis';
    });
    await again.stop();
  });
});
