import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatAddressOf } from '../../../src/chat-address.ts';
import { noTracer, type Principal } from '../../../src/core/index.ts';
import { createGate } from '../../../src/services/index.ts';
import { createStores } from '../../../src/services/stores.ts';
import { contextOf } from '../../agents/context.ts';
import { type AcceptedRun, noGitLab, startWorld, type World } from '../world.ts';

let world: World;
let mika: Principal;
let run: AcceptedRun;

beforeAll(async () => {
  world = await startWorld();
  mika = await world.principal(await world.person('Mika', ['member']));
  run = await world.accept(mika, world.addBox, { project: 'aurora/shop', name: 'tea' });
});
afterAll(() => world.close());

describe('a run', () => {
  it.each<[string, Parameters<World['person']>[1], readonly string[], boolean]>([
    ['a manager of its project', ['manager'], ['aurora/shop'], true],
    ['an admin', ['admin'], [], true],
    ['a manager of another project', ['manager'], [], false],
    ['another member', ['member'], ['aurora/shop'], false],
    ['a viewer', ['viewer'], ['aurora/shop'], false],
  ])('is there for %s: see the last column', async (_name, roles, projects, isSeen) => {
    const reader = await world.principal(await world.person('Kim', roles, world.tenant, projects));
    const { runs } = world.services;
    const seen = [
      await runs.byNumber(reader, run.number),
      await runs.byId(reader, run.id),
      (await runs.recent(reader, 100)).find(({ id }) => id === run.id),
      await runs.readerFor(reader).find(run.number),
    ];
    expect(seen.map((each) => each?.id === run.id)).toEqual([isSeen, isSeen, isSeen, isSeen]);
  });

  it('is seen when a call takes its project over from an earlier one, and not when one names another project', async () => {
    const kim = await world.principal(await world.person('Kim', ['manager'], world.tenant, ['aurora/shop']));
    const accepted = await world.accept(mika, world.addBox, { project: 'aurora/shop', name: 'two' });
    const seen = async (project: unknown): Promise<boolean> => {
      await world.sql('update runs set request = $2 where id = $1', [
        accepted.id,
        JSON.stringify({
          calls: [
            { capability: 'depot.add-box', input: { project: 'aurora/shop' } },
            { capability: 'depot.add-box', input: { project }, after: [0] },
          ],
        }),
      ]);
      return (await world.services.runs.byNumber(kim, accepted.number)) !== undefined;
    };
    expect([
      await seen({ $from: 'call-0', field: 'project' }),
      await seen('aurora/till'),
      await seen('aurora/shop'),
    ]).toEqual([true, false, true]);
  });

  it('that names no project is for who asked alone: nobody knows whose data its answer holds', async () => {
    const kim = await world.principal(await world.person('Kim', ['admin'], world.tenant, ['aurora/shop']));
    const accepted = await world.accept(mika, world.listBoxes, {});
    expect(await world.services.runs.byNumber(kim, accepted.number)).toBeUndefined();
    expect(await world.services.runs.byNumber(mika, accepted.number)).toMatchObject({ number: accepted.number });
  });

  it('is there for who asked, and for nobody of another tenant', async () => {
    const ola = await world.principal(await world.person('Ola', ['admin'], world.other), world.other);
    expect(await world.services.runs.byNumber(mika, run.number)).toMatchObject({
      number: run.number,
      capability: 'depot.add-box',
      state: 'queued',
      person: 'Mika',
      outcome: null,
    });
    expect(await world.services.runs.byId(ola, run.id)).toBeUndefined();
  });

  it.each([0, -1, 2 ** 31, Number.MAX_SAFE_INTEGER])('has no number like %i', async (number) => {
    expect(await world.services.runs.byNumber(mika, number)).toBeUndefined();
  });

  it.each(['', 'x', "' or true --"])('has no id like %j', async (id) => {
    expect(await world.services.runs.byId(mika, id)).toBeUndefined();
  });
});

describe('a step', () => {
  it('is done once, on record, with the outcome kept', async () => {
    const gate = createGate(world.services.database, noTracer, () => expect.unreachable(), createStores(chatAddressOf));
    const ctx = contextOf({ principal: mika, run: run.id, step: 'call-0', gitlab: noGitLab });
    let calls = 0;
    const once = () => gate.once(ctx, world.listBoxes, async () => ({ kind: 'done', output: { calls: ++calls } }));
    expect([await once(), await once()]).toEqual([
      { kind: 'done', output: { calls: 1 } },
      { kind: 'done', output: { calls: 1 } },
    ]);
    const steps = await world.services.runs.steps(mika, run.id);
    expect(steps).toMatchObject([{ step: 'call-0', capability: 'depot.list-boxes', outcome: { kind: 'done' } }]);
  });
});
