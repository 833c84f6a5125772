import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/index.ts';
import { askQuestion, closeQuestion, findQuestion, settleQuestion } from '../../../src/services/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
});
afterAll(() => world.close());

type Tx = Parameters<Parameters<World['services']['database']['withTenant']>[1]>[0];
const within = <T>(work: (tx: Tx) => Promise<T>, { tenant }: Pick<Principal, 'tenant'> = maria): Promise<T> =>
  world.services.database.withTenant(tenant, work);
const question = { capability: 'depot.add-box', field: 'name', raw: { shelf: 2 }, words: 'add a box' };
const ask = (place: string, event = 'first') =>
  within((tx) => askQuestion(tx, { principal: maria, place }, { question, event }));
const find = (place: string, principal = maria) => within((tx) => findQuestion(tx, { principal, place }), principal);
const settle = (place: string, event: string, asked = 'first') =>
  within((tx) => settleQuestion(tx, { principal: maria, place }, { asked, event, state: 'answered' }));

describe('an open question', () => {
  it('is found by who was asked, where it was asked', async () => {
    await ask('one');
    expect(await find('one')).toEqual({ ...question, event: 'first', state: 'open', isLapsed: false });
    expect(await find('two')).toBeUndefined();
    const tom = await world.principal(await world.person('Tom', ['manager']));
    expect(await find('one', tom)).toBeUndefined();
  });

  it('is not there for another organisation, whoever asks', async () => {
    await ask('ours');
    expect(await find('ours', { ...maria, tenant: world.other })).toBeUndefined();
  });

  it('is one in a place: the last that was asked', async () => {
    await ask('again');
    await ask('again', 'second');
    expect(await find('again')).toMatchObject({ event: 'second' });
    expect(await settle('again', 'third', 'first')).toBe(false);
  });

  it('is taken by one of many that come at once, and what was understood goes with it', async () => {
    await ask('race');
    const taken = await Promise.all(['a', 'b', 'c', 'd'].map((event) => settle('race', event)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await find('race')).toMatchObject({ state: 'answered', raw: {}, words: '' });
  });

  it('is not taken when what was to be done with it failed', async () => {
    await ask('failing');
    const failing = within(async (tx) => {
      await settleQuestion(
        tx,
        { principal: maria, place: 'failing' },
        { asked: 'first', event: 'x', state: 'answered' },
      );
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await find('failing')).toMatchObject({ state: 'open' });
  });

  it('is over after its time, and then forgotten', async () => {
    await ask('late');
    await world.sql("update open_questions set expires_at = now() - interval '1 second' where place = 'late'");
    expect(await find('late')).toMatchObject({ isLapsed: true });
    expect(await settle('late', 'second')).toBe(false);
    await world.sql("update open_questions set expires_at = now() - interval '2 hours' where place = 'late'");
    expect(await find('late')).toBeUndefined();
    await ask('another');
    expect(await world.sql("select 1 from open_questions where place = 'late'")).toEqual([]);
  });

  it('is closed when the same is asked for in another way, and by nothing else', async () => {
    await ask('closed');
    const close = (names: string[]) => within((tx) => closeQuestion(tx, { principal: maria, place: 'closed' }, names));
    await close(['depot.other']);
    expect(await find('closed')).toMatchObject({ state: 'open' });
    await close(['depot.other', 'depot.add-box']);
    expect(await find('closed')).toBeUndefined();
  });
});
