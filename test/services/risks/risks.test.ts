import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal, RiskContent, RiskStore } from '../../../src/core/index.ts';
import { createRiskStore } from '../../../src/services/risks/store-risks.ts';
import { contextOf } from '../../agents/context.ts';
import { startWorld, type World } from '../world.ts';

const project = 'aurora/shop';
const till = 'aurora/till';
let world: World;
let maria: Principal;
let ben: Principal;
let stranger: Principal;

beforeAll(async () => {
  world = await startWorld();
  await world.services.onboarding.project(world.tenant, till);
  maria = await world.principal(await world.person('Maria', ['manager'], world.tenant, [project, till]));
  ben = await world.principal(await world.person('Ben', ['member'], world.tenant, [till]));
  stranger = await world.principal(await world.person('Olga', ['manager'], world.other), world.other);
});
afterAll(() => world.close());
beforeEach(() => world.sql('truncate risks, risk_changes'));

const content = (key: string, given: Partial<RiskContent> = {}): RiskContent => ({
  key,
  title: `Risk ${key}`,
  category: 'Other',
  reason: 'A fact.',
  probability: 3,
  impact: 3,
  owner: '',
  response: 'reduce',
  mitigation: 'Watch it.',
  trigger: 'A sign.',
  ...given,
});

const store = <T>(principal: Principal, work: (risks: RiskStore) => Promise<T>): Promise<T> =>
  world.services.database.withTenant(principal.tenant, (tx) => work(createRiskStore(tx, contextOf({ principal }))));
const assess = (risks: readonly RiskContent[], { as = maria, of = project, plan = 4 as number | null } = {}) =>
  store(as, (all) => all.assess(of, plan ?? undefined, risks));
const update = (number: number, change: Parameters<RiskStore['update']>[1], as = maria) =>
  store(as, (all) => all.update(number, change));
const readerOf = (principal: Principal) => world.services.readersFor(principal).risks;
const changes = () =>
  world.sql<{ number: number; kind: string; fields: object; person: string }>(
    `select r.number, c.kind, c.fields, p.name as person from risk_changes c
     join risks r on (r.tenant_id, r.id) = (c.tenant_id, c.risk_id)
     join people p on (p.tenant_id, p.id) = (c.tenant_id, c.person_id) order by c.position`,
  );

describe('a register of risks', () => {
  it('keeps what an assessment found, the highest score first, numbered per organisation', async () => {
    const register = await assess([content('plan.4.a'), content('plan.4.b', { impact: 5 })]);
    await assess([content('plan.9.a')], { of: till, plan: 9 });
    await assess([content('said.x')], { as: stranger, plan: null });
    expect(register.map(({ number, key }) => [number, key])).toEqual([
      [2, 'plan.4.b'],
      [1, 'plan.4.a'],
    ]);
    expect(register[0]).toMatchObject({ ...content('plan.4.b', { impact: 5 }), project, plan: 4, state: 'open' });
    expect(register[0]).toMatchObject({ isEdited: false, changedBy: 'Maria', changedAt: expect.any(Date) });
    expect((await readerOf(maria).register(till)).map(({ number }) => number)).toEqual([3]);
    expect((await readerOf(stranger).register(project)).map(({ number, plan }) => [number, plan])).toEqual([
      [1, undefined],
    ]);
  });

  it('is read by the members of its project only', async () => {
    await assess([content('plan.4.a')]);
    expect(await readerOf(maria).find(1)).toMatchObject({ title: 'Risk plan.4.a' });
    for (const other of [ben, stranger]) {
      expect(await readerOf(other).find(1)).toBeUndefined();
      expect(await readerOf(other).register(project)).toEqual([]);
    }
    expect(await readerOf(maria).find(4_000_000_000)).toBeUndefined();
  });

  it('brings figures up to date, and leaves alone what a person changed', async () => {
    await assess([content('plan.4.a'), content('plan.4.b')]);
    await update(2, { probability: 1, owner: 'Ana' });
    await assess([content('plan.4.a', { probability: 5, reason: 'Worse.' }), content('plan.4.b', { probability: 5 })]);
    const [a, b] = await readerOf(maria).register(project);
    expect(a).toMatchObject({ number: 1, probability: 5, reason: 'Worse.', isEdited: false });
    expect(b).toMatchObject({ number: 2, probability: 1, owner: 'Ana', isEdited: true });
  });

  it('closes what the plan does not show any more, and opens it when it does again', async () => {
    await assess([content('plan.4.a'), content('plan.4.b'), content('said.x')]);
    await assess([content('plan.7.a')], { plan: 7 });
    expect((await readerOf(maria).register(project)).map(({ state }) => state)).toEqual([
      'open',
      'open',
      'open',
      'open',
    ]);
    const after = await assess([content('plan.4.a')]);
    expect(after.filter(({ state }) => state === 'closed').map(({ key }) => key)).toEqual(['plan.4.b']);
    const again = await assess([content('plan.4.a'), content('plan.4.b')]);
    expect(again.every(({ state }) => state === 'open')).toBe(true);
  });

  it.each(['closed', 'mitigated', 'happened'] as const)('leaves closed what a person said is %s', async (state) => {
    await assess([content('plan.4.a')]);
    await update(1, { state });
    expect(await assess([content('plan.4.a', { probability: 5 })])).toMatchObject([{ state, probability: 3 }]);
  });

  it('closes nothing of a plan when only words were assessed', async () => {
    await assess([content('plan.4.a')]);
    expect(await assess([content('said.x')], { plan: null })).toMatchObject([{ state: 'open' }, { state: 'open' }]);
  });

  it('keeps every change with who made it, and none that changes nothing', async () => {
    await assess([content('plan.4.a')]);
    await assess([content('plan.4.a', { impact: 4 })]);
    await assess([content('plan.4.a', { impact: 4 })]);
    await update(1, { impact: 5, state: 'open' });
    await update(1, { impact: 5 });
    expect(await changes()).toEqual([
      { number: 1, kind: 'found', fields: { probability: [null, 3], impact: [null, 3] }, person: 'Maria' },
      { number: 1, kind: 'updated', fields: { impact: [3, 4] }, person: 'Maria' },
      { number: 1, kind: 'changed', fields: { impact: [4, 5] }, person: 'Maria' },
    ]);
  });

  it.each([7, 4_000_000_000])('refuses to change risk %i, which is not there', async (number) => {
    await expect(update(number, { impact: 5 })).rejects.toMatchObject({
      code: 'input.invalid',
      fields: { number: 'is no risk of your projects' },
    });
  });

  it('refuses to change a risk of a project that one is not a member of', async () => {
    await assess([content('plan.4.a')]);
    for (const other of [ben, stranger]) {
      await expect(update(1, { impact: 5 }, other)).rejects.toMatchObject({ code: 'input.invalid' });
    }
    expect(await readerOf(maria).find(1)).toMatchObject({ impact: 3 });
  });

  it('numbers two assessments at the same time one after the other', async () => {
    await Promise.all([
      assess([content('plan.4.a'), content('plan.4.b')]),
      assess([content('plan.4.a'), content('plan.4.c')]),
      assess([content('said.x')], { of: till, as: ben, plan: null }),
    ]);
    const rows = await world.sql<{ number: number }>('select number from risks order by number');
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('holds at most 200 open risks, and changes nothing when it would be more', async () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => content(`said.${from + index}`));
    await assess(many(0, 200), { plan: null });
    await expect(assess(many(500, 1), { plan: null })).rejects.toMatchObject({ code: 'input.too-large' });
    expect(await readerOf(maria).register(project)).toHaveLength(200);
  });
});
