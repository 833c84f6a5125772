import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatAddressOf } from '../../../src/chat-address.ts';
import type { PlanContent, PlanStore, Principal } from '../../../src/core/index.ts';
import { createPlanReader } from '../../../src/services/plans/read-plans.ts';
import { createPlanStore } from '../../../src/services/plans/store-plans.ts';
import { contextOf } from '../../agents/context.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let mika: Principal;
let ola: Principal;

beforeAll(async () => {
  world = await startWorld();
  mika = await world.principal(await world.person('Mika', ['member']));
  ola = await world.principal(await world.person('Ola', ['admin'], world.other), world.other);
});
afterAll(() => world.close());

const project = 'aurora/shop';
const content = (title: string, path = project): PlanContent => ({
  project: path,
  title,
  goal: 'Open the shop',
  template: '',
  start: '2026-11-23',
  finish: '2026-11-24',
  deadline: '',
  tasks: [
    {
      code: '1',
      name: 'Design “it”',
      phase: '',
      days: 1.5,
      optimisticDays: 1,
      pessimisticDays: 3,
      after: [],
      owner: 'Ana',
      isMilestone: false,
      start: '2026-11-23',
      finish: '2026-11-24',
      floatDays: 0,
      isCritical: true,
      notBefore: '',
    },
  ],
  assumptions: ['Nobody works on weekends.'],
  team: ['Ana'],
  holidays: [],
});

/** In one transaction, as a write capability stores. */
const store = <T>(principal: Principal, work: (plans: PlanStore) => Promise<T>): Promise<T> =>
  world.services.database.withTenant(principal.tenant, (tx) =>
    work(createPlanStore(tx, contextOf({ principal }), chatAddressOf)),
  );
const read = (principal: Principal) => createPlanReader(world.services.database, principal);

