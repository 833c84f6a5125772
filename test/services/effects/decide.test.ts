import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal, Verdict } from '../../../src/core/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let jonas: Principal;
let count = 0;
const box = () => ({ project: 'aurora/shop', name: `box ${++count}` });

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  jonas = await world.principal(await world.person('Jonas', ['developer']));
});
beforeEach(() => world.depot.reset());
afterAll(() => world.close());

const verdicts: readonly Verdict[] = ['approve', 'reject', 'found', 'resend', 'drop', 'continue', 'undo'];

/** Brings a new effect into a state, by the way that it would come there. */
async function into(state: string): Promise<string> {
  const { effect } = await world.ask(maria, world.addBox, box());
  if (state === 'awaiting') return effect;
  if (state === 'rejected') await world.decide(maria, effect, 'reject');
  if (state === 'expired') {
    await world.sql("update effects set state = 'expired', settled_at = now() where id = $1", [effect]);
  }
  if (state === 'rejected' || state === 'expired') return effect;
  await world.decide(maria, effect, 'approve');
  if (state === 'approved') return effect;
  if (state === 'failed') world.depot.script.push('refuse');
  if (state === 'unknown' || state === 'dropped') {
    world.depot.script.push('lose-answer');
    world.depot.state.canBeAsked = false;
    await world.sql('update effects set attempts = 5 where id = $1', [effect]);
  }
  if (state === 'sending') await expect(world.send(effect, 'effect.claimed')).rejects.toThrow('crashed');
  else await world.send(effect);
  if (state === 'dropped') await world.decide(maria, effect, 'drop');
  if (state === 'undoing' || state === 'undone') await world.decide(maria, effect, 'undo');
  if (state === 'undone') await world.send(effect);
  return effect;
}

const possible: Readonly<Record<string, Partial<Record<Verdict, string>>>> = {
  awaiting: { approve: 'approved', reject: 'rejected' },
  approved: {},
  sending: {},
  done: { undo: 'undoing' },
  failed: {},
  unknown: { found: 'approved', resend: 'approved', drop: 'dropped' },
  rejected: {},
  expired: {},
  dropped: {},
  undoing: {},
  undone: {},
};

describe('each verdict in each state', () => {
  it.each(Object.entries(possible))('%s', async (state, expected) => {
    const came: Partial<Record<Verdict, string>> = {};
    for (const verdict of verdicts) {
      world.depot.reset();
      const effect = await into(state);
      expect((await world.effect(effect)).state).toBe(state);
      const said = await world.decide(jonas, effect, verdict).catch((error: unknown) => error);
      if (typeof said === 'string') came[verdict] = (await world.effect(effect)).state;
      else expect(said).toMatchObject({ code: 'effect.not-open', message: expect.stringMatching(/no longer/) });
    }
    expect(came).toEqual(expected);
  });
});

describe('who may decide', () => {
  const shop = ['aurora/shop'];
  it.each<[string, Parameters<World['person']>[1], readonly string[], string | RegExp]>([
    ['an admin', ['admin'], [], 'approved'],
    ['a manager', ['manager'], shop, 'approved'],
    ['a developer', ['developer'], shop, 'approved'],
    ['a member', ['member'], shop, /Your role/],
    ['a viewer', ['viewer'], shop, /Your role/],
    ['a stakeholder', ['stakeholder'], shop, /Your role/],
    ['a manager of another project', ['manager'], [], /not a member of aurora\/shop/],
  ])('%s', async (_name, roles, projects, expected) => {
    const { effect } = await world.ask(maria, world.addBox, box());
    const decider = await world.principal(await world.person('Kim', roles, world.tenant, projects));
    if (typeof expected === 'string') await world.decide(decider, effect, 'approve');
    else {
      const refusal = expect.objectContaining({ code: 'permission.denied', message: expect.stringMatching(expected) });
      await expect(world.decide(decider, effect, 'approve')).rejects.toEqual(refusal);
    }
    expect((await world.effect(effect)).state).toBe(typeof expected === 'string' ? expected : 'awaiting');
  });

  it('nobody of another tenant, who does not even learn that it is there', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    const stranger = await world.principal(await world.person('Ola', ['admin'], world.other), world.other);
    await expect(world.decide(stranger, effect, 'approve')).rejects.toMatchObject({ code: 'effect.unknown' });
    await expect(world.decide(stranger, effect, 'reject')).rejects.toMatchObject({ code: 'effect.unknown' });
    expect((await world.effect(effect)).state).toBe('awaiting');
  });

  it('no token, whatever it carries', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    const bearer = { ...maria, scopes: ['approvals:effects:decide', 'gitlab:branches:create'] };
    await expect(world.decide(bearer, effect, 'approve')).rejects.toMatchObject({ code: 'permission.denied' });
  });

  it('who asked, to take it back, whatever their role', async () => {
    const kim = await world.principal(await world.person('Kim', ['member']));
    const { effect } = await world.ask(kim, world.sealBox, box());
    await expect(world.decide(kim, effect, 'approve')).rejects.toMatchObject({ code: 'permission.denied' });
    const bearer = { ...kim, scopes: ['gitlab:branches:create'] };
    await expect(world.decide(bearer, effect, 'reject')).rejects.toMatchObject({ code: 'permission.denied' });
    await world.decide(kim, effect, 'reject');
    expect((await world.effect(effect)).state).toBe('rejected');
  });

  it('not who asked, when another has to', async () => {
    const { effect } = await world.ask(maria, world.sealBox, box());
    await expect(world.decide(maria, effect, 'approve')).rejects.toThrow(/Somebody else/);
    await world.decide(jonas, effect, 'approve');
    expect((await world.effect(effect)).state).toBe('approved');
  });
});

