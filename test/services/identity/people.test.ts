import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

const project = 'aurora/shop';
const till = 'aurora/till';
let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.services.onboarding.project(world.tenant, till);
});
afterAll(() => world.close());

it('are a project’s members and admins, by name, to who is a member of it, too', async () => {
  const maria = await world.principal(await world.person('Maria', ['manager'], world.tenant, [project]));
  await world.person('Ben', ['member'], world.tenant, [project]);
  await world.person('Ada', ['admin'], world.tenant, []);
  await world.person('Tia', ['member'], world.tenant, [till]);
  await world.person('Olga', ['manager'], world.other);
  const { people } = world.services.readersFor(maria);
  expect(await people.members(project)).toEqual(['Ada', 'Ben', 'Maria']);
  expect(await people.members(till)).toEqual([]);
});
