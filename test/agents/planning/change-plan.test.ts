import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/planning/change-plan.ts';
import { capability as makePlan } from '../../../src/agents/planning/make-plan.ts';
import { linkWords } from '../../../src/agents/planning/plan/plan-view.ts';
import { createPlanWorld, type PlanWorld } from './planning.ts';

const tasks = `# Draft
Design: 3d, Ana
Review 1d after Design
# Make
Build 5d after Review @ben
Test 2d after Build
Launch milestone after Test +1d`;

let world: PlanWorld;
beforeEach(async () => {
  world = createPlanWorld();
  await world.use(makePlan, { goal: 'Shop', tasks, start: '2026-11-23', team: ['Ana Lopez', 'Ben'] });
});

const change = (changes: string) => world.use(capability, { plan: 1, changes });
/** The plan as it is kept now, at a glance. */
const rows = (): string[] =>
  world.plans[0]?.tasks.map(
    ({ code, name, days, start, finish, owner, after }) =>
      `${code} ${name} ${days}d ${start.slice(5)}..${finish.slice(5)} ${owner || '-'} <${linkWords(after)}>`,
  ) ?? [];

describe('planning.change-plan', () => {
  it('shows what was changed, how the end moved, and what else moved', async () => {
    const told = await world.told(capability, { plan: 1, changes: 'move Build to Dec 3; deadline Dec 10' });
    expect(told.markdown).toMatchInlineSnapshot(`
      "**Plan 1: Shop** is changed (version 2).

      - 2\\.1 Build begins on Dec 3, 2026.
      - The deadline is Dec 10, 2026.

      The end moves from Dec 8, 2026 to **Dec 14, 2026**: 4 working days later. ⚠️ It ends 2 working days after the deadline Dec 10, 2026.

      **Moved**
      - 2\\.1 Build: Nov 27 – Dec 3 → Dec 3 – Dec 9
      - 2\\.2 Test: Dec 4 – Dec 7 → Dec 10 – Dec 11
      - 2\\.3 Launch: Dec 8 → Dec 14"
    `);
    expect(told.pictures?.[0]).toMatchObject({ kind: 'gantt', title: 'Plan 1: Shop' });
    expect(world.plans[0]).toMatchObject({
      version: 2,
      deadline: '2026-12-10',
      change: '2.1 Build begins on Dec 3, 2026. The deadline is Dec 10, 2026.',
    });
  });

  it('begins with this plan', () => {
    expect(rows()).toEqual([
      '1.1 Design 3d 11-23..11-25 Ana Lopez <>',
      '1.2 Review 1d 11-26..11-26 - <1.1>',
      '2.1 Build 5d 11-27..12-03 Ben <1.2>',
      '2.2 Test 2d 12-04..12-07 - <2.1>',
      '2.3 Launch 0d 12-08..12-08 - <2.2 +1d>',
    ]);
  });

  it.each<[string, string, string]>([
    ['move Build to Dec 7', '2.1 Build', '2.1 Build 5d 12-07..12-11 Ben <1.2>'],
    ['move 2.1 to Saturday, Dec 5 2026', '2.1 Build', '2.1 Build 5d 12-07..12-11 Ben <1.2>'],
    ['start Build on Dec 7', '2.1 Build', '2.1 Build 5d 12-07..12-11 Ben <1.2>'],
    ['move Design by 2 days', '1.1 Design', '1.1 Design 3d 11-25..11-27 Ana Lopez <>'],
    ['delay Test by 1 week', '2.2 Test', '2.2 Test 2d 12-11..12-14 - <2.1>'],
    ['Build takes 8 days', '2.1 Build', '2.1 Build 8d 11-27..12-08 Ben <1.2>'],
    ['set Build to 2 weeks', '2.1 Build', '2.1 Build 10d 11-27..12-10 Ben <1.2>'],
    ['2.1: 1/2/3d', '2.1 Build', '2.1 Build 2d 11-27..11-30 Ben <1.2>'],
    ['assign 2.2 to ana', '2.2 Test', '2.2 Test 2d 12-04..12-07 Ana Lopez <2.1>'],
    ['give Test to Zoe', '2.2 Test', '2.2 Test 2d 12-04..12-07 Zoe <2.1>'],
    ['unassign Build', '2.1 Build', '2.1 Build 5d 11-27..12-03 - <1.2>'],
    ['rename Test to Try it out', '2.2 Try', '2.2 Try it out 2d 12-04..12-07 - <2.1>'],
    ['Test after Review', '2.2 Test', '2.2 Test 2d 12-04..12-07 - <2.1, 1.2>'],
    ['Test only after Review', '2.2 Test', '2.2 Test 2d 11-27..11-30 - <1.2>'],
    ['Test after Build SS +1d', '2.2 Test', '2.2 Test 2d 11-30..12-01 - <2.1 SS +1d>'],
    ['unlink Test from Build', '2.2 Test', '2.2 Test 2d 11-23..11-24 - <>'],
    ['Test no longer waits for Build', '2.2 Test', '2.2 Test 2d 11-23..11-24 - <>'],
    ['start Dec 1', '1.1 Design', '1.1 Design 3d 12-01..12-03 Ana Lopez <>'],
    ['the plan starts on Dec 1', '1.1 Design', '1.1 Design 3d 12-01..12-03 Ana Lopez <>'],
    ['holiday 2026-11-24..2026-11-25', '1.1 Design', '1.1 Design 3d 11-23..11-27 Ana Lopez <>'],
    ['add Polish 2d after Build before Test @ben', '2.2 Test', '2.2 Test 2d 12-08..12-09 - <2.1, 2.4>'],
    ['add Polish 2d after Build @ben', '2.4 Polish', '2.4 Polish 2d 12-04..12-07 Ben <2.1>'],
    ['add Party milestone after Launch', '2.4 Party', '2.4 Party 0d 12-08..12-08 - <2.3>'],
    ['please remove Review', '2.1 Build', '2.1 Build 5d 11-26..12-02 Ben <1.1>'],
  ])('%s', async (words, prefix, row) => {
    await change(words);
    expect(rows().find((each) => each.startsWith(prefix))).toBe(row);
  });

  it.each<[string, string[]]>([
    [
      'rename Design to Concept, make Build 4 days and give it to Ana',
      [
        '1.1 Design is called “Concept”.',
        '2.1 Build takes 4 days instead of 5 days.',
        '2.1 Build is done by Ana Lopez.',
      ],
    ],
    [
      'build takes 8 days, and Ana does 2.2',
      ['2.1 Build takes 8 days instead of 5 days.', '2.2 Test is done by Ana Lopez.'],
    ],
    [
      'Please rename Design to Concept and Concept takes 4 days. Then delay Test by 2 days!',
      [
        '1.1 Design is called “Concept”.',
        '1.1 Concept takes 4 days instead of 3 days.',
        '2.2 Test begins on Dec 8, 2026.',
      ],
    ],
    ['rename Design to Look and feel', ['1.1 Design is called “Look and feel”.']],
    ['rename Design to "Look, and give it to Ana"', ['1.1 Design is called “Look, and give it to Ana”.']],
    ['give Build to Ana and Ben', ['2.1 Build is done by Ana and Ben (nobody else in this plan is called so).']],
    [
      'assign Design, Review and Test to Ben',
      ['1.1 Design is done by Ben.', '1.2 Review is done by Ben.', '2.2 Test is done by Ben.'],
    ],
    ['move Build to Dec 7, 2026', ['2.1 Build begins on Dec 7, 2026.']],
    ['add Polish 2d after Build and Review, Zoe', ['2.4 Polish is new (2 days).']],
    [
      'add Polish 2d after Build, give it to Ben and make it 3 days',
      ['2.4 Polish is new (2 days).', '2.4 Polish is done by Ben.', '2.4 Polish takes 3 days instead of 2 days.'],
    ],
    [
      'holiday 2026-11-24, 2026-11-25 and deadline Dec 20',
      ['Nobody works on Nov 24, Nov 25.', 'The deadline is Dec 20, 2026.'],
    ],
    [
      'extend Build by 2 days and shorten Test by 1 day',
      ['2.1 Build takes 7 days instead of 5 days.', '2.2 Test takes 1 day instead of 2 days.'],
    ],
    [
      'remove 1.2 and 2.2',
      [
        '1.2 Review is left out; what waited for it now waits for what was before it.',
        '2.2 Test is left out; what waited for it now waits for what was before it.',
      ],
    ],
    ['Design can only start on December 3', ['1.1 Design begins on Dec 3, 2026.']],
    [
      '1. Build takes 8 days\n2. Test takes 3 days',
      ['2.1 Build takes 8 days instead of 5 days.', '2.2 Test takes 3 days instead of 2 days.'],
    ],
  ])('does %j', async (words, done) => {
    expect((await change(words)).changes).toEqual(done);
  });

  it.each<[string, string]>([
    [
      'rename Design to Concept, frobnicate the whole of the build thoroughly and give it to Ana',
      'I cannot read “frobnicate the whole of the build thoroughly” as a change',
    ],
    [
      'Build takes 8 days and paint it in a nice, bright blue that everybody will like and remember for many years to come',
      'I cannot read “paint it in a nice, bright blue that everybody will like and remember for many years to come” as a change',
    ],
    ['Build takes 8 days, remove Nothing and deadline Dec 20', '“Nothing”: there is no task “Nothing”'],
    ['rename Design to Concept, make Foo 4 days', '“Foo”: there is no task “Foo”'],
    ['give it to Ana', '“it”: say which task. Write its name or number.'],
    ['move Build to Dec 7, 2099', '2099-12-07 is too far away for a plan'],
    ['give Build to Ana, make it shiny', 'I cannot read “make it shiny” as a change'],
  ])('refuses the whole of %j, and says which words it means', async (words, fault) => {
    const before = rows();
    expect(await world.refusal(capability, { plan: 1, changes: words })).toContain(fault);
    expect(rows()).toEqual(before);
    expect(world.plans[0]?.version).toBe(1);
  });

  it('cuts what it could not read between words only, however long it is', async () => {
    const words = `colour ${'extraordinarily '.repeat(60)}blue`;
    const [, quote = ''] =
      /“([^”]+)…” as a change/.exec(await world.refusal(capability, { plan: 1, changes: words })) ?? [];
    expect(quote.length).toBeGreaterThan(200);
    expect(words.startsWith(`${quote} `)).toBe(true);
  });

  it('lets go of a day', async () => {
    await change('move Build to Dec 7');
    await change('free Build');
    expect(rows()[2]).toBe('2.1 Build 5d 11-27..12-03 Ben <1.2>');
  });

  it('takes deadline and title away or puts others there', async () => {
    await change('deadline next month; rename plan to The new shop');
    expect(world.plans[0]).toMatchObject({ deadline: '2026-12-31', title: 'The new shop' });
    await change('no deadline');
    expect(world.plans[0]).toMatchObject({ deadline: '', version: 3 });
  });

  it('keeps the numbers of all other tasks when one goes, and gives its number to no other', async () => {
    await change('remove 1.2\nadd Check 1d after Design');
    expect(rows().map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual([
      '1.1 Design',
      '1.2 Check',
      '2.1 Build',
      '2.2 Test',
      '2.3 Launch',
    ]);
  });

  it('does all changes or none', async () => {
    expect(await world.refusal(capability, { plan: 1, changes: 'Build takes 8 days; remove Nothing' })).toMatch(
      /no task “Nothing”/,
    );
    expect(world.plans[0]?.version).toBe(1);
  });

  it.each<[string, string, RegExp]>([
    [
      'words that are no change',
      'make it faster',
      /cannot read “make it faster” as a change\. Write, for example: .*“move Design to Dec 3”/,
    ],
    ['another script', '把设计移到十二月', /cannot read/],
    ['a call to everybody', 'assign 1.1 to @here', /@here calls everybody.*Write a name/],
    ['an unknown task', 'assign 7.7 to Ana', /no task “7\.7”/],
    ['a mistyped task', 'remove Biuld', /did you mean “Build”/],
    ['a circle', 'Design after Launch', /wait for each other: .*Design/],
    ['itself', 'Test after Test', /cannot wait for itself/],
    [
      'a day that its links do not allow',
      'move Test to Nov 24',
      /2\.2 Test cannot begin on Nov 24, 2026: it waits for 2\.1 and begins on Dec 4, 2026 at the earliest/,
    ],
    ['no time', 'Build takes 0 days', /it takes no time/],
    ['ages', 'Build takes 900 days', /more than 500 working days/],
    ['a milestone that takes time', 'Launch takes 2 days', /is a milestone and takes no time/],
    ['a double', 'add Build 2d', /already/],
    ['a task without a duration', 'add Party', /How long does “Party” take\? Write: add Party 2d/],
    ['a day that is none', 'move Build to someday', /cannot read “someday” as a day/],
    ['an absurd day', 'deadline 2099-01-01', /too far away/],
    ['a deadline before the start', 'deadline 2026-01-01', /lies before the start/],
    ['what is so already', 'assign Build to Ben', /like that already: nothing would change/],
    ['too many at once', 'Build takes 8 days;'.repeat(51), /51 changes are too many at once; at most 50/],
    ['a link that is not there', 'unlink Launch from Design', /does not wait for/],
  ])('refuses %s in words, and changes nothing', async (_what, changes, words) => {
    const before = rows();
    expect(await world.refusal(capability, { plan: 1, changes })).toMatch(words);
    expect(rows()).toEqual(before);
    expect(world.plans[0]?.version).toBe(1);
  });

  it('refuses 5,000 words, and a plan that is not there', async () => {
    expect(await world.refusal(capability, { plan: 1, changes: 'word '.repeat(5_000) })).toMatch(/changes/);
    expect(await world.refusal(capability, { plan: 8, changes: 'no deadline' })).toMatch(/no plan 8/);
  });

  it.each<[string, Record<string, unknown>]>([
    ['plan 3: move Design to Dec 3', { plan: 3, changes: 'move Design to Dec 3' }],
    ['3: Build takes 8 days', { plan: 3, changes: 'Build takes 8 days' }],
    ['3 move Design to Dec 3', { plan: 3, changes: 'move Design to Dec 3' }],
    ['#3, remove 2.1', { plan: 3, changes: 'remove 2.1' }],
    ['move Design to Dec 3', { changes: 'move Design to Dec 3' }],
    ['2.1 takes 8 days', { changes: '2.1 takes 8 days' }],
    ['2 takes 8 days', { changes: '2 takes 8 days' }],
    ['plan 3', { plan: 3 }],
  ])('reads %j', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });

  it('either changes the plan or says why not, whatever is said', async () => {
    const word = fc.constantFrom(
      'move',
      'add',
      'remove',
      'Build',
      'Test',
      '2.1',
      'to',
      'by',
      'after',
      '3 days',
      '2d',
      'Dec 3',
      'assign',
      'Ana',
      ';',
      'deadline',
      'takes',
      'rename',
      'unlink',
      'from',
      'not',
      'before',
      'free',
      'holiday',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 9 }), async (words) => {
        expect(await world.refusal(capability, { plan: 1, changes: words.join(' ') })).not.toMatch(/undefined|NaN/);
      }),
    );
  });
});
