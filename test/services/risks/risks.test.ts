import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal, RiskChange, RiskContent, RiskStore } from '../../../src/core/index.ts';
import { createRiskStore } from '../../../src/services/risks/store-risks.ts';
import { contextOf } from '../../agents/context.ts';
import { waitFor } from '../../harness/wait-for.ts';
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
beforeEach(async () => {
  await world.sql('truncate risks, risk_changes, plans, plan_versions');
  await plan(4, 'Web shop');
  await plan(7, 'Stock check');
  await plan(9, 'Till', till);
});

/** A plan by its title alone. */
async function plan(number: number, title: string, of = project): Promise<void> {
  const values = [world.tenant, number, of];
  const [row] = await world.sql<{ id: string }>(
    'insert into plans (tenant_id, number, project) values ($1, $2, $3) returning id',
    values,
  );
  await world.sql(
    `insert into plan_versions (tenant_id, plan_id, version, content, change, person_id)
     values ($1, $2, 1, json_build_object('title', $3::text), 'Made.', $4)`,
    [world.tenant, row?.id, title, maria.person],
  );
}
const remove = (number: number) => world.sql('update plans set deleted_at = now() where number = $1', [number]);

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
  plan: undefined,
  due: '',
  ...given,
});

const store = <T>(principal: Principal, work: (risks: RiskStore) => Promise<T>): Promise<T> =>
  world.services.database.withTenant(principal.tenant, (tx) => work(createRiskStore(tx, contextOf({ principal }))));
