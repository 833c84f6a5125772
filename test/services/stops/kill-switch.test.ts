import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EffectCapability, Principal, Verdict } from '../../../src/core/index.ts';
import { followSwitches, openInstallationSwitch } from '../../../src/services/index.ts';
import { schedulesOf } from '../schedules/world.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let ada: Principal;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  ada = await world.principal(await world.person('Ada', ['admin']));
});
beforeEach(() => world.depot.reset());
afterEach(async () => {
  await world.sql('update stops set lifted_by = pulled_by, lifted_at = clock_timestamp() where lifted_at is null');
  await world.sql(
    "update installation_stops set lifted_by = 'x', lifted_at = clock_timestamp() where lifted_at is null",
  );
});
afterAll(() => world.close());

const correlation = 'correlation';
const pull = (principal = ada, reason = 'A wrong post') =>
  world.services.killSwitch.pull({ principal, correlation, reason });
const lift = (principal = ada) => world.services.killSwitch.lift({ principal, correlation });
const ask = async (capability: EffectCapability = world.addBox): Promise<string> =>
  (await world.ask(maria, capability, { project: 'aurora/shop', name: `n${++count}` })).effect;
const approved = async (capability?: EffectCapability): Promise<string> => {
  const effect = await ask(capability);
  await world.decide(maria, effect, 'approve');
  return effect;
};
const stateOf = async (effect: string) => (await world.effect(effect)).state;
const cardOf = async (effect: string) => {
  const [row] = await world.sql<{ content: { markdown: string; tone: string; actions?: { verdict: Verdict }[] } }>(
    "select content from messages where starts_with(key, 'effect:' || $1 || ':card:')",
    [effect],
  );
  return { ...row?.content, verdicts: row?.content.actions?.map(({ verdict }) => verdict) ?? [] };
};
const again = async (effect: string) => {
  await world.pass(effect);
  await world.send(effect);
};

