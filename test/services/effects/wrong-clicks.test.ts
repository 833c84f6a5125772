import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Principal, permissions, type Verdict } from '../../../src/core/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let jonas: Principal;
let people: Record<string, Principal>;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  const join = async (name: string, ...rest: Parameters<World['person']> extends [string, ...infer R] ? R : never) =>
    world.principal(await world.person(name, ...rest), rest[1]);
  maria = await join('Maria', ['manager']);
  jonas = await join('Jonas', ['developer']);
  people = {
    'who asked': maria,
    'a member': await join('Mina', ['member']),
    'a viewer': await join('Vera', ['viewer']),
    'a stakeholder': await join('Stan', ['stakeholder']),
    'a manager of another project': await join('Otto', ['manager'], world.tenant, []),
    'an admin of another organisation': await join('Elena', ['admin'], world.other),
    'a token with all rights': { ...jonas, scopes: permissions },
    'the token of who asked': { ...maria, scopes: permissions },
  };
});
beforeEach(() => world.depot.reset());
afterAll(() => world.close());

const ask = async () => (await world.ask(maria, world.sealBox, { project: 'aurora/shop', name: `n${++count}` })).effect;
const refusals = (effect: string) =>
  world.sql<{ outcome: string }>("select outcome from audit_rows where effect_id = $1 and outcome like '%.%'", [
    effect,
  ]);

/** Who clicks, on what, and what they are told. */
const wrong: readonly [who: string, verdict: Verdict, told: RegExp][] = [
  ['who asked', 'approve', /Somebody else has to decide this: you asked for it yourself/],
  ['a member', 'approve', /Your role does not let you decide this/],
  ['a member', 'reject', /Your role does not let you decide this/],
  ['a viewer', 'approve', /Your role/],
  ['a stakeholder', 'reject', /Your role/],
  ['a manager of another project', 'approve', /not a member of aurora\/shop/],
  ['a manager of another project', 'withdraw', /Only who asked withdraws/],
  ['an admin of another organisation', 'approve', /no such request in your organisation/],
  ['an admin of another organisation', 'withdraw', /no such request in your organisation/],
  ['a token with all rights', 'approve', /Your role/],
  ['the token of who asked', 'withdraw', /Only who asked withdraws/],
  ['the token of who asked', 'reject', /Your role/],
];

describe('a wrong click, twenty times at once,', () => {
  it.each(wrong)('by %s to %s does nothing, and says why', async (who, verdict, told) => {
    const effect = await ask();
    const principal = people[who];
    if (!principal) throw new Error(who);
    const { hash } = await world.effect(effect);
    const clicks = await Promise.allSettled(
      Array.from({ length: 20 }, () => world.decide(principal, effect, verdict, hash)),
    );
    for (const click of clicks) {
      expect(click).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(told) } });
    }
    await world.send(effect);
    expect([(await world.effect(effect)).state, world.depot.log]).toEqual(['awaiting', []]);
    expect(await world.sql('select 1 from decisions where effect_id = $1', [effect])).toEqual([]);
    // On record where who clicked belongs; another organisation's trail names no request of this one.
    expect(await refusals(effect)).toHaveLength(principal.tenant === world.tenant ? 20 : 0);
  });
});

describe('a click on a card that is not what it was', () => {
  const right = (effect: string, verdict: Verdict, hash?: string) => world.decide(jonas, effect, verdict, hash);

  it('does nothing when it shows other content', async () => {
    const effect = await ask();
    await expect(right(effect, 'approve', 'f'.repeat(64))).rejects.toThrow(/has changed since this card was shown/);
    expect((await world.effect(effect)).state).toBe('awaiting');
  });

  it.each(['approve', 'reject', 'withdraw', 'undo', 'resend', 'found', 'continue', 'drop'] as const)(
    'does nothing when it is replayed after it was rejected: %s',
    async (verdict) => {
      const effect = await ask();
      await right(effect, 'reject');
      const said = world.decide(verdict === 'withdraw' ? maria : jonas, effect, verdict);
      await expect(said).rejects.toThrow(/no longer to be decided\. Rejected by Jonas/);
      await world.send(effect);
      expect([(await world.effect(effect)).state, world.depot.log]).toEqual(['rejected', []]);
    },
  );

  it('does nothing when an approval is replayed after it was done', async () => {
    const effect = await ask();
    await right(effect, 'approve');
    await world.send(effect);
    const clicks = await Promise.allSettled(Array.from({ length: 20 }, () => right(effect, 'approve')));
    for (const click of clicks) expect(click).toMatchObject({ reason: { code: 'effect.not-open' } });
    await world.send(effect);
    expect(world.depot.log.filter((line) => line.startsWith('add'))).toHaveLength(1);
  });

  it('does nothing when its time is over', async () => {
    const effect = await ask();
    await world.sql("update effects set decide_by = now() - interval '1 second' where id = $1", [effect]);
    await expect(right(effect, 'approve')).rejects.toThrow(/time to decide this is over/);
    expect((await world.effect(effect)).state).toBe('awaiting');
  });
});
