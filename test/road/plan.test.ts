import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { gitlabOf } from './gitlab-account.ts';

let world: World;
let maria: Person;
let jonas: Person;

beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
  jonas = personIn(world, world.aurora, 'Jonas');
});
afterAll(() => world.close());

const issuesCount = (): number => world.vendors.gitlab.countEffects().issues ?? 0;

/** The number of the plan whose answer holds this. */
async function planCalled(title: string): Promise<number> {
  const found = await waitFor(`the plan ${title}`, () =>
    maria
      .texts()
      .map((text) => /Plan (\d+): /.exec(text.includes(title) ? text : '')?.[1])
      .find((number) => number !== undefined),
  );
  return Number(found);
}

describe('from a goal to issues', () => {
  it('answers a bare goal with dates, the critical path and what was assumed', async () => {
    expect(await maria.command('plan Launch the new website by the end of next year')).toMatchObject({
      status: 200,
      body: '',
    });
    // The first picture of a process takes longer than all later ones.
    await maria.sees(/Plan \d+: Launch the new website/);
    const answer = maria.messages().find(({ text }) => /Plan \d+: Launch the new website/.test(text));
    const shown = JSON.stringify(answer?.blocks);
    for (const words of ['Critical path', 'Taken for a website', '◆']) expect(shown).toContain(words);
    expect(issuesCount()).toBe(0);
  });

  it('answers a list of tasks', async () => {
    await maria.command(
      'plan Open the kiosk:\n- Design 3d, Maria Lindqvist\n- Build 5d after Design @jonas\n- Launch milestone after Build',
    );
    const number = await planCalled('Open the kiosk');
    await jonas.command(`plan change plan ${number}: Build takes 8 days`);
    await jonas.sees(/is changed \(version 2\)/);
    await jonas.sees(/3 working days later/);
  });

  it('puts all issues on one card, and makes each once after the approval', async () => {
    const number = await planCalled('Open the kiosk');
    await maria.command(`plan issues ${number}`);
    const approve = await maria.card('Create *3 issues*');
    expect(issuesCount()).toBe(0);
    await maria.press(approve);
    await maria.sees(/The plan has its 3 issues/);
    expect(issuesCount()).toBe(3);
    const issues = await gitlabOf(world).issues();
    expect(issues.map(({ title }) => title)).toEqual(['3 Launch', '2 Build', '1 Design']);
    expect(issues.map(({ assignee }) => assignee?.username)).toEqual([undefined, 'jonas', 'maria']);
    expect(issues[1]?.description).toMatch(/After: #\d+ \(1\)/);
  });

  it('says that all are there when it is asked again', async () => {
    const number = await planCalled('Open the kiosk');
    await maria.command(`plan create issues ${number}`);
    await maria.sees(/has its issue already/);
    expect(issuesCount()).toBe(3);
  });

  it('makes each once also when the answer to one in the middle is lost', async () => {
    await maria.command('plan Move the shelf:\n- Empty 1d\n- Carry 1d\n- Fill 1d\n- Clean 1d');
    const number = await planCalled('Move the shelf');
    const before = issuesCount();
    await maria.command(`plan issues ${number}`);
    const approve = await maria.card('Create *4 issues*');
    // The first one gets through, the second is made and its answer lost.
    world.vendors.faults.add({
      vendor: 'gitlab',
      method: 'POST',
      path: '/issues$/',
      times: 1,
      kind: 'delay',
      delayMs: 1,
    });
    world.vendors.faults.add({ vendor: 'gitlab', method: 'POST', path: '/issues$/', times: 1, kind: 'drop-after' });
    await maria.press(approve);
    await maria.sees(/The plan has its 4 issues/);
    expect(issuesCount()).toBe(before + 4);
    const titles = (await gitlabOf(world).issues()).slice(0, 4).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(['1 Empty', '2 Carry', '3 Fill', '4 Clean']);
  });

  it('takes them back when it is told to', async () => {
    const card = maria.card('Create *4 issues*', 'Undo');
    await maria.press(await card);
    await maria.sees(/Undone by Maria Lindqvist/);
    const states = (await gitlabOf(world).issues()).slice(0, 4).map(({ state }) => state);
    expect(states).toEqual(['closed', 'closed', 'closed', 'closed']);
  });

  it('reads a table that was pasted from a spreadsheet', async () => {
    await maria.command(
      'plan Open the bakery:\nTask\tDays\tOwner\tDepends on\nOven\t3\tJonas\t\nBread\t5\tMaria\tOven',
    );
    await planCalled('Open the bakery');
    const shown = JSON.stringify(maria.messages().find(({ text }) => /Plan \d+: Open the bakery/.test(text))?.blocks);
    for (const words of ['2 tasks in 8 working days', 'Jonas', 'Bread']) expect(shown).toContain(words);
  });

  it('deletes a plan, closes its risks, names its issues, and brings it back', async () => {
    const number = await planCalled('Open the kiosk');
    await jonas.command(`plan change plan ${number}: deadline in 4 days`);
    await jonas.sees(/after the deadline/);
    await jonas.command(`risk plan ${number}`);
    await jonas.sees(/\d+ open risks?/);
    await jonas.command(`plan delete ${number}: something else`);
    await jonas.sees(/is called “Open the kiosk”, and not “something else”/);
    await jonas.command(`plan delete ${number}`);
    await jonas.sees(new RegExp(`Plan ${number}: Open the kiosk\\*? is deleted`));
    const told = JSON.stringify(jonas.messages().map(({ text, blocks }) => [text, blocks]));
    expect(told).toMatch(/Its 3 issues stay in GitLab/);
    expect(told).toMatch(/risks? that rested on it (?:is|are) closed/);
    expect(issuesCount()).toBe(7);
    await maria.command(`plan show ${number}`);
    await maria.sees(new RegExp(`Plan ${number} was deleted`));
    await maria.command(`plan issues ${number}`);
    await waitFor(
      'a second refusal',
      () => maria.texts().filter((text) => text.includes(`Plan ${number} was deleted`)).length > 1,
    );
    await maria.command(`plan restore ${number}`);
    await maria.sees(new RegExp(`Plan ${number}: Open the kiosk\\*? is back`));
  });

  it('makes no issue of a plan that was deleted while its card waited', async () => {
    await maria.command('plan Paint the door:\n- Sand 1d\n- Paint 1d');
    const number = await planCalled('Paint the door');
    const before = issuesCount();
    await maria.command(`plan issues ${number}`);
    const approve = await maria.card('Create *2 issues*', 'Approve');
    await maria.command(`plan delete ${number}`);
    await maria.sees(new RegExp(`Plan ${number}: Paint the door\\*? is deleted`));
    await maria.press(approve);
    await maria.sees(new RegExp(`Plan ${number} was deleted meanwhile, so no issue was made`));
    expect(issuesCount()).toBe(before);
  });

  it('makes no issue of a plan that was changed while its card waited', async () => {
    await maria.command('plan Paint the fence:\n- Sand 1d\n- Paint 1d');
    const number = await planCalled('Paint the fence');
    const before = issuesCount();
    await maria.command(`plan issues ${number}`);
    const approve = await maria.card('Create *2 issues*', 'Approve');
    await maria.command(`plan change plan ${number}: Paint takes 4 days`);
    await maria.sees(/asked: \*Change a plan\*\. Done/);
    await maria.press(approve);
    await maria.sees(new RegExp(`Plan ${number} was changed after these issues were asked for`));
    expect(issuesCount()).toBe(before);
  });

  it.each<[string, RegExp]>([
    ['plan Boil 1d after Freeze\nFreeze 1d after Boil', /wait for each other/],
    ['plan show 4711', /no plan 4711/],
    ['plan delete 4711', /no plan 4711/],
    ['plan restore 4711', /No plan 4711 was deleted/],
    ['plan launch the till by 30 February', /There is no 30 February: February \d{4} has 2[89] days/],
    ['plan issues 4711', /no plan 4711/],
    ['plan change plan 4711: no deadline', /no plan 4711/],
  ])('answers %j in words', async (line, words) => {
    const before = world.vendors.gitlab.countEffects();
    await maria.command(line);
    await maria.sees(words);
    expect(world.vendors.gitlab.countEffects()).toEqual(before);
  });
});
