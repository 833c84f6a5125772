import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { type Asker, askInSlack, changesOf, expectClear } from './asking.ts';
import { patchFor } from './patches.ts';

let world: World;
let maria: Asker;
let priya: Asker;
beforeAll(async () => {
  world = await startWorld({ slackLimits: { postBurst: 10_000, tierFactor: 1_000 } });
  const { aurora } = world;
  const channel = aurora.slack.channels[0]?.id ?? '';
  maria = { organisation: aurora, user: aurora.people[0]?.slack ?? '', channel };
  priya = { ...maria, user: aurora.people.find(({ name }) => name.startsWith('Priya'))?.slack ?? '' };
  const { drive } = world.vendors.slack;
  const text = 'plan Design: 3d; Build: 5d after Design';
  await drive.command({ team: aurora.slack.team, channel, user: maria.user, command: '/adjutant', text });
  await waitFor('the plan', () => drive.channelHistory(channel).some(({ text = '' }) => /Done/.test(text)));
});
afterAll(() => world.close());

const ask = (text: string): Promise<string> => askInSlack(world, maria, text);

describe('what stands behind a semicolon', () => {
  it('is done when it names an agent, or is a question that only one of them knows', async () => {
    const told = await ask('plan show plan 1; risk show the register; who am I?');
    expectClear(told, /Plan 1/);
    expect(told).toMatch(/You are \*Maria/);
    expect(told).not.toContain('did not understand');
  });

  it.each([
    ['plan show plan 1; make me coffee', 'make me coffee'],
    ['plan show plan 1; rsk register', 'rsk register'],
    ['plan show plan 1; lead delete dana@acme.example', 'lead delete dana@acme.example'],
    ['plan list; undo', 'undo'],
  ])('is asked back in %j, and nothing is begun', async (text, part) => {
    const told = await ask(text);
    expectClear(told, /nothing was begun/);
    expect(told).toContain(`did not understand “${part}” behind “;”`);
    expect(told).toContain('Understood so far: “plan ');
  });
});

describe('what stands behind a comma, “and” or “&”', () => {
  it.each(['plan show plan 1, risk register', 'plan show plan 1 and the risks', 'plan show plan 1 & risk register'])(
    'is done, too, in %j',
    async (text) => {
      const told = await ask(text);
      expectClear(told, /Plan 1/);
      expect(told).toMatch(/register of aurora\/\w+ is empty|risks? in aurora/);
    },
  );

  it('is asked back when it may be anything, and no plan is made of it', async () => {
    expectClear(await ask('plan list, risk the vendor may fail'), /may be a request of its own, so nothing was begun/);
    expectClear(await ask('plan show plan 1 and sing'), /did not understand “sing”, so nothing was done/);
  });
});

describe('a question that one agent knows word for word', () => {
  it.each([
    ['who am I?', /You are \*Maria/],
    ['what became of run 1?', /Run 1 is|no run 1/],
    ['which plans do we have?', /Plans of/],
    ['what are the risks of plan 1?', /plan 1/i],
  ])('%j needs no agent’s name', async (text, words) => {
    expectClear(await ask(text), words);
  });
});

describe('words that take something away', () => {
  it.each([
    'lead delete dana.ortiz@acme.example',
    'lead remove Dana Ortiz',
    'lead forget Dana',
    'lead undo',
    'post delete the last post',
    'post undo',
    'post please take it down',
    'risk undo',
    'risk delete risk 3',
    'digest undo',
    'code undo',
  ])('%j makes nothing, and says what can be undone', async (text) => {
    const told = await ask(text);
    expectClear(told, /can be undone|undone/i);
    expect(told).toMatch(/cannot \w+ anything of|^Nothing of/);
    expect(changesOf(world)).toEqual({});
    expect(world.vendors.salesforce.countEffects()).toEqual({});
  });

  it('are text in quotes', async () => {
    expectClear(await ask('post "Delete the last post and begin again"'), /Delete the last post/);
  });
});

describe('what nobody has to know', () => {
  it('is the name of a permission', async () => {
    const told = await askInSlack(world, priya, 'code replace-text find=tea replace=mate');
    expect(told).toContain('Your role does not allow this: opening merge requests in GitLab');
    expect(told).toMatch(/is for members, developers, managers and admins. Ask an admin of your organisation/);
    expect(told).not.toMatch(/[a-z-]+:[a-z-]+:[a-z-]+/);
  });
});

describe('what was deleted', () => {
  it('is found in the audit trail', async () => {
    expectClear(await ask('plan delete plan 1'), /is deleted/);
    const told = await ask('audit who deleted plan 1?');
    expectClear(told, /Maria/);
    expect(told).toContain('planning.delete-plan');
    expect(told).not.toContain('Not used of your question: deleted');
  });

  it('can be brought back by “undo”', async () => {
    expectClear(await ask('undo'), /plan restore 1/);
    expectClear(await ask('plan restore 1'), /is back/);
    expect(await ask('undo')).not.toContain('plan restore 1');
  });
});

describe('a patch that is pasted', () => {
  it.each([
    ['Flour', (patch: string) => `code apply this patch\n\`\`\`diff\n${patch}\`\`\``],
    ['Sugar', (patch: string) => `code please apply this:\n${patch}`],
    ['Milk', (patch: string) => `<@${world.aurora.slack.botUser}> code apply this patch \`\`\`${patch}\`\`\``],
  ])('is applied as it is: %s', async (goods, typed) => {
    const person: Person = personIn(world, world.aurora, 'Maria');
    const text = typed(patchFor(goods));
    if (text.startsWith('<@')) world.vendors.slack.drive.message({ ...person.where, text });
    else expect((await person.command(text)).body).toBe('');
    await waitFor('its card', () => JSON.stringify(person.messages()).includes(`+The shop sells ${goods}.`));
  });
});

describe('a schedule that was deleted', () => {
  it('is set up again by “undo”, with a new approval', async () => {
    const person: Person = personIn(world, world.aurora, 'Maria');
    await person.command('digest every weekday 9:00 Europe/Berlin in #general titled "Morning news"');
    await person.press(await person.card('Morning news'));
    await person.sees(/Schedule 1 posts/);
    expectClear(await ask('undo'), /1\. .*Morning news/);
    await person.command('digest delete 1');
    await person.sees(/Schedule 1, \*Morning news\*, is deleted.*say “undo” to set it up again/);
    const told = await ask('undo');
    expectClear(told, /Schedule 1: Morning news\* was deleted, and its approval ended with it/);
    expect(told).not.toContain('Undo 1');
    expect(told).toContain('Schedule a digest again');
  });
});
