import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClaims } from '../../../src/services/messages/claims.ts';
import { putMessage, rootKey } from '../../../src/services/messages/messages.ts';
import { address, startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface Row {
  id: string;
  lease_until: Date | null;
  posted: object | null;
  delivered_version: number;
  attempts: number;
  failure: string | null;
}

async function message(): Promise<string> {
  const maria = await world.principal(await world.person('Maria', ['manager']));
  const { id: run } = await world.accept(maria, world.listBoxes, {});
  const key = rootKey(run);
  await world.services.database.withTenant(world.tenant, (tx) =>
    putMessage(tx, { key, run, address, content: { tone: 'neutral', markdown: 'root' } }),
  );
  const [row] = await world.sql<{ id: string }>('select id from messages where key = $1', [key]);
  return row?.id ?? '';
}

it('lets who was overtaken prolong, settle and postpone nothing', async () => {
  const id = await message();
  const claims = createClaims(world.services.database, 60);
  const place = { tenant: world.tenant, message: id };
  const row = async (): Promise<Row | undefined> =>
    (
      await world.sql<Row>(
        'select id, lease_until, posted, delivered_version, attempts, failure from messages where id = $1',
        [id],
      )
    )[0];
  const first = await claims.claim(place);
  expect(await claims.claim(place)).toBeUndefined();
  // Its worker was frozen: the lease ran out.
  await world.sql("update messages set lease_until = now() - interval '1 second' where id = $1", [id]);
  const second = await claims.claim(place);
  if (!first || !second) throw new Error('it was not claimed');
  const before = await row();

  expect(await claims.renew(place, first)).toBe(false);
  expect(await claims.settle(place, first, { ts: 'first' })).toBe(false);
  const end = { isFinal: true, reason: 'away', delayMs: 0 };
  await claims.postpone(place, first, end);
  expect(await row()).toEqual(before);

  expect(await claims.renew(place, second)).toBe(true);
  expect(await claims.settle(place, second, { ts: 'second' })).toBe(false);
  expect(await row()).toMatchObject({ posted: { ts: 'second' }, delivered_version: second.version, lease_until: null });
  expect(await claims.renew(place, second)).toBe(false);
});
