import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EffectCapability, Principal } from '../../../src/core/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let jonas: Principal;
let count = 0;
const project = 'aurora/shop';
const named = () => ({ project, name: `thing ${++count}` });

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  jonas = await world.principal(await world.person('Jonas', ['developer']));
});
beforeEach(() => world.depot.reset());
afterAll(() => world.close());

async function made(by: Principal, capability: EffectCapability): Promise<string> {
  const { effect } = await world.ask(by, capability, named());
  await world.decide(maria, effect, 'approve');
  await world.send(effect);
  return effect;
}
const own = async (principal: Principal, agent?: string): Promise<string[]> => {
  const found = await world.services.effects.ownUndoable(principal, { limit: 5, ...(agent ? { agent } : {}) });
  return found.map(({ id }) => id);
};

describe('what somebody can take back of their own', () => {
  it('is found behind whatever waits for others, the latest first', async () => {
    const [first, second] = [await made(jonas, world.addBox), await made(jonas, world.addBox)];
    await made(maria, world.addBox);
    for (let each = 0; each < 31; each += 1) await world.ask(maria, world.addBox, named());
    expect(await own(jonas)).toEqual([second, first]);
    expect(await own(jonas, 'sales')).toEqual([]);
    await world.decide(jonas, second, 'undo');
    expect(await own(jonas)).toEqual([first]);
  });

  it('is what its card offers, for things of every kind', async () => {
    const lena = await world.principal(await world.person('Lena', ['developer']));
    const all: string[] = [];
    for (const capability of [world.addBox, world.postParcel, world.orderCrate, world.shipOrder])
      all.push(await made(lena, capability));
    const views = await Promise.all(all.map((id) => world.services.effects.find(lena, id)));
    const offered = views.filter((view) => view?.card.actions?.some(({ verdict }) => verdict === 'undo'));
    expect(offered.length).toBeGreaterThan(0);
    expect((await own(lena)).toSorted()).toEqual(offered.map((view) => view?.effect.id).toSorted());
  });
});
