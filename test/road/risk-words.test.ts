import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let jonas: Person;
beforeAll(async () => {
  world = await startWorld();
  jonas = personIn(world, world.aurora, 'Jonas');
});
afterAll(() => world.close());

const countOf = (pattern: RegExp): number => jonas.texts().filter((text) => pattern.test(text)).length;

describe('words about risks', () => {
  it('that name no plan are told which one was looked at, and how to choose another', async () => {
    await jonas.command('plan a web shop until end of March');
    await jonas.sees(/Plan 1: A web shop/);
    await jonas.command('risk what are the risks?');
    await jonas.sees(/Looked at plan 1, “A web shop”\.\n/);
    await jonas.command('plan a training until end of March');
    await jonas.sees(/Plan 2: A training/);
    await jonas.command('risk what are the risks?');
    await jonas.sees(
      /Looked at plan 2, “A training”, the one that was changed last\. For plan 1, “A web shop”, add `plan=1`\./,
    );
    await jonas.command('risk plan=1');
    await jonas.sees(/as before\. Looked at plan 1, “A web shop”\.\n/);
  });

  it('about an owner whom nobody knows say so; one who is known gets the whole name', async () => {
    await jonas.command('risk 1 owner Zebulon');
    await jonas.sees(/Changed: owner\.[\s\S]*Nobody here is called Zebulon/);
    await jonas.command('risk 1 owner maria');
    await jonas.sees(/Changed: owner\.[\s\S]*\*?Owner:[*_]* Maria Lindqvist/);
    await jonas.command('risk the crane may break, owner Quixote');
    await jonas.sees(/Nobody here is called Quixote[\s\S]*The crane may break/);
  });

  it('that end with “then post about it” make drafts of what was said', async () => {
    await jonas.command('risk the vendor may go bankrupt; then post about it');
    await jonas.sees(/\*Assess the risks\*, \*Draft a post for X\*\. Done\./);
    await jonas.command('risk 1 is closed; then post about it');
    await jonas.sees(/\*Change a risk\*, \*Draft a post for X\*\. Done\./);
    const drafted = /1\. Straight[\s\S]*The vendor may go bankrupt/;
    await waitFor('the drafts', () => drafted.test(JSON.stringify(jonas.messages())));
  });

  it('come back with a plan that comes back: those that its deletion closed', async () => {
    await jonas.command('risk 2 is closed because it is over');
    await jonas.sees(/Changed: (state, note|note, state)\.[\s\S]*it is over/);
    await jonas.command('plan delete plan 1');
    await jonas.sees(/risks that rested on it are closed/);
    await jonas.command('plan restore 1');
    await jonas.sees(/is back\. [\s\S]*\d+ risks that its deletion had closed are open again: 3, /);
    await jonas.command('risk show the register of plan 1');
    await jonas.sees(/open risks\* in aurora\/adjutant, plan 1/);
    await jonas.command('risk register state=closed');
    await jonas.sees(/2 closed risks\*/);
    expect(countOf(/closed · Plan 1 was deleted/)).toBe(0);
  });
});