describe('who may undo what somebody else had to approve', () => {
  const shop = ['aurora/shop'];
  const sealed = async (asker: Principal): Promise<string> => {
    const { effect } = await world.ask(asker, world.sealBox, box());
    await world.decide(maria, effect, 'approve');
    await world.send(effect);
    return effect;
  };
  it.each<[string, Pick<Principal, 'roles' | 'projects'>, string | RegExp]>([
    ['a developer', { roles: ['developer'], projects: shop }, 'undoing'],
    ['a viewer since', { roles: ['viewer'], projects: shop }, /Your role/],
    ['a member since', { roles: ['member'], projects: shop }, /Your role/],
    ['not in the project any more', { roles: ['developer'], projects: [] }, /not a member of aurora\/shop/],
  ])('who asked for it: %s', async (_name, now, expected) => {
    const effect = await sealed(jonas);
    const said = world.decide({ ...jonas, ...now }, effect, 'undo');
    if (typeof expected === 'string') await said;
    else await expect(said).rejects.toThrow(expected);
    expect((await world.effect(effect)).state).toBe(typeof expected === 'string' ? expected : 'done');
  });

  it('who approved it, and nobody with a token', async () => {
    const effect = await sealed(jonas);
    const bearer = { ...jonas, scopes: ['approvals:effects:decide', 'gitlab:branches:create'] };
    await expect(world.decide(bearer, effect, 'undo')).rejects.toMatchObject({ code: 'permission.denied' });
    await world.decide(maria, effect, 'undo');
    expect((await world.effect(effect)).state).toBe('undoing');
  });

  it('is shown what is left to them, and nothing else', async () => {
    const shown = async (effect: string) => {
      const view = await world.services.effects.find(jonas, effect);
      return { verdicts: view?.card.actions?.map(({ verdict }) => verdict), whyNot: view?.whyNot };
    };
    const { effect } = await world.ask(jonas, world.sealBox, box());
    expect(await shown(effect)).toEqual({ verdicts: ['reject', 'withdraw'], whyNot: undefined });
    await world.decide(maria, effect, 'approve');
    await world.send(effect);
    expect(await shown(effect)).toEqual({ verdicts: ['undo'], whyNot: undefined });
  });
});

