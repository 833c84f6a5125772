import { afterAll, expect, it } from 'vitest';
import { play, verdictOf } from '../../chaos/campaign.ts';
import { startDatabase } from '../../chaos/database.ts';
import { createResources } from '../../src/platform/resources.ts';

const resources = createResources();
afterAll(() => resources.closeAll());

it('keeps its promises while its processes are killed: a short seed of `npm run chaos`', async () => {
  // Its own server: the product's roles belong to a whole server, and here they have other secrets.
  const databaseUrl = await startDatabase(resources);
  const rounds = await play({ seed: 1, kills: 2, backend: 'postgres', databaseUrl, resources });
  expect(rounds.flatMap(({ faults }) => faults)).toEqual([]);
  expect(rounds.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(0);
  expect(verdictOf(rounds, { seed: 1, backend: 'postgres' })).toMatch(/^Kept: .*seed 1, postgres: 2 kills/);
}, 400_000);