/** What rests on a plan's facts belongs to the plan that is looked at. */
const assess = (risks: readonly RiskContent[], { as = maria, of = project, plan = 4 as number | null } = {}) =>
  store(as, (all) =>
    all.assess(
      of,
      plan ?? undefined,
      risks.map((risk) => ({ ...risk, plan: risk.key.startsWith('plan.') ? (plan ?? undefined) : risk.plan })),
    ),
  );
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
    const { register, added } = await assess([content('plan.4.a'), content('plan.4.b', { impact: 5 })]);
    expect(added).toEqual([1, 2]);
    await assess([content('plan.9.a')], { of: till, plan: 9 });
    await assess([content('said.x')], { as: stranger, plan: null });
    expect(register.map(({ number, key }) => [number, key])).toEqual([
      [2, 'plan.4.b'],
      [1, 'plan.4.a'],
    ]);
    expect(register[0]).toMatchObject({
      ...content('plan.4.b', { impact: 5 }),
      project,
      plan: 4,
      planTitle: 'Web shop',
      state: 'open',
    });
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
    const other = await assess([content('plan.7.a')], { plan: 7 });
    expect(other.register.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'open']);
    const after = await assess([content('plan.4.a')]);
    expect(after.closed).toEqual([{ number: 2, why: 'Plan 4 does not show it any more.' }]);
    expect(after.register.filter(({ state }) => state === 'closed').map(({ key, note }) => [key, note])).toEqual([
      ['plan.4.b', 'Plan 4 does not show it any more.'],
    ]);
    const again = await assess([content('plan.4.a'), content('plan.4.b')]);
    expect(again.changed).toEqual([2]);
    expect(again.register.every(({ state, note }) => state === 'open' && note === '')).toBe(true);
  });

  it.each(['closed', 'mitigated', 'happened'] as const)('leaves closed what a person said is %s', async (state) => {
    await assess([content('plan.4.a')]);
    await update(1, { state });
    const after = await assess([content('plan.4.a', { probability: 5 })]);
    expect(after).toMatchObject({ changed: [], register: [{ state, probability: 3 }] });
  });

  it('closes nothing of a plan when only words were assessed', async () => {
    await assess([content('plan.4.a')]);
    const { register } = await assess([content('said.x')], { plan: null });
    expect(register).toMatchObject([{ state: 'open' }, { state: 'open' }]);
  });

  it.each<[string, RiskChange]>([
    ['probability', { probability: 1 }],
    ['impact', { impact: 1 }],
    ['owner', { owner: 'Ana' }],
    ['response', { response: 'accept' }],
    ['mitigation', { mitigation: 'Ask twice.' }],
    ['trigger', { trigger: 'A call.' }],
    ['title', { title: 'Ours' }],
    ['due', { due: '2027-01-15' }],
    ['residual', { residual: 2 }],
    ['state', { state: 'mitigated' }],
    ['note', { note: 'Agreed.' }],
  ])('never resets the %s that a person set, however often it assesses', async (_field, change) => {
    const worse = {
      probability: 5,
      impact: 5,
      owner: 'Ben',
      response: 'avoid',
      mitigation: 'Stop.',
      title: 'Theirs',
    } as const;
    await assess([content('plan.4.a')]);
    await update(1, change);
    for (const reason of ['Worse.', 'Much worse.']) {
      await assess([content('plan.4.a', { ...worse, trigger: 'A fire.', due: '2026-12-01', reason })]);
    }
    expect(await readerOf(maria).find(1)).toMatchObject(change);
  });

  it('waits for a person who changes a risk just now, and leaves alone what they set', async () => {
    await assess([content('plan.4.a')]);
    const written = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const edit = store(maria, async (all) => {
      await all.update(1, { probability: 1, owner: 'Ana' });
      written.resolve();
      await mayEnd.promise;
    });
    await written.promise;
    const assessment = assess([content('plan.4.a', { probability: 5, owner: 'Ben', impact: 5 })]);
    await waitFor('the assessment to wait for the edit', async () => {
      const [row] = await world.sql<{ count: number }>(
        "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return (row?.count ?? 0) > 0;
    });
    mayEnd.resolve();
    await Promise.all([edit, assessment]);
    expect(await readerOf(maria).find(1)).toMatchObject({ probability: 1, owner: 'Ana', impact: 5, isEdited: true });
  });

  it('brings the facts of a risk up to date beside what a person set', async () => {
    await assess([content('plan.4.a')]);
    await update(1, { owner: 'Ana' });
    const { changed } = await assess([content('plan.4.a', { impact: 5, reason: 'Worse.', owner: 'Ben' })]);
    expect(changed).toEqual([1]);
    expect(await readerOf(maria).find(1)).toMatchObject({ impact: 5, reason: 'Worse.', owner: 'Ana' });
  });

  it('proposes a day once, and does not move it', async () => {
    await assess([content('plan.4.a', { due: '2026-12-01' })]);
    expect((await assess([content('plan.4.a', { due: '2026-12-08' })])).changed).toEqual([]);
    expect(await readerOf(maria).find(1)).toMatchObject({ due: '2026-12-01' });
  });

  it('closes the risks of a plan that was deleted, with the reason, and names those that are people’s own', async () => {
    await assess([content('plan.7.a'), content('plan.7.b'), content('said.x', { plan: 7 })], { plan: 7 });
    await update(2, { owner: 'Ana' });
    await remove(7);
    const { closed, kept, register } = await assess([content('plan.4.a')]);
    const why = 'Plan 7 was deleted.';
    expect(closed).toEqual([{ number: 1, why }]);
    expect(kept).toEqual([
      { number: 2, why },
      { number: 3, why },
    ]);
    expect(register.map(({ number, state, note }) => [number, state, note])).toEqual([
      [1, 'closed', why],
      [2, 'open', ''],
      [3, 'open', ''],
      [4, 'open', ''],
    ]);
  });

  it('closes them without another plan to look at, and opens them when the plan is brought back', async () => {
    await assess([content('plan.7.a')], { plan: 7 });
    await assess([content('plan.4.a')]);
    await remove(7);
    const why = 'Plan 7 was deleted.';
    expect(await assess([], { plan: null })).toMatchObject({ closed: [{ number: 1, why }], kept: [] });
    expect(await assess([], { plan: null })).toMatchObject({ closed: [], kept: [] });
    expect((await readerOf(maria).find(2))?.state).toBe('open');
    await world.sql('update plans set deleted_at = null');
    expect(await assess([content('plan.7.a')], { plan: 7 })).toMatchObject({ changed: [1], kept: [] });
  });

  it('closes the risks of a plan that was made once more under its title', async () => {
    await assess([content('plan.4.a'), content('plan.4.b')]);
    await update(2, { probability: 5 });
    await plan(8, 'web shop ');
    const why = 'Plan 4 was replaced by plan 8, which has the same title.';
    expect(await assess([content('plan.8.a')], { plan: 8 })).toMatchObject({
      added: [3],
      closed: [{ number: 1, why }],
      kept: [{ number: 2, why }],
    });
    // Who looks at the older one means it.
    expect(await assess([content('plan.4.a')])).toMatchObject({ changed: [1], closed: [] });
  });

  it('keeps the same risk of two plans apart', async () => {
    await assess([content('plan.4.owners', { title: 'No owner' })]);
    const { register } = await assess([content('plan.7.owners', { title: 'No owner' })], { plan: 7 });
    expect(register.map(({ title, plan, planTitle, state }) => [title, plan, planTitle, state])).toEqual([
      ['No owner', 4, 'Web shop', 'open'],
      ['No owner', 7, 'Stock check', 'open'],
    ]);
  });

  it('names a person’s own risk that its plan does not show any more', async () => {
    await assess([content('plan.4.a')]);
    await update(1, { owner: 'Ana' });
    expect((await assess([])).kept).toEqual([{ number: 1, why: 'Plan 4 does not show it any more.' }]);
    await update(1, { state: 'closed', note: 'Agreed.' });
    expect((await assess([])).kept).toEqual([]);
  });

  it('forgets why it was closed when it is opened again', async () => {
    await assess([content('plan.4.a')]);
    await assess([]);
    expect(await update(1, { state: 'open' })).toMatchObject({ state: 'open', note: '' });
  });

  it('remembers what the score was before, whoever changed it', async () => {
    await assess([content('plan.4.a')]);
    expect((await readerOf(maria).find(1))?.before).toBeUndefined();
    await assess([content('plan.4.a', { impact: 4, reason: 'Worse.' })]);
    expect((await readerOf(maria).find(1))?.before).toEqual({ score: 9, at: expect.any(Date) });
    await update(1, { probability: 1, impact: 1 });
    await update(1, { owner: 'Ana' });
    expect((await readerOf(maria).find(1))?.before).toMatchObject({ score: 12 });
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

  it('that a deletion closed come back with their plan, and no others', async () => {
    await assess(['a', 'b', 'c', 'd'].map((key) => content(`plan.4.${key}`)));
    await assess([content('plan.7.a')], { plan: 7 });
    await update(2, { state: 'closed', note: 'Signed.' });
    await assess(['a', 'b', 'd'].map((key) => content(`plan.4.${key}`)));
    await update(4, { owner: 'Ana' });
    await remove(4);
    await remove(7);
    const { closed } = await assess([], { plan: null });
    expect(closed.map(({ number }) => number)).toEqual([1, 5]);
    await world.sql('update plans set deleted_at = null where number = 4');
    expect(await store(maria, (all) => all.reopen(project, 4))).toEqual([1]);
    expect(await store(maria, (all) => all.reopen(project, 4))).toEqual([]);
    const states = (await readerOf(maria).register(project)).map(({ number, state, note }) => [number, state, note]);
    expect(states.toSorted()).toEqual([
      [1, 'open', ''],
      [2, 'closed', 'Signed.'],
      [3, 'closed', 'Plan 4 does not show it any more.'],
      [4, 'open', ''],
      [5, 'closed', 'Plan 7 was deleted.'],
    ]);
    expect((await changes()).at(-1)).toMatchObject({ number: 1, kind: 'restored' });
  });

  it('that somebody closed once more after the deletion stay closed, and strangers open none', async () => {
    await assess([content('plan.4.a'), content('plan.4.b')]);
    await remove(4);
    await assess([], { plan: null });
    await update(1, { state: 'open' });
    await update(1, { state: 'closed', note: 'By hand.' });
    await world.sql('update plans set deleted_at = null where number = 4');
    expect(await store(ben, (all) => all.reopen(project, 4))).toEqual([]);
    expect(await store(maria, (all) => all.reopen(project, 4))).toEqual([2]);
  });
});