describe('the kill switch of an organisation', () => {
  it.each(['manager', 'developer', 'member', 'viewer', 'stakeholder'] as const)('is nothing for a %s', async (role) => {
    const other = await world.principal(await world.person('Kim', [role]));
    await expect(pull(other)).rejects.toMatchObject({ code: 'permission.denied' });
    await pull();
    await expect(lift(other)).rejects.toMatchObject({ code: 'permission.denied' });
  });

  it('is nothing for a token, whatever it carries', async () => {
    const bearer = { ...ada, scopes: ['approvals:switch:pull', 'approvals:effects:decide'] };
    await expect(pull(bearer)).rejects.toMatchObject({ code: 'permission.denied' });
    expect(await world.services.killSwitch.present(world.tenant)).toBeUndefined();
  });

  it('wants a reason, and is pulled and lifted once', async () => {
    await expect(pull(ada, '  ')).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(pull(ada, 'x'.repeat(501))).rejects.toMatchObject({ code: 'input.too-large' });
    const pulls = await Promise.allSettled(Array.from({ length: 10 }, () => pull()));
    expect(pulls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(pull()).rejects.toThrow(/pulled already\. Ada pulled the kill switch of your organisation/);
    const lifts = await Promise.allSettled(Array.from({ length: 10 }, () => lift()));
    expect(lifts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(lift()).rejects.toThrow(/is not pulled/);
  });

  it('says in the audit trail who pulled and lifted it, and why', async () => {
    await pull(ada, 'A post that nobody wrote');
    await lift();
    const rows = await world.sql(
      `select p.name, a.outcome, a.details->>'reason' as reason from audit_rows a join people p on p.pseudonym = a.pseudonym
       where a.action = 'kill switch' order by a.position desc limit 2`,
    );
    expect(rows).toEqual([
      { name: 'Ada', outcome: 'lifted', reason: 'A post that nobody wrote' },
      { name: 'Ada', outcome: 'stopped', reason: 'A post that nobody wrote' },
    ]);
  });

  it('holds nothing of another organisation', async () => {
    await pull();
    const elena = await world.principal(await world.person('Elena', ['admin'], world.other), world.other);
    expect(await world.services.killSwitch.present(world.other)).toBeUndefined();
    await pull(elena);
    await lift();
    expect(await world.services.killSwitch.present(world.other)).toMatchObject({ by: 'Elena' });
  });
});

describe('what is stopped', () => {
  it('is not sent, is shown as held, and is asked for again when the switch is lifted', async () => {
    const effect = await approved();
    await pull();
    await world.send(effect);
    expect([await stateOf(effect), world.depot.log]).toEqual(['approved', []]);
    expect(await cardOf(effect)).toMatchObject({
      tone: 'warning',
      verdicts: [],
      markdown: expect.stringMatching(/Approved by Maria, and not sent\. Ada pulled .*“A wrong post”.*decided again/),
    });
    await lift();
    expect(await stateOf(effect)).toBe('awaiting');
    await again(effect);
    expect(world.depot.log).toEqual([]);
    await world.decide(maria, effect, 'approve');
    await again(effect);
    expect([await stateOf(effect), world.depot.things.size]).toEqual(['done', 1]);
  });

  it('is not sent right after the lifting either, before anybody has looked', async () => {
    const effect = await approved();
    await pull();
    await world.sql('update stops set lifted_by = pulled_by, lifted_at = clock_timestamp() where lifted_at is null');
    await world.send(effect);
    expect([await stateOf(effect), world.depot.log]).toEqual(['approved', []]);
    expect(await followSwitches(world.services.database, world.services.ledger, world.services.log)).toBe(1);
    expect(await stateOf(effect)).toBe('awaiting');
  });

  it('cannot be approved, and can be rejected', async () => {
    const [effect, other] = [await ask(), await ask()];
    await pull();
    expect((await cardOf(effect)).verdicts).toEqual(['reject', 'withdraw']);
    await expect(world.decide(maria, effect, 'approve')).rejects.toMatchObject({
      code: 'effect.stopped',
      message: expect.stringMatching(/^Ada pulled the kill switch.*“A wrong post”.*nothing can be approved/),
    });
    await world.decide(maria, effect, 'reject');
    await lift();
    expect([await stateOf(effect), await stateOf(other)]).toEqual(['rejected', 'awaiting']);
    expect((await cardOf(other)).verdicts).toEqual(['approve', 'reject', 'withdraw']);
  });

  it('is only looked up when it was being sent: found, it is done', async () => {
    world.depot.script.push('lose-answer');
    world.depot.state.canBeAsked = false;
    const effect = await approved();
    await world.send(effect);
    await pull();
    world.depot.state.canBeAsked = true;
    await again(effect);
    expect([await stateOf(effect), world.depot.log.filter((each) => each.startsWith('add')).length]).toEqual([
      'done',
      1,
    ]);
  });

  it('is only looked up when it was being sent: not found, a person has to say', async () => {
    world.depot.script.push('lose-request');
    const effect = await approved();
    await world.send(effect);
    await pull();
    await again(effect);
    expect(await stateOf(effect)).toBe('unknown');
    expect((await cardOf(effect)).verdicts).toEqual(['drop']);
    expect(world.depot.things.size).toBe(0);
    await lift();
    expect((await cardOf(effect)).verdicts).toEqual(['found', 'resend', 'drop']);
  });

  it('goes no further between two parts, and can be continued or undone when the switch is lifted', async () => {
    world.depot.state.afterAdding = () => pull();
    const effect = await approved(world.shipOrder);
    await world.send(effect);
    expect(await world.effect(effect)).toMatchObject({ state: 'failed', parts: ['done', 'planned', 'planned'] });
    await expect(world.decide(maria, effect, 'continue')).rejects.toMatchObject({ code: 'effect.stopped' });
    await lift();
    await world.decide(maria, effect, 'continue');
    await again(effect);
    expect(await world.effect(effect)).toMatchObject({ state: 'done', parts: ['done', 'done', 'done'] });
    expect(world.depot.things.size).toBe(3);
  });

  it('goes back to where it was decided: continued, sent again, found', async () => {
    world.depot.script.push('do', 'refuse');
    const half = await approved(world.shipOrder);
    await world.send(half);
    await world.decide(maria, half, 'continue');
    const [resent, found] = [await approved(), await approved()];
    for (const effect of [resent, found]) {
      world.depot.script.push('lose-answer');
      world.depot.state.canBeAsked = false;
      await world.send(effect);
      await world.sql('update effects set attempts = 5 where id = $1', [effect]);
      await again(effect);
      world.depot.state.canBeAsked = true;
    }
    await world.decide(maria, resent, 'resend');
    await world.decide(maria, found, 'found');
    await pull();
    const log = [...world.depot.log];
    for (const effect of [half, resent, found]) await again(effect);
    expect(world.depot.log).toEqual(log);
    await lift();
    expect([await stateOf(half), await stateOf(resent), await stateOf(found)]).toEqual([
      'failed',
      'unknown',
      'approved',
    ]);
    // Only looked up, and so nothing to decide.
    await again(found);
    expect(await stateOf(found)).toBe('done');
  });

  it('is not taken back', async () => {
    const effect = await approved();
    await world.send(effect);
    await world.decide(maria, effect, 'undo');
    await pull();
    await again(effect);
    expect([await stateOf(effect), world.depot.things.size]).toEqual(['done', 1]);
    await expect(world.decide(maria, effect, 'undo')).rejects.toMatchObject({ code: 'effect.stopped' });
    await lift();
    await world.decide(maria, effect, 'undo');
    await again(effect);
    expect([await stateOf(effect), world.depot.things.size]).toEqual(['undone', 0]);
  });

  it('enters sending at no moment after the switch was pulled, however they race', async () => {
    await world.sql(`create table entered (id uuid, at timestamptz);
      create function note_entering() returns trigger language plpgsql as $$ begin
        insert into adjutant.entered values (new.id, clock_timestamp()); return new; end $$;
      create trigger entering after update of state on effects for each row
        when (old.state <> 'sending' and new.state = 'sending') execute function note_entering();
      grant insert on entered to adjutant_app`);
    for (let round = 0; round < 6; round += 1) {
      const effects = await Promise.all(Array.from({ length: 6 }, () => approved()));
      await Promise.all([
        ...effects.slice(0, 3).map((each) => world.send(each)),
        pull(),
        ...effects.slice(3).map((each) => world.send(each)),
      ]);
      const before = world.depot.things.size;
      await Promise.all(effects.map(again));
      expect(world.depot.things.size).toBe(before);
      await lift();
    }
    const late = await world.sql(
      `select e.id from entered e join stops s on e.at > s.pulled_at and e.at < s.lifted_at where s.tenant_id = $1`,
      [world.tenant],
    );
    expect(late).toEqual([]);
    await world.sql('drop trigger entering on effects');
  });
});

describe('a schedule under the kill switch', () => {
  it('skips its time, which is on record, and never makes it up', async () => {
    const schedules = schedulesOf(world);
    const schedule = await schedules.keep(maria);
    await schedules.due(schedule);
    await pull();
    expect(await schedules.fire()).toBe(1);
    expect(await schedules.runs(schedule)).toEqual([]);
    const row = await schedules.row(schedule);
    expect(row).toMatchObject({
      state: 'active',
      note: expect.stringMatching(/^Skipped, as the kill switch was pulled/),
    });
    expect(row.next_at?.getTime()).toBeGreaterThan(Date.now());
    await lift();
    expect(await schedules.fire()).toBe(0);
    expect(await schedules.runs(schedule)).toEqual([]);
    const audit = await world.sql("select outcome from audit_rows where action = 'skipped'");
    expect(audit).toEqual([{ outcome: 'effect.stopped' }]);
  });
});

describe('the kill switch of the installation', () => {
  const withSwitch = async (work: (own: Awaited<ReturnType<typeof openInstallationSwitch>>) => Promise<void>) => {
    const own = await openInstallationSwitch(world.ownerUrl);
    try {
      await work(own);
    } finally {
      await own.close();
    }
  };
  const follow = () => followSwitches(world.services.database, world.services.ledger, world.services.log);

  it('stops every organisation, stands in each trail, and is not lifted by an admin', async () => {
    const effect = await approved();
    await withSwitch(async (own) => {
      await expect(own.pull('root', ' ')).rejects.toMatchObject({ code: 'input.invalid' });
      await own.pull('root', 'A leaked key');
      await expect(own.pull('root', 'Again')).rejects.toThrow(/already/);
      expect(await world.services.killSwitch.present(world.other)).toMatchObject({ of: 'installation', by: 'root' });
      await expect(lift()).rejects.toThrow(/of your organisation is not pulled/);
      await world.send(effect);
      await follow();
      expect((await cardOf(effect)).markdown).toMatch(
        /The operator \(root\) pulled the kill switch of this installation/,
      );
      expect([await stateOf(effect), world.depot.log]).toEqual(['approved', []]);
      await own.lift('root');
      await expect(own.lift('root')).rejects.toThrow(/not pulled/);
    });
    await follow();
    expect(await stateOf(effect)).toBe('awaiting');
    const rows = await world.sql(
      "select tenant_id, outcome from audit_rows where door = 'operator' order by tenant_id = $1, outcome",
      [world.tenant],
    );
    expect(rows).toEqual([
      { tenant_id: world.other, outcome: 'lifted' },
      { tenant_id: world.other, outcome: 'stopped' },
      { tenant_id: world.tenant, outcome: 'lifted' },
      { tenant_id: world.tenant, outcome: 'stopped' },
    ]);
  });

  it('cannot be turned by the role of the application', async () => {
    const tamper = world.services.database.withTenant(world.tenant, (tx) =>
      tx.query("insert into installation_stops (reason, pulled_by) values ('x', 'y')"),
    );
    await expect(tamper).rejects.toThrow(/permission denied/);
  });
});
