import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let jonas: Person;
beforeAll(async () => {
  world = await startWorld();
  jonas = personIn(world, world.aurora, 'Jonas');
});
afterAll(() => world.close());

const limitMs = 20_000;

describe('risks in a chat', () => {
  it('are found from words, changed, and shown', async () => {
    await jonas.command('risk the supplier may be late. Anna leaves in May');
    await jonas.sees(/2 open risks\* in aurora\/adjutant, 2 of them new/, limitMs);
    await jonas.command('risk update-risk 1 probability 5 owner Ana Lima mitigated');
    await jonas.sees(/Changed: probability, owner, state/, limitMs);
    await jonas.command('risk register');
    await jonas.sees(/1 open risk\* in aurora\/adjutant:\s+• \*2\* Anna leaves in May/, limitMs);
  });

  it('come from the plan that is made in the same request', async () => {
    await jonas.command('plan a web shop until end of March; then its risks');
    await jonas.sees(/asked: \*Make a plan\*, \*Assess the risks\*\. Done\./, limitMs);
    await jonas.command('risk show-register state=all');
    await jonas.sees(/No task has an owner/, limitMs);
  });
});
