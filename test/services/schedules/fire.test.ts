import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/index.ts';
import { address, startWorld, type World } from '../world.ts';
import { everyDayAgo, schedulesOf } from './world.ts';

let world: World;
let schedules: ReturnType<typeof schedulesOf>;
let maria: Principal;

beforeAll(async () => {
  world = await startWorld();
  schedules = schedulesOf(world);
  maria = await world.principal(await world.person('Maria', ['manager']));
});
beforeEach(() => world.sql("update schedules set state = 'deleted'"));
afterAll(() => world.close());

const slack = (person: string, subject: string) =>
  world.sql(
    "insert into identities (tenant_id, provider, realm, subject, person_id) values ($1, 'slack', 'T1', $3, $2)",
    [world.tenant, person, subject],
  );

describe('a schedule whose time has come', () => {
  it('fires once, in the name of who set it up, and waits for its next time', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.due(schedule);
    await world.rung();
    expect(await schedules.fire()).toBe(1);
    const runs = await schedules.runs(schedule);
    expect(runs).toMatchObject([{ person_id: maria.person, door: 'schedule', state: 'queued' }]);
    expect(await world.rung()).toMatchObject([{ kind: 'conversation' }]);
    const { next_at, state } = await schedules.row(schedule);
    expect(state).toBe('active');
    expect(next_at?.getTime()).toBeGreaterThan(Date.now());
    expect(await schedules.fire()).toBe(0);
    expect(await schedules.runs(schedule)).toHaveLength(1);
  });

  it('is not fired before its time', async () => {
    const schedule = await schedules.keep(maria);
    expect(await schedules.fire()).toBe(0);
    expect(await schedules.runs(schedule)).toEqual([]);
  });

  it('fires once when several processes do it at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => schedules.keep(maria)));
    for (const schedule of all) await schedules.due(schedule);
    const fired = await Promise.all(Array.from({ length: 6 }, () => schedules.fire()));
    expect(fired.reduce((sum, each) => sum + each)).toBe(5);
    for (const schedule of all) expect(await schedules.runs(schedule)).toHaveLength(1);
  });

  it('fires once for a slot, also when the table was brought back from a backup', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.due(schedule);
    const [before] = await world.sql<{ next_at: Date }>('select next_at from schedules where id = $1', [schedule.id]);
    await schedules.fire();
    await world.sql('update schedules set next_at = $2 where id = $1', [schedule.id, before?.next_at]);
    await schedules.fire();
    expect(await schedules.runs(schedule)).toHaveLength(1);
    const events = await world.sql("select 1 from events where source = 'schedule' and external_id like $1", [
      `${schedule.id}:%`,
    ]);
    expect(events).toHaveLength(1);
  });

  it('is neither fired nor moved when the transaction does not come to its end', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.due(schedule);
    await world.sql(
      `create function adjutant.fall() returns trigger language plpgsql as $$ begin raise exception 'fallen'; end $$`,
    );
    await world.sql('create trigger fall before insert on runs for each row execute function adjutant.fall()');
    expect(await schedules.fire()).toBe(0);
    await world.sql('drop trigger fall on runs');
    await world.sql('drop function adjutant.fall()');
    const { next_at } = await schedules.row(schedule);
    expect(next_at?.getTime()).toBeLessThan(Date.now());
    await world.sql('update schedules set retry_at = now() where id = $1', [schedule.id]);
    expect(await schedules.fire()).toBe(1);
    expect(await schedules.runs(schedule)).toHaveLength(1);
  });

  it('does not wait behind one that is broken, and that one is tried again later', async () => {
    const [broken, sound] = [await schedules.keep(maria), await schedules.keep(maria)];
    await world.sql("update schedules set rule = '{}' where id = $1", [broken.id]);
    await schedules.due(broken, 2);
    await schedules.due(sound);
    expect(await schedules.fire()).toBe(1);
    expect(await schedules.runs(sound)).toHaveLength(1);
    const [row] = await world.sql<{ is_later: boolean }>(
      'select retry_at > now() as is_later from schedules where id = $1',
      [broken.id],
    );
    expect(row?.is_later).toBe(true);
  });

  it('is one of many that are all fired in one round', async () => {
    const schedule = await schedules.keep(maria);
    await world.sql(
      `insert into effects (tenant_id, id, run_id, request_id, capability, account_id, requester_id, input, hash, natural_key, state)
       select tenant_id, gen_random_uuid(), run_id, 'many ' || n, capability, account_id, requester_id, input, hash, 'many ' || n, 'done'
       from effects, generate_series(1, 450) n where id = (select effect_id from schedules where id = $1)`,
      [schedule.id],
    );
    await world.sql(
      `insert into schedules (tenant_id, number, effect_id, run_id, person_id, project, title, capability, input, rule, first_on, next_at)
       select e.tenant_id, 1000 + row_number() over (), e.id, s.run_id, s.person_id, s.project, s.title, s.capability, s.input, s.rule,
         s.first_on, date_trunc('minute', now())
       from effects e, schedules s where starts_with(e.natural_key, 'many ') and s.id = $1`,
      [schedule.id],
    );
    expect(await schedules.fire()).toBe(450);
    const [row] = await world.sql<{ runs: number; schedules: number }>(
      `select count(*)::integer as runs, count(distinct schedule_id)::integer as schedules from runs r
       where exists (select 1 from schedules s where s.id = r.schedule_id and s.number > 1000)`,
    );
    expect(row).toEqual({ runs: 450, schedules: 450 });
  });
});

