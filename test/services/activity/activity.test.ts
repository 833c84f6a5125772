import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatAddressOf } from '../../../src/chat-address.ts';
import type { Activity, PlanContent, Principal, RiskContent } from '../../../src/core/index.ts';
import { createPlanStore } from '../../../src/services/plans/store-plans.ts';
import { createRiskStore } from '../../../src/services/risks/store-risks.ts';
import { startWorld, type World } from '../world.ts';

const project = 'aurora/shop';
const far = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2040-01-01T00:00:00Z') };
let world: World;
let maria: Principal;

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
});
afterAll(() => world.close());

const of = (principal = maria, { from, to } = far, limit = 100, without = 'other'): Promise<Activity> =>
  world.services.readersFor(principal).activity.of({ project, from, to, limit, without });
const linesOf = async (...given: Parameters<typeof of>): Promise<string[]> =>
  (await of(...given)).happened.map(({ markdown }) => markdown);

async function add(name: string, more: object = {}): Promise<string> {
  const { effect } = await world.ask(maria, world.addBox, { project, name, ...more });
  await world.decide(maria, effect, 'approve');
  await world.send(effect);
  return effect;
}
async function ship(name: string): Promise<string> {
  const { effect } = await world.ask(maria, world.shipOrder, { project, name });
  await world.decide(maria, effect, 'approve');
  await world.send(effect);
  return effect;
}
const settledAt = async (effect: string): Promise<Date> =>
  (await world.sql<{ settled_at: Date }>('select settled_at from effects where id = $1', [effect]))[0]?.settled_at ??
  new Date(0);

/** As a `write` capability changes plans and risks. */
const store = <T>(work: (stores: ReturnType<typeof storesOf>) => Promise<T>): Promise<T> =>
  world.services.database.withTenant(world.tenant, async (tx) => {
    const { id } = await world.accept(maria, world.listBoxes, {});
    const ctx = await world.services.contexts.create({
      principal: maria,
      capability: world.listBoxes,
      correlation: 'correlation',
      run: id,
      step: 'call-0',
    });
    return work(storesOf(tx, ctx));
  });
const storesOf = (...given: Parameters<typeof createRiskStore>) => ({
  plans: createPlanStore(...given, chatAddressOf),
  risks: createRiskStore(...given),
});

const plan: PlanContent = {
  project,
  title: 'Shop *one*',
  goal: 'A shop',
  template: '',
  start: '2026-11-23',
  finish: '2026-12-18',
  deadline: '2026-12-15',
  tasks: [],
  assumptions: [],
};
const risk = (number: number, impact: number): RiskContent => ({
  key: `risk ${number}`,
  title: `Risk of *kind* ${number}`,
  category: 'Schedule',
  reason: 'It is tight.',
  probability: 4,
  impact,
  owner: '',
  response: 'reduce',
  mitigation: '',
  trigger: '',
  plan: undefined,
  due: '',
});

