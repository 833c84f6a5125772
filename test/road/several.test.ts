import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let maria: Person;
let jonas: Person;
beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
  jonas = personIn(world, world.aurora, 'Jonas');
});
afterAll(() => world.close());

const tasks = 'Design: 3d\nBuild: 5d after Design\nTest: 2d after Build';

describe('several agents in one request', () => {
  it('run in order, hand over what they made, and answer once', async () => {
    await maria.command(`plan ${tasks}; then its risks`);
    await maria.sees(/\*Make a plan\*, \*Assess .*\*\. Done\./);
    await maria.sees(/\*Plan 1[\s\S]*Looked at plan 1/);
    expect(maria.texts().filter((text) => /\*Plan 1|Looked at plan 1/.test(text))).toHaveLength(1);
  });

  it('run side by side, with a card for each effect, and wait for all', async () => {
    await maria.command(
      'code replace-text find=tea replace=coffee paths=README.md; code replace-text find=Shop replace=Store paths=README.md',
    );
    const first = await maria.card('“tea”');
    await maria.card('“Shop”');
    await jonas.press(first);
    const second = await maria.card('“Shop”');
    expect(maria.texts().filter((text) => /is open/.test(text) && /not|Rejected/.test(text))).toEqual([]);
    await maria.press({ ...second });
    await maria.sees(/\*Replace a text\*, \*Replace a text\*\. Done\./);
    expect(world.vendors.gitlab.countEffects()).toMatchObject({ mergeRequests: 2 });
  });

  it('go on with what the same agent does, without its name, and with another one’s', async () => {
    await maria.command('plan Launch the shop; then create its issues; then post about it');
    await maria.press(await maria.card('issues'));
    await maria.sees(/\*Make a plan\*, \*Create the issues\*, \*Draft a post for X\*\. Done\./);
    const answers = () => maria.messages().filter(({ text }) => /Plan \d+: [\s\S]*Launch the shop/i.test(text));
    const isWhole = /The plan has its \d+ issues[\s\S]*1\. .* of 280/;
    await waitFor('the whole answer', () => isWhole.test(JSON.stringify(answers().map(({ blocks }) => blocks))));
    expect(answers()).toHaveLength(1);
  });

  it('take a list of tasks as one plan', async () => {
    await maria.command('plan Dig 3d; Pour 5d after Dig; then paint 2d');
    await maria.sees(/Plan \d+[\s\S]*1 Dig[\s\S]*2 Pour[\s\S]*3 paint/);
  });

  it('ask back what they do not understand, and begin nothing', async () => {
    const before = maria.texts().length;
    const plans = async (): Promise<unknown> =>
      maria.texts().filter((text) => /asked: \*Make a plan\*/.test(text)).length;
    const made = await plans();
    const answer = JSON.stringify(await maria.command('plan launch the coffee; then make me coffee'));
    expect(answer).toMatch(/I did not understand “make me coffee” behind “then”, so nothing was begun/);
    expect(answer).toMatch(/“then create issues”/);
    await maria.command('plan show 1');
    await maria.sees(/asked: \*Show a plan\*\. Done/);
    expect(await plans()).toBe(made);
    expect(maria.texts().slice(before).join()).not.toMatch(/launch the coffee/);
  });

  it('say what each lacks before anything is begun', async () => {
    const answer = await maria.command('plan launch it; code replace-text find=tea');
    expect(JSON.stringify(answer)).toMatch(/Replace a text still needs replace/);
    expect(maria.texts().filter((text) => /Make a plan.*Replace a text/.test(text))).toEqual([]);
  });
});
