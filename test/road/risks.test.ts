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

describe('risks in a chat', () => {
  it('are found from words, changed in words, and shown', async () => {
    await jonas.command('risk the supplier may be late. Anna leaves in May');
    await jonas.sees(/2 open risks\* in aurora\/adjutant: 2 new\./);
    await jonas.command('risk 1 probability very high, owner Ana Lima, due 2027-03-31, strategy transfer');
    await jonas.sees(/Changed: probability, owner, due(, response)?\./);
    await jonas.command('risk 1 is closed because the contract is signed');
    await jonas.sees(/Changed: state, note\.|Changed: note, state\./);
    await jonas.command('risk show the register');
    await jonas.sees(/1 open risk\* in aurora\/adjutant:\s+• \*2\* Anna leaves in May/);
    await jonas.command('risk which risks are closed?');
    await jonas.sees(/1 closed risk\* in aurora\/adjutant:[\s\S]*closed · the contract is signed/);
  });

  it('of several plans name theirs, and are closed with the plan', async () => {
    await jonas.command('plan a web shop until end of March; then its risks');
    await jonas.sees(/asked: \*Make a plan\*, \*Assess the risks\*\. Done\./);
    await jonas.command('plan a training until end of March');
    await jonas.sees(/Plan 2: A training/);
    await jonas.command('risk what are the risks of plan 2?');
    await jonas.sees(/open risks\* in aurora\/adjutant: \d+ new, \d+ as before\.[\s\S]*\* · new · plan 2, /);
    await jonas.command('risk show the register');
    await jonas.sees(/No task has an owner · [^\n]*plan 1, [\s\S]*No task has an owner · [^\n]*plan 2, /);
    await jonas.command('risk show the register of plan 1');
    await jonas.sees(/open risks\* in aurora\/adjutant, plan 1/);
    await jonas.command('plan delete plan 1');
    await jonas.sees(/risks that rested on it are closed/);
    await jonas.command('risk register state=closed');
    await jonas.sees(/closed · Plan 1 was deleted\./);
  });
});