describe('a decision', () => {
  it('holds for what was shown only', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    await expect(world.decide(jonas, effect, 'approve', 'f'.repeat(64))).rejects.toThrow(/has changed/);
    expect((await world.effect(effect)).state).toBe('awaiting');
  });

  it('comes too late after the deadline', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    await world.sql("update effects set decide_by = now() - interval '1 second' where id = $1", [effect]);
    await expect(world.decide(jonas, effect, 'approve')).rejects.toThrow(/time to decide this is over/);
  });

  it('is not about a part alone', async () => {
    const { effect } = await world.ask(maria, world.shipOrder, box());
    const [part] = await world.sql<{ id: string }>('select id from effects where parent_id = $1', [effect]);
    await expect(world.decide(jonas, part?.id ?? '', 'approve')).rejects.toMatchObject({ code: 'effect.unknown' });
  });

  it('is taken once out of twenty clicks, and the others learn how it stands', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    const { hash } = await world.effect(effect);
    const clickers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => world.principal(await world.person(`P${index}`, ['manager']))),
    );
    const clicks = clickers.map((principal, index) =>
      world.decide(principal, effect, index % 2 === 0 ? 'approve' : 'reject', hash),
    );
    const results = await Promise.allSettled(clicks);
    const taken = results.filter(({ status }) => status === 'fulfilled');
    const told = results.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.message)] : []));
    const { state } = await world.effect(effect);
    expect([taken.length, told.length]).toEqual([1, 19]);
    for (const words of told) {
      expect(words).toMatch(
        state === 'approved' ? /Approved by P\d+\. Working on it/ : /Rejected by P\d+\. Nothing was changed/,
      );
    }
    const [row] = await world.sql('select count(*)::int as decisions from decisions where effect_id = $1', [effect]);
    expect(row).toEqual({ decisions: 1 });
    const [audit] = await world.sql(
      `select count(*) filter (where outcome in ('approve', 'reject'))::int as taken,
         count(*) filter (where outcome = 'effect.not-open')::int as refused
       from audit_rows where effect_id = $1 and action = 'decided'`,
      [effect],
    );
    expect(audit).toEqual({ taken: 1, refused: 19 });
  });

  it('may come from the same person again in each round', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    await world.decide(maria, effect, 'approve');
    await world.send(effect);
    await world.decide(maria, effect, 'undo');
    const rows = await world.sql('select verdict, round from decisions where effect_id = $1 order by round', [effect]);
    expect(rows).toEqual([
      { verdict: 'approve', round: 1 },
      { verdict: 'undo', round: 2 },
    ]);
  });

  it('keeps a reason, of a bounded length', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    const request = { principal: jonas, effect, hash: (await world.effect(effect)).hash, correlation: 'c' };
    const long = { ...request, verdict: 'reject', reason: 'x'.repeat(501) } as const;
    await expect(world.services.decide(long)).rejects.toMatchObject({ code: 'input.too-large' });
    const said = await world.services.decide({ ...request, verdict: 'reject', reason: ' *too* soon ' });
    expect(said).toMatch(/^Rejected by Jonas.*“\*too\* soon”.*Nothing was changed/);
  });

  it('to undo waits while the same is asked for again', async () => {
    const input = box();
    const { effect } = await world.ask(maria, world.addBox, input);
    await world.decide(maria, effect, 'approve');
    await world.send(effect);
    const again = await world.ask(maria, world.addBox, input);
    await expect(world.decide(maria, effect, 'undo')).rejects.toMatchObject({ code: 'effect.already-open' });
    await world.decide(maria, again.effect, 'reject');
    await world.decide(maria, effect, 'undo');
    expect((await world.effect(effect)).state).toBe('undoing');
  });

  it('shows on every card, in the same moment', async () => {
    const input = box();
    const first = await world.ask(maria, world.addBox, input);
    const second = await world.ask(jonas, world.addBox, input);
    expect(second.effect).toBe(first.effect);
    await world.rung();
    await world.decide(jonas, first.effect, 'approve');
    const cards = await world.sql<{ id: string; content: { markdown: string; actions?: unknown }; version: number }>(
      'select id, content, version from messages where starts_with(key, $1)',
      [`effect:${first.effect}:card:`],
    );
    expect(cards.map(({ content, version }) => [content.actions, version])).toEqual([
      [undefined, 2],
      [undefined, 2],
    ]);
    expect(cards.every(({ content }) => content.markdown.includes('Approved by Jonas. Working on it'))).toBe(true);
    const rung = (await world.rung()).map(({ kind, id }) => `${kind} ${id}`);
    expect(rung.sort()).toEqual([...cards.map(({ id }) => `message ${id}`), `effect ${first.effect}`].sort());
  });

  it('leaves nothing behind when its transaction fails', async () => {
    const { effect } = await world.ask(maria, world.addBox, box());
    await world.sql(
      "create function fail() returns trigger language plpgsql as $$ begin raise exception 'no audit'; end $$",
    );
    await world.sql('create trigger fail before insert on audit_rows for each row execute function fail()');
    await world.rung();
    await expect(world.decide(jonas, effect, 'approve')).rejects.toThrow('no audit');
    await world.sql('drop trigger fail on audit_rows');
    expect((await world.effect(effect)).state).toBe('awaiting');
    expect(await world.rung()).toEqual([]);
    expect(await world.sql('select 1 from decisions where effect_id = $1', [effect])).toEqual([]);
  });
});
