import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultPoints } from '../../src/core/index.ts';
import { hasRedis, type RedisServer, startRedis } from '../harness/redis-server.ts';
import { makeRepository } from '../harness/repository.ts';
import { removeProduct } from './started-product.ts';
import { type Story, tell } from './story.ts';
import { type Tale, type TaleName, tales } from './tales.ts';

/** Park and Miller's generator: the same seed kills at the same moments. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

type Kill = Pick<Story, 'killAt' | 'killAfterMs' | 'settings' | 'meanwhile'>;

async function live(name: TaleName, kill: Kill): Promise<void> {
  const tale: Tale = tales[name];
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-crash-'));
  try {
    const { count, wasInDoubt } = await tell({
      tale,
      folder,
      repository: makeRepository(join(folder, 'source')),
      ...kill,
    });
    expect(count).toEqual(tale.once);
    // Only where the vendor neither refuses a double nor shows at once what it has, a person may be asked.
    if (Object.keys(tale.doubtful).length === 0) expect(wasInDoubt).toBe(false);
  } finally {
    await removeProduct(folder);
  }
}

const limitMs = 400_000;
const names = Object.keys(tales) as TaleName[];
/** How many random moments: more of them by hand, `CRASH_SEEDS=20 npm test -- test/crash -t random`. */
const seeds = Number(process.env.CRASH_SEEDS ?? 5);
/** Longer than each of them takes on a slow machine. */
const spanMs = 1_000;

describe('kill -9 of the process, its database and its vendors', () => {
  it.each(faultPoints.map((point) => [`${point}:1`]))(
    'at %s: merge request, once',
    (killAt) => live('merge request', { killAt }),
    limitMs,
  );

  // The parts of a composite reach these points once each.
  it.each(
    (['merge request', 'post with announcement', 'lead with task'] as const).flatMap((name) =>
      ['effect.claimed:2', 'effect.before-call:2', 'effect.after-call:2', 'effect.stored:2'].map(
        (killAt) => [killAt, name] as const,
      ),
    ),
  )('at %s: %s, once', (killAt, name) => live(name, { killAt }), limitMs);

  it.each(
    Array.from({ length: seeds }, (_, index) => [names[index % names.length] ?? 'merge request', index + 1] as const),
  )(
    'at a random moment: %s, once (seed %i)',
    (name, seed) => live(name, { killAfterMs: Math.floor(random(seed * 7_919)() * spanMs) }),
    limitMs,
  );
});

describe.skipIf(!hasRedis)('the same with the queue in Redis, which is emptied before the start', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it.each(faultPoints.map((point) => [`${point}:1`]))(
    'at %s: merge request, once',
    (killAt) => live('merge request', { killAt, settings: { REDIS_URL: redis.url }, meanwhile: () => redis.flush() }),
    limitMs,
  );

  it.each(names.map((name, index) => [name, index + 101] as const))(
    'at a random moment: %s, once (seed %i)',
    (name, seed) => {
      const killAfterMs = Math.floor(random(seed * 7_919)() * spanMs);
      return live(name, { killAfterMs, settings: { REDIS_URL: redis.url }, meanwhile: () => redis.flush() });
    },
    limitMs,
  );
});