describe('plans', () => {
  it('are kept as they are, with who made them', async () => {
    const made = await store(mika, (plans) => plans.create(content('First')));
    expect(made).toMatchObject({ ...content('First'), version: 1, changedBy: 'Mika', change: 'Made.' });
    expect(made.changedAt).toBeInstanceOf(Date);
    expect(await read(mika).find(made.number)).toEqual(made);
  });

  it('are numbered per organisation, also when many are made at once', async () => {
    const first = await store(mika, (plans) => plans.create(content('Count')));
    const many = await Promise.all(
      Array.from({ length: 8 }, () => store(mika, (plans) => plans.create(content('Many')))),
    );
    expect(many.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 8 }, (_, index) => first.number + 1 + index),
    );
    expect((await store(ola, (plans) => plans.create(content('Elsewhere')))).number).toBe(1);
  });

  it('keep every version, and show the newest', async () => {
    const made = await store(mika, (plans) => plans.create(content('Growing')));
    const changed = await store(mika, (plans) => plans.change(made, content('Grown'), 'It grew.'));
    expect(changed).toMatchObject({ number: made.number, version: 2, title: 'Grown', change: 'It grew.' });
    expect(await read(mika).find(made.number)).toEqual(changed);
    const versions = await world.sql<{ version: number; change: string; title: string }>(
      `select v.version, v.change, v.content->>'title' as title from plan_versions v join plans p on p.id = v.plan_id
       where p.number = $1 and p.tenant_id = $2 order by v.version`,
      [made.number, mika.tenant],
    );
    expect(versions).toEqual([
      { version: 1, change: 'Made.', title: 'Growing' },
      { version: 2, change: 'It grew.', title: 'Grown' },
    ]);
  });

  it('are changed by one of two who read the same version', async () => {
    const made = await store(mika, (plans) => plans.create(content('Contested')));
    const results = await Promise.allSettled(
      ['One', 'Two'].map((title) => store(mika, (plans) => plans.change(made, content(title), `${title}.`))),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/changed plan \d+ meanwhile\. Look at it again/),
    });
    expect(await read(mika).find(made.number)).toMatchObject({ version: 2 });
  });

  it('have the one that was changed last as the latest of their project', async () => {
    const [first, second] = [
      await store(mika, (plans) => plans.create(content('Older'))),
      await store(mika, (plans) => plans.create(content('Newer'))),
    ];
    expect(await read(mika).latest(project)).toMatchObject({ number: second.number });
    await store(mika, (plans) => plans.change(first, content('Older, changed'), 'Changed.'));
    expect(await read(mika).latest(project)).toMatchObject({ number: first.number, title: 'Older, changed' });
    expect(await read(mika).latest('aurora/none')).toBeUndefined();
  });

  it('are there for members of their project only, and for nobody of another organisation', async () => {
    const { number } = await store(mika, (plans) => plans.create(content('Private')));
    const stranger = await world.principal(await world.person('Kim', ['member'], world.tenant, []));
    for (const principal of [stranger, ola]) {
      expect((await read(principal).find(number))?.title).not.toBe('Private');
      expect((await read(principal).latest(project))?.title).not.toBe('Private');
    }
    await expect(
      store(stranger, (plans) => plans.change({ number, version: 1 }, content('Taken'), 'Taken.')),
    ).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('are moved to no other project by a change', async () => {
    const made = await store(mika, (plans) => plans.create(content('Here')));
    const there = { ...mika, projects: [...mika.projects, 'aurora/there'] };
    await expect(
      store(there, (plans) => plans.change(made, content('There', 'aurora/there'), 'Moved.')),
    ).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('are there no more once they are deleted, and their numbers are given to no other', async () => {
    const kept = await store(mika, (plans) => plans.create(content('Kept')));
    const made = await store(mika, (plans) => plans.create(content('Gone')));
    await store(mika, (plans) => plans.remove(made));
    expect(await read(mika).find(made.number)).toBeUndefined();
    expect(await read(mika).latest(project)).toMatchObject({ number: kept.number });
    expect((await read(mika).names(project)).map(({ number }) => number)).not.toContain(made.number);
    expect(await read(mika).findDeleted(made.number)).toMatchObject({ title: 'Gone', version: 2, change: 'Deleted.' });
    expect((await store(mika, (plans) => plans.create(content('Next')))).number).toBe(made.number + 1);
    await expect(store(mika, (plans) => plans.change(made, content('Changed'), 'Changed.'))).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });

  it('come back as they were', async () => {
    const made = await store(mika, (plans) => plans.create(content('Back')));
    await store(mika, (plans) => plans.remove(made));
    const deleted = await read(mika).findDeleted(made.number);
    if (!deleted) throw new Error('it is not there');
    const back = await store(mika, (plans) => plans.restore(deleted));
    expect(back).toMatchObject({ ...content('Back'), number: made.number, version: 3, change: 'Brought back.' });
    expect(await read(mika).find(made.number)).toEqual(back);
    expect(await read(mika).findDeleted(made.number)).toBeUndefined();
  });

  it('are not deleted when somebody changed them meanwhile, and brought back once', async () => {
    const made = await store(mika, (plans) => plans.create(content('Busy')));
    await store(mika, (plans) => plans.change(made, content('Busier'), 'Changed.'));
    await expect(store(mika, (plans) => plans.remove(made))).rejects.toMatchObject({
      message: expect.stringMatching(/Somebody has changed plan \d+ meanwhile\. Look at it again/),
    });
    const now = await read(mika).find(made.number);
    if (!now) throw new Error('it is not there');
    await store(mika, (plans) => plans.remove(now));
    await expect(store(mika, (plans) => plans.remove(now))).rejects.toMatchObject({ code: 'input.invalid' });
    const deleted = await read(mika).findDeleted(made.number);
    if (!deleted) throw new Error('it is not there');
    await store(mika, (plans) => plans.restore(deleted));
    await expect(store(mika, (plans) => plans.restore(deleted))).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('are deleted and brought back by members of their project only', async () => {
    const made = await store(mika, (plans) => plans.create(content('Ours')));
    const stranger = await world.principal(await world.person('Lea', ['member'], world.tenant, []));
    await expect(store(stranger, (plans) => plans.remove(made))).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(store(ola, (plans) => plans.remove(made))).rejects.toMatchObject({ code: 'input.invalid' });
    await store(mika, (plans) => plans.remove(made));
    expect(await read(stranger).findDeleted(made.number)).toBeUndefined();
    expect(await read(stranger).names(project)).toEqual([]);
    expect(await read(ola).findDeleted(made.number)).toBeUndefined();
  });

  it.each([0, -1, 2 ** 31, Number.MAX_SAFE_INTEGER])('have no number like %i', async (number) => {
    expect(await read(mika).find(number)).toBeUndefined();
  });

  it('are not there when what stored them failed', async () => {
    const before = await read(mika).latest(project);
    const failing = store(mika, async (plans) => {
      await plans.create(content('Half'));
      throw new Error('the rest failed');
    });
    await expect(failing).rejects.toThrow('the rest failed');
    expect(await read(mika).latest(project)).toEqual(before);
  });
});
