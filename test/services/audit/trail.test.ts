import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal, TrailFilter } from '../../../src/core/index.ts';
import { createTrailReader } from '../../../src/services/audit/trail.ts';
import { recordAudit } from '../../../src/services/index.ts';
import { type Asked, startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let jonas: Principal;
let asked: Asked;
beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria 100% Lindqvist', ['manager']));
  jonas = await world.principal(await world.person('Jonas Weber', ['developer']));
  asked = await world.ask(jonas, world.addBox, { project: 'aurora/shop', name: 'crate' });
  await world.decide(maria, asked.effect, 'reject');
});
afterAll(() => world.close());

const all: TrailFilter = {
  person: '',
  capability: '',
  action: '',
  outcome: '',
  run: 0,
  from: undefined,
  to: undefined,
  limit: 20,
  offset: 0,
};
const read = (filter: Partial<TrailFilter> = {}, principal = maria) =>
  createTrailReader(world.services.database, world.services.checkpoints, principal).read({ ...all, ...filter });

describe('the audit trail', () => {
  it('joins people and runs to its rows, latest first', async () => {
    const [run] = await world.sql<{ number: number }>('select number from runs where id = $1', [asked.run]);
    expect((await read())[0]).toEqual({
      at: expect.any(Date),
      person: 'Maria 100% Lindqvist',
      door: 'slack',
      action: 'decided',
      capability: 'depot.add-box',
      outcome: 'reject',
      run: run?.number,
      effect: asked.effect,
      reason: '',
    });
  });

  it('is filtered by the number of a run of the own organisation', async () => {
    const [run] = await world.sql<{ number: number }>('select number from runs where id = $1', [asked.run]);
    const number = run?.number ?? 0;
    const rows = await read({ run: number });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.run))).toEqual(new Set([number]));
    expect(await read({ run: number + 1_000 })).toEqual([]);
    expect(await read({ run: 9_999_999_999 })).toEqual([]);
    const olga = await world.principal(await world.person('Olga', ['manager'], world.other), world.other);
    expect(await read({ run: number }, olga)).toEqual([]);
  });

  it.each<[string, Partial<TrailFilter>, number]>([
    ['a part of a name in any letter case', { person: 'lindq' }, 1],
    ['a name with signs that mean something to a search', { person: '100%' }, 1],
    ['such a sign that is in no name', { person: '_' }, 0],
    ['the begin of a capability', { capability: 'depot.' }, 1],
    ['another capability', { capability: 'coding.' }, 0],
    ['an action', { action: 'decided' }, 1],
    ['an outcome', { action: 'decided', outcome: 'approve' }, 0],
    ['a time that is over', { to: new Date('2020-01-01') }, 0],
    ['a time from which on', { from: new Date('2020-01-01'), action: 'decided' }, 1],
  ])('is filtered by %s', async (_what, filter, count) => {
    expect(await read(filter)).toHaveLength(count);
  });

  it('is read in pages', async () => {
    const correlation = 'pages';
    await world.services.database.withTenant(world.tenant, async (tx) => {
      for (const outcome of ['one', 'two', 'three'])
        await recordAudit(tx, {
          person: jonas.person,
          door: 'mcp',
          action: 'asked',
          capability: 'a.b',
          outcome,
          correlation,
        });
    });
    const page = async (offset: number) =>
      (await read({ capability: 'a.b', limit: 2, offset })).map(({ outcome }) => outcome);
    expect([await page(0), await page(2), await page(4)]).toEqual([['three', 'two'], ['one'], []]);
  });

  it('names nobody who was erased, and keeps the row', async () => {
    const gone = await world.person('Olu Adeyemi', ['developer']);
    await world.services.database.withTenant(world.tenant, (tx) =>
      recordAudit(tx, { person: gone, door: 'slack', action: 'asked', outcome: 'erased soon', correlation: 'x' }),
    );
    await world.sql('update people set pseudonym = gen_random_uuid() where id = $1', [gone]);
    expect(await read({ outcome: 'erased soon' })).toMatchObject([
      { person: '', capability: undefined, run: undefined },
    ]);
    expect(await read({ person: 'Olu' })).toEqual([]);
  });

  it('is for who may oversee, wherever it is asked for', async () => {
    await expect(read({}, jonas)).rejects.toMatchObject({ code: 'permission.denied' });
    await expect(read({}, { ...maria, scopes: ['orchestrator:runs:read'] })).rejects.toMatchObject({
      code: 'permission.denied',
    });
  });

  it('holds nothing of another organisation', async () => {
    const elena = await world.principal(await world.person('Elena', ['admin'], world.other), world.other);
    expect(await read({}, elena)).toEqual([]);
  });
});
