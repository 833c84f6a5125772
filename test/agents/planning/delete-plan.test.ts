import { beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/planning/delete-plan.ts';
import { capability as makePlan } from '../../../src/agents/planning/make-plan.ts';
import { capability as showPlan } from '../../../src/agents/planning/show-plan.ts';
import { createPlanWorld, type PlanWorld, typed } from './planning.ts';

const tasks = 'Design 3d\nBuild 5d after Design';

let world: PlanWorld;
beforeEach(async () => {
  world = createPlanWorld();
  for (const title of ['Open the *shop*', 'Kiosk', 'Kiosk']) await world.use(makePlan, { goal: '', tasks, title });
});

describe('planning.delete-plan', () => {
  it('says what is gone, what stays, and how it comes back', async () => {
    world = createPlanWorld({
      issues: [
        { code: '1', iid: 4 },
        { code: '2', iid: 5 },
      ],
      closedRisks: [3, 4],
      keptRisks: [7],
    });
    await world.use(makePlan, { goal: '', tasks, title: 'Open the *shop*' });
    const { markdown, links } = await world.told(capability, { plan: 1 });
    expect(markdown).toMatchInlineSnapshot(`
      "**Plan 1: Open the \\*shop\\*** is deleted (2 tasks, Nov 20 – Dec 1).

      - Its 2 issues stay in GitLab. Close them there if nobody needs them: \\#4 (1), \\#5 (2).
      - 2 risks that rested on it are closed: 3, 4.
      - 1 risk that somebody wrote or changed stays open: 7.

      To bring it back, say “plan restore 1”."
    `);
    expect(links).toEqual([{ label: 'Issues', url: 'https://gitlab.example/1/-/issues' }]);
    expect(await world.refusal(showPlan, { plan: 1 })).toBe(
      'Plan 1 was deleted. Say “plan restore 1” to bring it back.',
    );
  });

  it('is short where nothing hung on the plan', async () => {
    expect((await world.told(capability, { plan: 2 })).markdown).toMatchInlineSnapshot(`
      "**Plan 2: Kiosk** is deleted (2 tasks, Nov 20 – Dec 1).

      To bring it back, say “plan restore 2”."
    `);
  });

  it('names many issues up to a limit', async () => {
    world = createPlanWorld({
      issues: Array.from({ length: 40 }, (_, index) => ({ code: `${index}`, iid: index + 1 })),
    });
    await world.use(makePlan, { goal: '', tasks, title: 'Shop' });
    const { markdown } = await world.told(capability, { plan: 1 });
    expect(markdown).toMatch(/Its 40 issues stay in GitLab.* \\#30 \(29\) and 10 more\./);
  });

  it('deletes by title, and by a number with a part of the title', async () => {
    expect(await world.use(capability, { title: 'open the shop' })).toMatchObject({ plan: 1 });
    expect(await world.use(capability, { plan: 2, title: 'kiosk' })).toMatchObject({ plan: 2 });
  });

  it.each<[string, object, RegExp]>([
    [
      'nothing',
      {},
      /^Which plan\? There are: 3 \(Kiosk\), 2 \(Kiosk\), 1 \(Open the \*shop\*\)\. Say its number, for example “plan delete 3”/,
    ],
    ['a number that is none', { plan: 9 }, /no plan 9/],
    [
      'a title that is none',
      { title: 'Shed' },
      /^There is no plan called “Shed” in aurora\/shop\. There are: 3 \(Kiosk\)/,
    ],
    ['a title in another script', { title: '商店' }, /^There is no plan called “商店”/],
    [
      'a title that two have',
      { title: 'Kiosk' },
      /^Several plans are called “Kiosk”: 3 \(Kiosk\), 2 \(Kiosk\)\. Say the number/,
    ],
    [
      'a number and another title',
      { plan: 1, title: 'Kiosk' },
      /^Plan 1 is called “Open the \*shop\*”, and not “Kiosk”, so it was not deleted/,
    ],
    [
      'a number and a part of a word of its title',
      { plan: 1, title: 'op' },
      /^Plan 1 is called “Open the \*shop\*”, and not “op”/,
    ],
    ['a number and signs', { plan: 1, title: '?!' }, /^Plan 1 is called “Open the \*shop\*”, and not “\?!”/],
    [
      'a task of a plan',
      { title: '2.1' },
      /^“2\.1” is no plan\. .*“plan delete plan 2”.*“plan change plan 2: remove 2\.1”/,
    ],
    ['several numbers', { title: '3, 5' }, /^Plans are deleted one at a time\. Say “plan delete plan 3” first\.$/],
    ['several numbers in words', { title: '3 and plan 5' }, /^Plans are deleted one at a time/],
    ['a plan of another project', { plan: 1, project: 'aurora/till' }, /belongs to aurora\/shop/],
  ])('refuses %s in words, and deletes nothing', async (_what, raw, words) => {
    expect(await world.refusal(capability, raw)).toMatch(words);
    for (const plan of [1, 2, 3]) expect(await world.use(showPlan, { plan })).toMatchObject({ plan });
  });

  it('takes a number for a title only where it is all of it', async () => {
    await world.use(makePlan, { goal: '', tasks, title: 'Launch the shop by March 15' });
    await world.use(makePlan, { goal: '', tasks, title: '2027' });
    expect(await world.refusal(capability, { plan: 4, title: '15' })).toMatch(/^Plan 4 is called .*, and not “15”/);
    expect(await world.use(capability, { plan: 4, title: 'by March 15' })).toMatchObject({ plan: 4 });
    expect(await world.use(capability, { plan: 5, title: '2027' })).toMatchObject({ plan: 5 });
  });

  it('refuses what was deleted already', async () => {
    await world.use(capability, { plan: 1 });
    expect(await world.refusal(capability, { plan: 1 })).toMatch(/was deleted\. Say “plan restore 1”/);
  });

  it.each<[string, Record<string, unknown>]>([
    ['plan delete 3', { plan: 3 }],
    ['plan delete plan 3', { plan: 3 }],
    ['delete plan 3', { plan: 3 }],
    ['plan delete plan #3 please', { plan: 3 }],
    ['plan delete plan 3: Open the shop.', { plan: 3, title: 'Open the shop' }],
    ['plan delete the plan “Open the shop”', { title: 'Open the shop' }],
    ['plan delete 3: Open the shop', { plan: 3, title: 'Open the shop' }],
    ['plan remove our plan 3', { plan: 3 }],
    ['plan delete', {}],
    ['plan delete plan 3: 5 shops', { plan: 3, title: '5 shops' }],
    ['plan delete plan 2.1', { title: '2.1' }],
    ['plan delete plan 3, 5', { title: '3, 5' }],
    ['plan delete plans 3 and 5', { title: '3 and 5' }],
    ['plan delete plan 3 & plan #5', { title: '3 & plan #5' }],
    ['plan delete plan 3 5', { title: '3 5' }],
  ])('%j asks for it', (line, raw) => {
    const read = typed(line.replace(/^delete/, 'planning delete'));
    expect(read.name).toBe('planning.delete-plan');
    expect({ ...read.raw, ...('plan' in read.raw ? { plan: Number(read.raw.plan) } : {}) }).toEqual(raw);
  });
});