describe('what went on in a project', () => {
  it('is nothing at first', async () => {
    expect(await of()).toEqual({ happened: [], waiting: [], openRisks: [], plan: undefined });
  });

  it('are effects that are done, in the words of what was approved', async () => {
    const effect = await add('tea');
    expect((await of()).happened).toEqual([
      {
        at: await settledAt(effect),
        kind: 'depot.add-box',
        person: 'Maria',
        markdown: 'Add the box tea',
        url: undefined,
      },
    ]);
  });

  it('does not count what was rejected, failed, taken back, or is a part of another', async () => {
    const before = await linesOf();
    const { effect } = await world.ask(maria, world.addBox, { project, name: 'rejected' });
    await world.decide(maria, effect, 'reject');
    world.depot.script.push('refuse');
    await add('refused');
    const undone = await add('undone');
    await world.decide(maria, undone, 'undo');
    await world.send(undone);
    const order = await ship('order');
    expect(await linesOf()).toEqual([...before, 'Ship order in order-box']);
    await world.decide(maria, order, 'undo');
    await world.send(order);
    expect(await linesOf()).toEqual(before);
  });

  it('are told by their title when their card asked nothing that can be told', async () => {
    await add('broken **box\n\nof** tea');
    expect((await linesOf()).at(-1)).toBe('Add a box');
  });

  it('is told for a span only, its begin included and its end not', async () => {
    const at = await settledAt(await add('coffee'));
    const later = new Date(at.getTime() + 1);
    expect(await linesOf(maria, { from: at, to: later })).toEqual(['Add the box coffee']);
    expect(await linesOf(maria, { from: new Date(at.getTime() - 1), to: at })).toEqual([]);
    expect(await linesOf(maria, { from: later, to: far.to })).toEqual([]);
  });

  it('are the latest when there are more', async () => {
    await add('last');
    expect(await linesOf(maria, far, 1)).toEqual(['Add the box last']);
  });

  it('are not what the agent did that tells of them, however much it was', async () => {
    expect(await linesOf(maria, far, 1, 'dep')).toHaveLength(1);
    expect(await linesOf(maria, far, 1, 'depot')).toEqual([]);
  });

  it('are changes of the plan, and where it stands', async () => {
    const made = await store(({ plans }) => plans.create(plan));
    await store(({ plans }) => plans.change(made, { ...plan, finish: '2026-12-20' }, 'One task *longer*'));
    const told = await of();
    expect(told.happened.filter(({ kind }) => kind === 'plan').map(({ markdown }) => markdown)).toEqual([
      'Plan 1, Shop \\*one\\*: 2 changes, the last one: One task \\*longer\\*',
    ]);
    expect(told.plan).toEqual({ number: 1, title: 'Shop *one*', finish: '2026-12-20', deadline: '2026-12-15' });
  });

  it('are no trials: what was changed again counts once, and no plan that another one took the place of', async () => {
    const depot = { ...plan, title: 'depot' };
    await store(({ plans }) => plans.create({ ...plan, title: 'Depot' }));
    const made = await store(({ plans }) => plans.create(depot));
    const longer = await store(({ plans }) => plans.change(made, depot, 'One task more'));
    const last = await store(({ plans }) => plans.change(longer, depot, 'Two tasks *less*'));
    const depots = (await linesOf()).filter((line) => /depot/i.test(line));
    expect(depots).toEqual([`Plan ${last.number}, depot: 3 changes, the last one: Two tasks \\*less\\*`]);
  });

  it('are changes of risks, many at once in one line, and the open ones with the highest score', async () => {
    await store(({ risks }) =>
      risks.assess(
        project,
        1,
        [1, 2, 3, 4, 5].map((each) => risk(each, each)),
      ),
    );
    const first = await of();
    expect(first.openRisks.map(({ score }) => score)).toEqual([20, 16, 12, 8, 4]);
    const lines = first.happened.filter(({ kind }) => kind === 'risk').map(({ markdown }) => markdown);
    expect(lines).toEqual([expect.stringMatching(/^5 risks: found, among them Risk \d+, Risk of \\\*kind\\\* \d/)]);
    const [highest] = first.openRisks;
    await store(({ risks }) => risks.update(highest?.number ?? 0, { state: 'mitigated', impact: 2 }));
    const second = await of();
    expect(second.openRisks.map(({ number }) => number)).not.toContain(highest?.number);
    expect(second.happened.at(-1)?.markdown).toMatch(/: changed \(.*impact 5 → 2.*\)$/);
    await store(({ risks }) => risks.assess(project, 1, [{ ...risk(6, 1), key: 'plan.1.a', plan: 1 }]));
    await store(({ risks }) => risks.assess(project, 1, []));
    expect((await of()).happened.at(-1)?.markdown).toMatch(/: closed \(Plan 1 does not show it any more\)$/);
  });

  it('names what waits for a person, with its page', async () => {
    const { effect } = await world.ask(maria, world.addBox, { project, name: 'waits' });
    expect((await of()).waiting).toEqual([
      {
        capability: 'Add a box',
        markdown: 'Add the box waits',
        person: 'Maria',
        since: expect.any(Date),
        url: `https://adjutant.example.org/console/approvals/${effect}`,
      },
    ]);
  });

  it('is for members of the project, of this organisation', async () => {
    const stranger = await world.principal(await world.person('Vera', ['manager'], world.tenant, []));
    await expect(of(stranger)).rejects.toMatchObject({ code: 'project.unknown' });
    // The other organisation has a project of that name, too, and nothing happened in it.
    const ola = await world.principal(await world.person('Ola', ['admin'], world.other), world.other);
    expect(await of(ola)).toEqual({ happened: [], waiting: [], openRisks: [], plan: undefined });
  });
});
