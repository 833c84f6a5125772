import { beforeEach, describe, expect, it } from 'vitest';
import { capability as changePlan } from '../../../src/agents/planning/change-plan.ts';
import { capability } from '../../../src/agents/planning/make-plan.ts';
import { createPlanWorld, type PlanWorld, typed } from './planning.ts';

let world: PlanWorld;
beforeEach(() => {
  world = createPlanWorld();
});
const make = (raw: object) => world.use(capability, raw);
const list = 'Design: 3d, Ana\nBuild 5d after Design @ben\nTest 2/3/6d after Build\nLaunch milestone after Test +2d';

describe('planning.make-plan', () => {
  it('makes a plan of a bare goal', async () => {
    const { markdown, pictures } = await world.told(capability, { goal: 'Launch the new website by March' });
    expect(markdown).toMatchInlineSnapshot(`
      "**Plan 1: Launch the new website**
      Fri, Nov 20, 2026 to Fri, Jan 1, 2027: 16 tasks in 31 working days.

      63 working days are left until the deadline Mar 31, 2027.

      _Concept_
      - **1\\.1 Agree on goals, audience and content**: Nov 20 – Nov 23 (2d)
      - **1\\.2 Draw the page structure**: Nov 24 – Nov 25 (2d)
      - 1\\.3 List texts and pictures that are needed: Nov 24 (1d)

      _Design and content_
      - **2\\.1 Design the page templates**: Nov 26 – Dec 2 (5d)
      - **2\\.2 Have the designs reviewed and accepted**: Dec 3 – Dec 4 (2d)
      - 2\\.3 Write the texts and choose the pictures: Nov 26 – Dec 4 (6.5d)

      _Build_
      - 3\\.1 Set up hosting, domain and deployment: Nov 26 – Nov 27 (2d)
      - **3\\.2 Build the page templates**: Dec 7 – Dec 16 (8d)
      - 3\\.3 Build forms, search and tracking: Dec 10 – Dec 14 (3d)
      - **3\\.4 Fill in the content**: Dec 17 – Dec 21 (3d)

      _Test and launch_
      - **4\\.1 Test on devices, for speed and accessibility**: Dec 22 – Dec 24 (3d)
      - **4\\.2 Mend what was found**: Dec 25 – Dec 29 (3d)
      - 4\\.3 Check imprint, privacy and cookies: Dec 22 (1d)
      - 4\\.4 Prepare redirects and the switch: Dec 22 (1d)
      - **◆ 4\\.5 Launch**: Dec 29
      - **4\\.6 Watch traffic and errors, and mend**: Dec 30 – Jan 1 (3d)

      **Critical path** (bold above; a delay there moves the end): 1\\.1 Agree on goals, audience and content → 1\\.2 Draw the page structure → 2\\.1 Design the page templates → 2\\.2 Have the designs reviewed and accepted → … → 4\\.2 Mend what was found → 4\\.5 Launch → 4\\.6 Watch traffic and errors, and mend

      **Assumptions**
      - Nobody works on weekends.
      - No start was given, so it begins on the first working day from today.
      - “by March” is read as Wed, Mar 31, 2027.
      - Taken for a website: tasks, links and durations are the usual ones. Change what is different here.

      Next: “plan change plan 1: 1\\.1 takes 4 days”, or “plan issues 1” for the issues in GitLab."
    `);
    const [picture] = pictures ?? [];
    expect(picture).toMatchObject({ kind: 'gantt', title: 'Plan 1: Launch the new website', today: '2026-11-20' });
    expect(picture?.alt).toMatchInlineSnapshot(
      `"Gantt chart of 16 tasks from Fri, Nov 20, 2026 to Fri, Jan 1, 2027, 10 of them critical."`,
    );
    expect(picture?.kind === 'gantt' && picture.bars).toHaveLength(16);
    expect(picture?.kind === 'gantt' && picture.bars[0]).toEqual({
      label: '1.1 Agree on goals, audience and content',
      from: '2026-11-20',
      to: '2026-11-23',
      group: 'Concept',
      isCritical: true,
      isMilestone: false,
    });
  });

  it('uses what a goal says of days, people and durations, and names what it does not use', async () => {
    const { markdown } = await world.told(capability, {
      goal: 'Paint the fence with Ben and Ana for 3 days, then invite the neighbours, in 6 weeks, budget 20k',
    });
    expect(markdown).toMatchInlineSnapshot(`
      "**Plan 1: Paint the fence and 1 more**
      Fri, Nov 20, 2026 to Tue, Dec 1, 2026: 2 tasks in 8 working days.

      23 working days are left until the deadline Jan 1, 2027.

      - **1 Paint the fence**: Nov 20 – Nov 24 (3d), Ben
      - **2 Invite the neighbours**: Nov 25 – Dec 1 (5d), Ana

      **Critical path** (bold above; a delay there moves the end): 1 Paint the fence → 2 Invite the neighbours

      **Assumptions**
      - Nobody works on weekends.
      - No start was given, so it begins on the first working day from today.
      - The steps are those that the goal names: each follows the one before it.
      - A step that says no duration takes 3 to 8 days.
      - Tasks are shared out among the team by what they do and how much they have.

      **Seen and not used**
      - “budget 20k”: a plan holds no money. It can be watched as a risk. Type: “risk the costs may go beyond 20k”.

      Next: “plan change plan 1: 1 takes 4 days”, or “plan issues 1” for the issues in GitLab."
    `);
    expect(world.plans[0]).toMatchObject({
      title: 'Paint the fence and 1 more',
      deadline: '2027-01-01',
      team: ['Ben', 'Ana'],
    });
  });

  it('gives each piece of work to who does it, for as long as the goal says', async () => {
    await make({ goal: 'Design by Ana for 5 days, then build by Ben in two weeks' });
    expect(world.plans[0]?.tasks.map(({ name, owner, days }) => [name, owner, days])).toEqual([
      ['Design', 'Ana', 5],
      ['Build', 'Ben', 10],
    ]);
  });

  it('gives tasks of a usual project to who is named with what they do, and says which durations it left out', async () => {
    const { notUsed } = await make({ goal: 'Launch the website, design by Ana for 5 days, singing by Zoe' });
    const owners = new Map(world.plans[0]?.tasks.map(({ name, owner }) => [name, owner]));
    expect(owners.get('Design the page templates')).toBe('Ana');
    expect(owners.get('Build the page templates')).toBe('');
    expect(notUsed).toEqual([
      {
        words: 'for 5 days',
        why: 'the tasks of a usual project have usual durations',
        instead: 'plan change plan 1: 2.1 takes 5 days',
      },
      {
        words: 'Zoe (singing)',
        why: 'no task here is surely theirs',
        instead: 'plan change plan 1: assign 1.1 to Zoe',
      },
    ]);
  });

  it('says only such commands as change the plan', async () => {
    const { notUsed } = await make({
      goal: 'Beta by March 1, launch the website by April 15, party for Ana, for 2 weeks',
    });
    const changes = (notUsed as { instead: string }[]).map(
      ({ instead }) => /^plan change plan 1: (.*)$/.exec(instead)?.[1],
    );
    expect(changes).toHaveLength(3);
    for (const each of changes) expect(await world.refusal(changePlan, { plan: 1, changes: each })).toBe('');
  });

  it('tells whole days', async () => {
    const list = 'Design 3d\nCall 5h after Design\nBuild 26d after Call';
    const { markdown } = await world.told(capability, { goal: '', tasks: list });
    expect(markdown).toContain('3 tasks in 30 working days.');
    expect(await make({ goal: '', tasks: list })).toMatchObject({ workingDays: 29.625 });
  });

  it('makes a plan of a table that was pasted', async () => {
    const tasks = 'Task\tDays\tOwner\tDepends on\tStatus\nDesign\t3\tAna\t\topen\nBuild\t5\tBen\tDesign\topen';
    const { markdown } = await world.told(capability, { goal: 'Shop', tasks });
    expect(markdown).toContain('**2 Build**: Nov 25 – Dec 1 (5d), Ben');
    expect(markdown).toContain('**Seen and not used**\n- “column Status”: a plan has no place for it.');
  });

  it('makes a plan of a list of tasks', async () => {
    expect((await world.told(capability, { goal: '', tasks: list })).markdown).toMatchInlineSnapshot(`
      "**Plan 1: Design and 3 more**
      Fri, Nov 20, 2026 to Wed, Dec 9, 2026: 4 tasks in 13.5 working days.

      - **1 Design**: Nov 20 – Nov 24 (3d), Ana
      - **2 Build**: Nov 25 – Dec 1 (5d), ben
      - **3 Test**: Dec 2 – Dec 7 (3.5d)
      - **◆ 4 Launch**: Dec 9

      **Critical path** (bold above; a delay there moves the end): 1 Design → 2 Build → 3 Test → 4 Launch

      **Assumptions**
      - Nobody works on weekends.
      - No start was given, so it begins on the first working day from today.

      Next: “plan change plan 1: 1 takes 4 days”, or “plan issues 1” for the issues in GitLab."
    `);
  });

  it('keeps all of it', async () => {
    await make({
      goal: 'Open the shop',
      tasks: list,
      deadline: '2026-12-24',
      team: ['Ana Lopez', 'Ben'],
      holidays: ['2026-11-26'],
    });
    expect(world.plans[0]).toMatchObject({
      number: 1,
      version: 1,
      project: 'aurora/shop',
      title: 'Open the shop',
      goal: 'Open the shop',
      template: '',
      start: '2026-11-20',
      finish: '2026-12-10',
      deadline: '2026-12-24',
      team: ['Ana Lopez', 'Ben'],
      holidays: ['2026-11-26'],
    });
    expect(world.plans[0]?.tasks[1]).toEqual({
      code: '2',
      name: 'Build',
      phase: '',
      days: 5,
      optimisticDays: 5,
      pessimisticDays: 5,
      after: [{ code: '1', kind: 'finish-to-start', lagDays: 0 }],
      owner: 'Ben',
      isMilestone: false,
      notBefore: '',
      start: '2026-11-25',
      finish: '2026-12-02',
      floatDays: 0,
      isCritical: true,
    });
    expect(world.plans[0]?.tasks[0]?.owner).toBe('Ana Lopez');
  });

  it('says by how much a deadline is missed, and what the best case would be', async () => {
    const { daysLate, assumptions } = await make({ goal: 'Build a mobile app in 3 weeks' });
    expect(daysLate).toBe(41);
    expect(assumptions).toContain(
      'Even with all durations optimistic it would end on Jan 11, 2027. Leave something out, or move the deadline.',
    );
    expect((await world.told(capability, { goal: 'Build a mobile app in 3 weeks' })).markdown).toContain(
      '⚠️ It ends 41 working days after the deadline Dec 11, 2026.',
    );
  });

  it('shortens usual durations to meet a deadline that can be met, and says so; never those of a list', async () => {
    const { daysLate, finish, assumptions } = await make({ goal: 'Build a mobile app by January 15' });
    expect(daysLate).toBeLessThanOrEqual(0);
    expect(finish).toMatch(/^2027-01-/);
    expect(String(assumptions)).toMatch(
      /durations are \d+ % of the way from usual to optimistic; at the usual pace it would end on Feb 8, 2027/,
    );
    expect(await make({ goal: '', tasks: list, deadline: '2026-12-01' })).toMatchObject({ daysLate: 6 });
  });

  it('shares the tasks of a usual project out among the team, by what they do', async () => {
    await make({ goal: 'Launch the website', team: ['Ana (design)', 'Ben: backend developer', 'Carla'] });
    const owners = new Map(world.plans[0]?.tasks.map(({ name, owner }) => [name, owner]));
    expect(owners.get('Design the page templates')).toBe('Ana');
    expect(owners.get('Build the page templates')).toBe('Ben');
    expect(owners.get('Agree on goals, audience and content')).toBe('Carla');
    expect(owners.get('Launch')).toBe('');
  });

  it('keeps who is not in the team as written, and says so', async () => {
    const { assumptions } = await make({ goal: '', tasks: 'Design 3d, Zoe\nBuild 2d @ana', team: ['Ana'] });
    expect(world.plans[0]?.tasks.map(({ owner }) => owner)).toEqual(['Zoe', 'Ana']);
    expect(assumptions).toContain('Zoe is not in the team that was named, and is kept as written.');
  });

  it('says who would have to be at two tasks at once', async () => {
    const { assumptions } = await make({ goal: '', tasks: 'A 3d @ana\nB 3d @ana after A -2d' });
    expect(assumptions).toContain('ana has 1 and 2 at once (Nov 23 – Nov 24).');
  });

  it('shows at most 15 of many tasks in words, and all in the picture', async () => {
    const tasks = Array.from(
      { length: 60 },
      (_, index) => `Task number${index} ${(index % 5) + 1}d${index > 4 ? ` after ${index - 4}` : ''}`,
    );
    const { markdown, pictures } = await world.told(capability, { goal: 'Big', tasks: tasks.join('\n') });
    expect(markdown.match(/^- .*\(\dd\)/gm)).toHaveLength(15);
    expect(markdown).toContain('… and 45 more tasks in the picture and in the console.');
    expect(pictures?.[0]?.kind === 'gantt' && pictures[0].bars).toHaveLength(60);
  });

  it('says that it knows no usual project, and makes do with the sentences', async () => {
    const { assumptions, tasks } = await make({ goal: 'Plant a hundred trees. Invite the neighbours.' });
    expect(String(assumptions)).toMatch(/No usual project is known for these words/);
    expect(JSON.stringify(tasks)).toContain('Plant a hundred trees');
  });

  it('escapes what came from outside', async () => {
    const { markdown } = await world.told(capability, {
      goal: '',
      tasks: '*Bold* [x](http://evil) 2d',
      title: '<b>_x_',
    });
    expect(markdown).toContain('\\*Bold\\* \\[x\\]\\(http://evil\\)');
    expect(markdown).toContain('\\<b\\>\\_x\\_');
  });

  it.each<[string, object, RegExp]>([
    ['nothing', { goal: '' }, /nothing to plan yet\. Say what should be reached/],
    ['signs only', { goal: '!!! 123 🎉' }, /nothing to plan yet/],
    ['a number', { goal: '3' }, /Say “plan show 3” to see plan 3/],
    ['a change', { goal: 'change plan 3 move Design to Dec 3' }, /reads like a change\. Say “plan change plan 3/],
    ['a status', { goal: 'status' }, /“plan list” for all of them/],
    ['a question', { goal: 'what is late?' }, /reads like a question.*“plan show” for the latest/],
    ['a critical path', { goal: 'show the critical path of plan 1' }, /Say “plan show”/],
    ['taking back', { goal: 'undo' }, /Say “undo” alone.*“plan restore 3”/],
    ['an end', { goal: 'cancel plan 16' }, /“plan delete plan 3”/],
    [
      '6,001 signs of a script without spaces',
      { goal: '计'.repeat(6_001) },
      /has 6001 characters; at most 6000 are read/,
    ],
    ['5,000 words', { goal: 'word '.repeat(5_000) }, /has 500\d words; at most 600 are read/],
    [
      'a circle',
      { goal: '', tasks: 'A 1d after B\nB 1d after A' },
      /wait for each other: [AB] → [AB] → [AB]\. Take one/,
    ],
    [
      'a deadline in the past',
      { goal: 'Launch by 2020-03-01' },
      /deadline Mar 1, 2020 lies before the start Nov 20, 2026/,
    ],
    [
      '30 February',
      { goal: 'Launch by 30 February' },
      /There is no 30 February: February 2027 has 28 days\. Write “February 28” or “March 1”\./,
    ],
    ['31.11. as a start', { goal: 'Launch', start: '31.11.' }, /There is no 31\.11\.: November 2026 has 30 days/],
    ['30 February as a holiday', { goal: 'Launch', holidays: ['2027-02-30'] }, /There is no 2027-02-30/],
    ['a deadline in 1999', { goal: 'Launch', deadline: '1999-01-01' }, /too far away for a plan/],
    ['a start in 2050', { goal: 'Launch', start: '2050-01-01' }, /too far away for a plan/],
    ['a day that is none', { goal: 'Launch', start: 'whenever' }, /cannot read “whenever” as a day/],
    ['a task on an absurd day', { goal: '', tasks: 'A 1d not before 1850-01-01' }, /too far away for a plan/],
    ['an unknown link', { goal: '', tasks: 'A 1d after Zebra' }, /^Line 1 .*no task “Zebra”/],
    ['only headings', { goal: '', tasks: '# One\n# Two' }, /nothing to plan yet/],
    ['a wait of ages', { goal: '', tasks: 'A 1d\nB 1d after A +5000d' }, /wait.*500 working days|more than ten years/],
  ])('refuses %s in words, and keeps nothing', async (_what, raw, words) => {
    expect(await world.refusal(capability, raw)).toMatch(words);
    expect(world.plans).toEqual([]);
  });
});

