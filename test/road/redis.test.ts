import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { hasRedis, type RedisServer, startRedis } from '../harness/redis-server.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

describe.skipIf(!hasRedis)('a change, with the queue in Redis', () => {
  let world: World;
  let redis: RedisServer;
  let maria: Person;
  beforeAll(async () => {
    redis = await startRedis();
    world = await startWorld({ settings: { REDIS_URL: redis.url } });
    maria = personIn(world, world.aurora, 'Maria');
  });
  afterAll(async () => {
    await world.close();
    await redis.stop();
  });

  const ask = (text: string) =>
    maria.command(`code replace-text find=tea replace=${text} paths=README.md title="Sell ${text}"`);
  const isDone = async (title: string): Promise<void> => {
    await maria.sees(new RegExp(`${title}[\\s\\S]*and done`));
    expect(world.vendors.gitlab.countEffects().mergeRequests).toBeGreaterThan(0);
  };

  const health = async () => {
    const response = await fetch(`${world.url}/health/ready`);
    return (await response.json()) as object;
  };

  it('goes its way', async () => {
    await ask('rice');
    await maria.press(await maria.card('Sell rice'));
    await isDone('Sell rice');
    expect(await health()).toMatchObject({ status: 'ready', limits: 'redis', cache: 'redis' });
  });

  it('is not lost when everything in Redis is gone', async () => {
    await ask('corn');
    redis.flush();
    const approve = await maria.card('Sell corn');
    redis.flush();
    await maria.press(approve);
    redis.flush();
    await isDone('Sell corn');
  });

  it('is accepted while Redis is gone, and done once when it is back', async () => {
    const before = world.vendors.gitlab.countEffects().mergeRequests ?? 0;
    const { port } = new URL(redis.url);
    await redis.stop();
    expect((await ask('oats')).status).toBe(200);
    await waitFor('limits without Redis', async () => JSON.stringify(await health()).includes('"limits":"process"'));
    expect((await fetch(`${world.url}/health/ready`)).status).toBe(200);
    redis = await startRedis(Number(port));
    await maria.press(await maria.card('Sell oats'));
    await isDone('Sell oats');
    expect(world.vendors.gitlab.countEffects().mergeRequests).toBe(before + 1);
  });
});