describe('after an outage', () => {
  it('the latest is sent, and what was missed is noted and never made up', async () => {
    const schedule = await schedules.keep(maria, everyDayAgo(1));
    await schedules.due(schedule, 1 + 3 * 24);
    expect(await schedules.fire()).toBe(1);
    expect(await schedules.runs(schedule)).toHaveLength(1);
    expect((await schedules.row(schedule)).note).toMatch(/^Missed and not made up: 3 from .+ to .+ \(UTC\)\.$/);
    expect(await schedules.fire()).toBe(0);
  });

  it('of more than twelve hours nothing is sent', async () => {
    const schedule = await schedules.keep(maria, everyDayAgo(13));
    await schedules.due(schedule, 13);
    await schedules.fire();
    expect(await schedules.runs(schedule)).toEqual([]);
    const { note, next_at, state } = await schedules.row(schedule);
    expect([state, note]).toEqual(['active', expect.stringMatching(/^Missed and not made up: 2/)]);
    expect(next_at?.getTime()).toBeGreaterThan(Date.now());
  });
});

describe('a schedule that may not go on', () => {
  async function setUp(name: string) {
    const person = await world.person(name, ['developer']);
    const schedule = await schedules.keep(await world.principal(person));
    await schedules.due(schedule);
    return { person, schedule };
  }

  it('is stopped when who set it up has left, and the thread and an admin are told', async () => {
    const admin = await world.person('Amina', ['admin']);
    await slack(admin, 'U0AMINA');
    const { person, schedule } = await setUp('Lena');
    await world.sql('update people set is_active = false where id = $1', [person]);
    await schedules.fire();
    expect(await schedules.runs(schedule)).toEqual([]);
    expect(await schedules.row(schedule)).toMatchObject({
      state: 'stopped',
      next_at: null,
      note: 'Lena has left, and it acts for Lena.',
    });
    const told = await schedules.told(schedule);
    expect(told.map((each) => each.address)).toEqual([address, { door: 'slack', to: { team: 'T1', user: 'U0AMINA' } }]);
    for (const { markdown } of told) expect(markdown).toMatch(/^Schedule \d+, .*was stopped: Lena has left/);
    await schedules.fire();
    expect(await schedules.told(schedule)).toHaveLength(2);
  });

  it.each<[string, (person: string) => Promise<unknown>]>([
    ['the role', (person) => world.sql("update people set roles = '{viewer}' where id = $1", [person])],
    ['the project', (person) => world.sql('delete from project_members where person_id = $1', [person])],
  ])('is stopped when %s was lost', async (what, lose) => {
    const { person, schedule } = await setUp(`Noor without ${what}`);
    await lose(person);
    await schedules.fire();
    expect(await schedules.runs(schedule)).toEqual([]);
    expect(await schedules.row(schedule)).toMatchObject({
      state: 'stopped',
      note: expect.stringMatching(/has lost the right to it in aurora\/shop \(making branches in GitLab\)/),
    });
  });

  it('does not fire while it is paused', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.due(schedule);
    await schedules.change(maria, (store) => store.pause(schedule.number));
    expect(await schedules.fire()).toBe(0);
    expect(await schedules.runs(schedule)).toEqual([]);
  });
});

describe('the approval of a schedule', () => {
  const approve = (schedule: string, { person }: Principal) =>
    world.sql(
      `insert into decisions (tenant_id, effect_id, hash, round, person_id, verdict, door)
       select e.tenant_id, e.id, e.hash, e.round, $2, 'approve', 'slack'
       from schedules s join effects e on e.id = s.effect_id where s.id = $1`,
      [schedule, person],
    );

  async function planned(change: (schedule: string) => Promise<unknown>, more: object = {}) {
    const schedule = await schedules.keep(maria);
    await schedules.due(schedule);
    await schedules.fire();
    const [fired] = await schedules.runs(schedule);
    await approve(schedule.id, maria);
    await change(schedule.id);
    const ctx = await world.services.contexts.create({
      principal: maria,
      capability: world.addBox,
      correlation: 'correlation',
      run: fired?.id ?? '',
      step: 'call-0',
      schedule: schedule.id,
    });
    const effect = await world.services.gate.plan(world.addBox, { ...schedule.input, ...more }, ctx);
    return (await world.effect(effect)).state;
  }

  it('stands for exactly what was approved', async () => {
    expect(await planned(async () => undefined)).toBe('approved');
  });

  it('stands for nothing else', async () => {
    expect(await planned(async () => undefined, { note: 'fragile' })).toBe('awaiting');
  });

  it('stands only while it would be enough by the present rule about what is fired', async () => {
    const ada = await world.principal(await world.person('Ada', ['admin']));
    const set = (approval: string) =>
      world.services.policies.set({
        principal: ada,
        capability: 'depot.add-box',
        approval,
        correlation: 'correlation',
      });
    await set('another');
    expect(await planned(async () => undefined)).toBe('awaiting');
    expect(await planned((schedule) => approve(schedule, ada))).toBe('approved');
    await set('two');
    expect(await planned((schedule) => approve(schedule, ada))).toBe('awaiting');
    await set('requester');
    expect(await planned(async () => undefined)).toBe('approved');
  });

  it.each(['paused', 'stopped', 'deleted'])('does not stand when it is %s', async (state) => {
    const change = (id: string) => world.sql('update schedules set state = $2 where id = $1', [id, state]);
    expect(await planned(change)).toBe('awaiting');
  });
});