describe('what is typed after plan', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['plan Launch the new website by March', 'planning.make-plan', { goal: 'Launch the new website by March' }],
    [
      'plan Design 3d; Build 5d after Design',
      'planning.make-plan',
      { goal: '', tasks: 'Design 3d; Build 5d after Design' },
    ],
    [
      'plan Open the shop:\n- Design 3d\n- Build 5d',
      'planning.make-plan',
      { goal: 'Open the shop', tasks: '- Design 3d\n- Build 5d' },
    ],
    [
      'plan Launch the site. Team: Ana (design), Ben',
      'planning.make-plan',
      { goal: 'Launch the site.', team: ['Ana (design)', 'Ben'] },
    ],
    ['plan show', 'planning.show-plan', {}],
    ['plan show 3', 'planning.show-plan', { plan: 3 }],
    ['plan change plan 3: move Design to Dec 3', 'planning.change-plan', { plan: 3, changes: 'move Design to Dec 3' }],
    ['plan create issues of plan 3', 'planning.create-issues', { plan: 3 }],
    ['plan issues 3', 'planning.create-issues', { plan: 3 }],
    ['plan 3', 'planning.show-plan', { plan: 3 }],
    ['plan 3: move Design to Dec 3', 'planning.change-plan', { plan: 3, changes: 'move Design to Dec 3' }],
    ['plan make the issues for plan 3', 'planning.create-issues', { plan: 3 }],
  ])('%j asks for %s', (line, name, raw) => {
    expect(typed(line)).toEqual({ name, raw });
  });
});
