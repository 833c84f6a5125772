import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let jonas: Principal;
let kim: Principal;
let ada: Principal;
let count = 0;
const box = () => ({ project: 'aurora/shop', name: `box ${++count}` });

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  jonas = await world.principal(await world.person('Jonas', ['developer']));
  kim = await world.principal(await world.person('Kim', ['developer']));
  ada = await world.principal(await world.person('Ada', ['admin']));
});
beforeEach(() => world.depot.reset());
afterAll(() => world.close());

const set = (capability: string, approval: string, principal = ada) =>
  world.services.policies.set({ principal, capability, approval, correlation: 'correlation' });
const cardOf = async (effect: string) => (await world.services.effects.find(jonas, effect))?.card;
const rowsOf = async (effect: string) => {
  const rows = await world.sql<{ verdict: string }>('select verdict from decisions where effect_id = $1', [effect]);
  return rows.map(({ verdict }) => verdict);
};

describe('who approves', () => {
  it('is set by an admin alone, and by no token', async () => {
    const bearer = { ...ada, scopes: ['approvals:policy:change'] };
    for (const other of [maria, jonas, bearer]) {
      await expect(set('depot.add-box', 'two', other)).rejects.toMatchObject({ code: 'permission.denied' });
    }
    await expect(set('depot.list-boxes', 'two')).rejects.toMatchObject({ code: 'capability.unknown' });
    await expect(set('depot.add-box', 'nobody')).rejects.toMatchObject({ code: 'input.invalid' });
    expect(await world.sql('select 1 from approval_policies')).toEqual([]);
  });

  it('is tightened for what who asked might approve, also for what is open, and is on record', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    await set('depot.add-box', 'another');
    expect((await cardOf(effect))?.facts?.['May approve']).toBe('somebody who did not ask');
    await expect(world.decide(maria, effect, 'approve')).rejects.toThrow(/Somebody else has to decide/);
    await world.decide(jonas, effect, 'approve');
    expect((await world.effect(effect)).state).toBe('approved');
    const audit = await world.sql(
      "select capability, outcome, details->>'reason' as reason from audit_rows where action = 'policy'",
    );
    expect(audit).toEqual([
      {
        capability: 'depot.add-box',
        outcome: 'changed',
        reason: 'somebody who did not ask; before: who asked, or a colleague',
      },
    ]);
    await set('depot.add-box', 'requester');
  });

  it('is loosened for what somebody else had to approve', async () => {
    await set('depot.seal-box', 'requester');
    const { effect } = await world.ask(maria, world.sealBox, box());
    await world.decide(maria, effect, 'approve');
    expect((await world.effect(effect)).state).toBe('approved');
    await set('depot.seal-box', 'another');
  });

  it('is held to also where it is done as a part of something else', async () => {
    const { effect } = await world.ask(maria, world.shipOrder, box());
    await set('depot.add-box', 'two');
    expect((await cardOf(effect))?.facts?.['May approve']).toBe('two persons who did not ask');
    await expect(world.decide(maria, effect, 'approve')).rejects.toThrow(/Somebody else has to decide/);
    expect(await world.decide(jonas, effect, 'approve')).toMatch(/One more person has to approve/);
    expect((await world.effect(effect)).state).toBe('awaiting');
    await set('depot.add-box', 'requester');
    await set('depot.ship-order', 'two');
    // What is said of a part loosens nothing of the whole.
    await expect(world.decide(maria, effect, 'approve')).rejects.toThrow(/Somebody else has to decide/);
    await world.decide(kim, effect, 'approve');
    expect((await world.effect(effect)).state).toBe('approved');
    await set('depot.ship-order', 'requester');
  });

  it('is the matter of each organisation', async () => {
    await set('depot.add-box', 'two');
    const elena = await world.principal(await world.person('Elena', ['admin'], world.other), world.other);
    const policies = await world.services.policies.list(elena);
    expect(policies.find(({ capability }) => capability === 'depot.add-box')).toMatchObject({ approval: 'requester' });
    await set('depot.add-box', 'requester');
  });
});

describe('two persons', () => {
  it('approve, and the card says who has and that one more has to', async () => {
    await set('depot.seal-box', 'two');
    const { effect } = await world.ask(maria, world.sealBox, box());
    expect((await cardOf(effect))?.markdown).toContain('Nothing happens before two persons approve.');
    await expect(world.decide(maria, effect, 'approve')).rejects.toThrow(/Somebody else/);
    expect(await world.decide(jonas, effect, 'approve')).toMatch(/^Approved by Jonas\. One more person has to approve/);
    expect((await world.effect(effect)).state).toBe('awaiting');
    expect((await cardOf(effect))?.markdown).toMatch(/Approved by Jonas\. One more person/);
    await expect(world.decide(jonas, effect, 'approve')).rejects.toThrow(/You have approved this already: one more/);
    expect((await world.services.effects.find(jonas, effect))?.whyNot).toMatch(/You have approved this already/);
    await world.send(effect);
    expect(world.depot.log).toEqual([]);
    expect(await world.decide(kim, effect, 'approve')).toMatch(/^Approved by Jonas and Kim\. Working on it/);
    await world.send(effect);
    expect([(await world.effect(effect)).state, world.depot.things.size]).toEqual(['done', 1]);
  });

  it('are not needed to say no', async () => {
    const { effect } = await world.ask(maria, world.sealBox, box());
    await world.decide(jonas, effect, 'approve');
    await world.decide(kim, effect, 'reject');
    expect((await world.effect(effect)).state).toBe('rejected');
  });

  it('approve once each, out of twenty clicks at once of ten people', async () => {
    const people = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => world.principal(await world.person(`P${index}`, ['developer']))),
    );
    const { effect } = await world.ask(maria, world.sealBox, box());
    const { hash } = await world.effect(effect);
    const clicks = await Promise.allSettled(
      [...people, ...people].map((each) => world.decide(each, effect, 'approve', hash)),
    );
    expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await rowsOf(effect)).toEqual(['approve', 'approve']);
    expect((await world.effect(effect)).state).toBe('approved');
  });

  it('approve again what a kill switch held', async () => {
    const { effect } = await world.ask(maria, world.sealBox, box());
    for (const each of [jonas, kim]) await world.decide(each, effect, 'approve');
    const request = { principal: ada, correlation: 'correlation', reason: 'why' };
    await world.services.killSwitch.pull(request);
    await world.services.killSwitch.lift(request);
    expect(await world.decide(jonas, effect, 'approve')).toMatch(/One more person/);
    await world.decide(kim, effect, 'approve');
    expect((await world.effect(effect)).state).toBe('approved');
    await set('depot.seal-box', 'another');
  });
});

describe('a request that nobody has decided', () => {
  it('is withdrawn by who asked, and by nobody else', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    await expect(world.decide(jonas, effect, 'withdraw')).rejects.toThrow(/Only who asked withdraws/);
    const bearer = { ...maria, scopes: ['approvals:effects:decide'] };
    await expect(world.decide(bearer, effect, 'withdraw')).rejects.toMatchObject({ code: 'permission.denied' });
    expect(await world.decide(maria, effect, 'withdraw')).toMatch(/^Withdrawn by Maria/);
    expect((await world.effect(effect)).state).toBe('withdrawn');
  });
});
