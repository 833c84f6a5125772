import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Log, Ring } from '../../src/core/index.ts';
import { type Bells, createBells, type Handlers } from '../../src/jobs/index.ts';
import { freePort } from '../../src/platform/free-port.ts';
import { createLog } from '../../src/platform/log.ts';
import { roleUrl } from '../../src/platform/provision.ts';
import { cloneDatabase, type TestDatabase, testMasterKey } from '../harness/database.ts';
import { hasRedis, type RedisServer, startRedis } from '../harness/redis-server.ts';
import { waitFor } from '../harness/wait-for.ts';

let database: TestDatabase;
let redis: RedisServer | undefined;
const open: Bells[] = [];

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'));
  if (hasRedis) redis = await startRedis();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((bells) => bells.close()));
});
afterAll(async () => {
  await redis?.stop();
  await database.drop();
});

const backends = ['Postgres', ...(hasRedis ? ['Redis'] : [])];

async function newBells(backend: string, log: Log = createLog('silent')): Promise<Bells> {
  const url = roleUrl(database.ownerUrl, 'adjutant_queue', testMasterKey);
  const bells = await createBells({ url, redisUrl: backend === 'Redis' ? redis?.url : undefined, log });
  open.push(bells);
  return bells;
}
/** Handlers that note what they were called for, and what they do then. */
function noted(work: (id: string) => Promise<void> = async () => undefined) {
  const heard: string[] = [];
  const note = (kind: string) => async (tenant: string, id: string) => {
    heard.push(`${kind} ${tenant} ${id}`);
    await work(id);
  };
  const handlers: Handlers = { conversation: note('conversation'), effect: note('effect'), message: note('message') };
  return { heard, handlers };
}
const ringOf = (kind: Ring['kind']): Ring => ({ kind, tenant: randomUUID(), id: randomUUID() });

describe.each(backends)('a bell in %s', (backend) => {
  it('is heard by the worker of its kind, also of another process', async () => {
    const { heard, handlers } = noted();
    await (await newBells(backend)).listen(handlers, 2);
    const rings = [ringOf('conversation'), ringOf('effect'), ringOf('message')];
    const ringing = await newBells(backend);
    for (const ring of rings) ringing.ring(ring);
    await waitFor('three bells', () => heard.length === 3);
    expect(heard.sort()).toEqual(rings.map(({ kind, tenant, id }) => `${kind} ${tenant} ${id}`));
  });

  it('is not swallowed when the same was rung before', async () => {
    const { heard, handlers } = noted();
    const bells = await newBells(backend);
    await bells.listen(handlers, 1);
    const ring = ringOf('effect');
    bells.ring(ring);
    await waitFor('the first', () => heard.length === 1);
    bells.ring(ring);
    await waitFor('the second', () => heard.length === 2);
  });

  it('that was rung again and waits is not rung a third time', async () => {
    const { heard, handlers } = noted();
    const [again, last] = [ringOf('effect'), ringOf('effect')];
    const ringing = await newBells(backend);
    for (const ring of [again, again, again, last]) ringing.ring({ ...ring, isAgain: true });
    await waitFor('two jobs', async () => (await ringing.depth('effect')) >= 2);
    await ringing.close();
    open.splice(open.indexOf(ringing), 1);
    const bells = await newBells(backend);
    await bells.listen(handlers, 1);
    await waitFor('both', () => heard.length === 2);
    bells.ring({ ...again, isAgain: true });
    await waitFor('once more', () => heard.length === 3);
    expect(heard.filter((each) => each.endsWith(again.id))).toHaveLength(2);
  });

  it('that is answered with an error leaves the others ringing', async () => {
    const errors: object[] = [];
    const log: Log = { ...createLog('silent'), error: (fields) => void errors.push(fields) };
    const broken = ringOf('effect');
    const { heard, handlers } = noted(async (id) => {
      if (id === broken.id) throw new Error('ours');
    });
    const bells = await newBells(backend, log);
    await bells.listen(handlers, 1);
    bells.ring(broken);
    bells.ring(ringOf('effect'));
    await waitFor('both', () => heard.length === 2 && errors.length === 1);
    expect(errors[0]).toMatchObject({ kind: 'effect', id: broken.id });
  });

  it('is answered to its end before the worker closes', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const done: string[] = [];
    const { heard, handlers } = noted(async (id) => {
      await promise;
      done.push(id);
    });
    const bells = await newBells(backend);
    await bells.listen(handlers, 1);
    const ring = ringOf('message');
    bells.ring(ring);
    await waitFor('the bell', () => heard.length === 1);
    const closing = bells.close();
    resolve();
    await closing;
    open.length = 0;
    expect(done).toEqual([ring.id]);
  });
});

describe.skipIf(!hasRedis)('a queue in Redis', () => {
  it('is refused in one sentence, without its password, when it cannot be reached', async () => {
    const port = await freePort();
    const redisUrl = `redis://adjutant:geheim@127.0.0.1:${port}/2`;
    const refused = createBells({ url: 'postgres://unused', redisUrl, log: createLog('silent') });
    await expect(refused).rejects.toThrow(`The Redis of REDIS_URL (redis://127.0.0.1:${port}/2) cannot be used`);
    await expect(refused).rejects.not.toThrow('geheim');
  });

  it('keeps nobody waiting while Redis is gone, and rings again when it is back', async () => {
    const port = await freePort();
    const first = await startRedis(port);
    const { heard, handlers } = noted();
    const bells = await createBells({ url: 'postgres://unused', redisUrl: first.url, log: createLog('silent') });
    open.push(bells);
    await bells.listen(handlers, 1);
    await first.stop();
    for (let count = 0; count < 100; count += 1) bells.ring(ringOf('effect'));
    const second = await startRedis(port);
    const late = ringOf('effect');
    await waitFor('a bell', () => {
      bells.ring({ ...late, isAgain: true });
      return heard.includes(`effect ${late.tenant} ${late.id}`);
    });
    await Promise.all(open.splice(0).map((each) => each.close()));
    await second.stop();
  });
});
