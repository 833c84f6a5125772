import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultPoints } from '../../src/core/index.ts';
import { makeRepository } from '../harness/repository.ts';
import { removeProduct } from './started-product.ts';
import { type Ending, type Story, tell } from './story.ts';

/** Park and Miller's generator: the same seed kills at the same moments. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

async function live(kill: Pick<Story, 'killAt' | 'killAfterMs'>): Promise<Ending> {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-crash-'));
  try {
    return await tell({ folder, repository: makeRepository(join(folder, 'source')), ...kill });
  } finally {
    await removeProduct(folder);
  }
}

const expectOnce = ({ effects, messages }: Ending): void => {
  expect(effects).toMatchObject({ branches: 1, commits: 1, mergeRequests: 1 });
  expect(messages.filter(({ text }) => /Merge request !\d+ is open/.test(text)).length).toBeGreaterThan(0);
};

/** How many random moments: more of them by hand, `CRASH_SEEDS=20 npm test -- test/crash`. */
const seeds = Number(process.env.CRASH_SEEDS ?? 6);

describe('kill -9 of the process and its database', () => {
  it.each(faultPoints.map((point) => [`${point}:1`]))(
    'at %s ends in one merge request',
    async (killAt) => {
      expectOnce(await live({ killAt }));
    },
    90_000,
  );

  // The parts of the composite reach these points once each.
  it.each(['effect.claimed:2', 'effect.before-call:2', 'effect.after-call:2', 'effect.stored:2'])(
    'at %s, too',
    async (killAt) => {
      expectOnce(await live({ killAt }));
    },
    90_000,
  );

  it.each(Array.from({ length: seeds }, (_, seed) => [seed + 1]))(
    'at a random moment (seed %i), too',
    async (seed) => {
      expectOnce(await live({ killAfterMs: Math.floor(random(seed * 7_919)() * 800) }));
    },
    90_000,
  );
});
