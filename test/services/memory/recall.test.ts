import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/index.ts';
import { recallThread, type ThreadPlace } from '../../../src/services/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
});
afterAll(() => world.close());

const output = { plan: 7 };
const thread = (conversationKey: string, more: Partial<ThreadPlace> = {}): ThreadPlace => ({
  conversationKey,
  channel: undefined,
  root: undefined,
  ...more,
});

/** A run of a thread that was answered. */
async function answered(key: string): Promise<string> {
  const input = { project: maria.projects[0], name: key };
  const { id } = await world.accept(maria, world.addBox, input, { key });
  await world.sql("update runs set state = 'done', outcome = $2 where id = $1", [
    id,
    JSON.stringify({ kind: 'done', output }),
  ]);
  return id;
}
const recall = (principal: Principal, place: ThreadPlace) =>
  world.services.database.withTenant(principal.tenant, (tx) =>
    recallThread(tx, principal, place, world.services.registry),
  );

describe('what is remembered of a thread', () => {
  it('is what was answered in it, and in no other', async () => {
    await answered('one');
    await answered('two');
    expect(await recall(maria, thread('one'))).toMatchObject([{ output }]);
    expect(await recall(maria, thread('three'))).toEqual([]);
  });

  it('is found by the first message, where that is our own', async () => {
    const run = await answered('a command');
    const posted = JSON.stringify({ channel: 'C1', ts: '17.1' });
    await world.sql("update messages set posted = $2 where key = 'run:' || $1 || ':root'", [run, posted]);
    expect(await recall(maria, thread('a mention', { channel: 'C1', root: '17.1' }))).toMatchObject([{ output }]);
    expect(await recall(maria, thread('a mention', { channel: 'C2', root: '17.1' }))).toEqual([]);
  });

  it('is hidden from who is in none of its projects, and from who left them', async () => {
    await answered('ours');
    const outsider = await world.principal(await world.person('Tom', ['manager'], undefined, []));
    expect(await recall(outsider, thread('ours'))).toEqual([]);
    expect(await recall({ ...maria, projects: [] }, thread('ours'))).toEqual([]);
  });

  it('is hidden from another organisation', async () => {
    await answered('theirs');
    const stranger = await world.principal(await world.person('Eve', ['admin'], world.other), world.other);
    expect(await recall({ ...stranger, projects: maria.projects }, thread('theirs'))).toEqual([]);
  });

  it('ends where a chat has gone on to other things', async () => {
    const run = await answered('a chat');
    expect(await recall(maria, thread('a chat', { withinMinutes: 30 }))).toHaveLength(1);
    await world.sql("update runs set created_at = now() - interval '31 minutes' where id = $1", [run]);
    expect(await recall(maria, thread('a chat', { withinMinutes: 30 }))).toEqual([]);
  });
});
