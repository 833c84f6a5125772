import { beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../../src/agents/planning/make-plan.ts';
import { linkWords } from '../../../../src/agents/planning/plan/plan-view.ts';
import { isAppError } from '../../../../src/core/index.ts';
import { createPlanWorld, type PlanWorld, typed } from '../planning.ts';

let world: PlanWorld;
beforeEach(() => {
  world = createPlanWorld();
});

/** `code name days <after> owner @day`, as much of it as there is, of what somebody typed. */
async function stepsOf(line: string): Promise<string[]> {
  const { name, raw } = typed(line);
  expect(name).toBe('planning.make-plan');
  await world.use(capability, raw);
  return (world.plans.at(-1)?.tasks ?? []).map(({ code, name: what, days, isMilestone, after, owner, notBefore }) =>
    [
      code,
      what,
      isMilestone ? 'milestone' : `${days}d`,
      ...(after.length > 0 ? [`<${linkWords(after)}>`] : []),
      ...(owner === '' ? [] : [owner]),
      ...(notBefore === '' ? [] : [`@${notBefore}`]),
    ].join(' '),
  );
}

async function refusal(line: string): Promise<string> {
  try {
    await world.use(capability, typed(line).raw);
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
  return '';
}

async function answer(line: string): Promise<Record<string, unknown> & { notUsed: { words: string; why: string }[] }> {
  return (await world.use(capability, typed(line).raw)) as never;
}

describe('a goal that names its steps', () => {
  it.each<[string, string[]]>([
    [
      'plan Ana designs the brochure in 3 days, then Ben prints it for 1 week',
      ['1 Design the brochure 3d Ana', '2 Print it 5d <1> Ben'],
    ],
    [
      'plan We design the website. Then we build it. Then we test it for a week. Finally we launch it.',
      ['1 Design the website 5d', '2 Build it 5d <1>', '3 Test it 5d <2>', '4 Launch it milestone <3>'],
    ],
    [
      'plan First Ana writes the texts for 3 days. Then Ben builds the website in 2 weeks. Finally we launch on January 15.',
      ['1 Write the texts 3d Ana', '2 Build the website 10d <1> Ben', '3 Launch milestone <2> @2027-01-15'],
    ],
    ['plan Build in 5 days; Test in 2 days', ['1 Build 5d', '2 Test 2d <1>']],
    [
      'plan 1. Design (3 days, Ana)\n2. Build (1 week, Ben)\n3. Launch on December 24',
      ['1 Design 3d Ana', '2 Build 5d <1> Ben', '3 Launch milestone <2> @2026-12-24'],
    ],
    [
      'plan Launch the new website: design 3 days, build 2 weeks and test 3 days',
      ['1 Design 3d', '2 Build 10d <1>', '3 Test 3d <2>'],
    ],
    [
      'plan Ana designs the logo for 3 days and Ben builds the shop for 2 weeks, then Carla tests both for 4 days',
      ['1 Design the logo 3d Ana', '2 Build the shop 10d Ben', '3 Test both 4d <1, 2> Carla'],
    ],
    ['plan Tasks: A (2d), B (3d, after A), C (1d, after A and B)', ['1 A 2d', '2 B 3d <1>', '3 C 1d <1, 2>']],
    ['plan write spec [2d] {Ana}, code [5d] {Ben}', ['1 Write spec 2d Ana', '2 Code 5d <1> Ben']],
    [
      'plan Zuerst entwirft Ana das Logo in 3 Tagen, dann druckt Ben die Karten in 1 Woche',
      ['1 Entwirft das Logo 3d Ana', '2 Druckt die Karten 5d <1> Ben'],
    ],
    [
      "plan D'abord Ana dessine la brochure en 3 jours, puis Ben l'imprime en une semaine",
      ['1 Dessine la brochure 3d Ana', "2 L'imprime 5d <1> Ben"],
    ],
    ['plan 首先设计网站3天，然后开发2周，最后测试3天', ['1 设计网站 3d', '2 开发 10d <1>', '3 测试 3d <2>']],
    ['plan @ana designs the logo in 2d, @ben prints it in 3d', ['1 Design the logo 2d ana', '2 Print it 3d <1> ben']],
    ['plan Ana: design 3d\nBen: build 5d', ['1 design 3d Ana', '2 build 5d <1> Ben']],
    [
      'plan - Write 2d, Legal team\n- Sign - CEO - 1 day\n- Print 1d in parallel',
      ['1 Write 2d Legal team', '2 Sign 1d <1> CEO', '3 Print 1d <1>'],
    ],
    [
      'plan Start: Jan 4\nDesign 3d\nBuild from Jan 11 to Jan 15\nDeadline: Jan 29',
      ['1 Design 3d', '2 Build 5d @2027-01-11'],
    ],
    [
      'plan Entwurf 3 Tage; Bau 2 Wochen nach Entwurf; Abnahme Meilenstein',
      ['1 Entwurf 3d', '2 Bau 10d <1>', '3 Abnahme milestone <1, 2>'],
    ],
    [
      'plan Milestone 1: Concept by Dec 4\nMilestone 2: Launch on Jan 10',
      ['1 Concept milestone @2026-12-04', '2 Launch milestone <1> @2027-01-08'],
    ],
    [
      'plan Kick-off on December 1\nDesign 1w after Kick-off\nLaunch: January 15',
      ['1 Kick-off milestone @2026-12-01', '2 Design 5d <1>', '3 Launch milestone <1, 2> @2027-01-15'],
    ],
    [
      'plan Test the backup; restore the database; document the result',
      ['1 Test the backup 5d', '2 Restore the database 5d <1>', '3 Document the result 5d <2>'],
    ],
  ])('%j has just these', async (line, steps) => {
    expect(await stepsOf(line)).toEqual(steps);
  });

  it('has the deadline that its last step names', async () => {
    expect(await answer('plan 1. Design (3 days, Ana)\n2. Launch on December 24')).toMatchObject({
      deadline: '2026-12-24',
      daysLate: 0,
    });
  });

  it('tells a length from a deadline', async () => {
    expect(await answer('plan Ana designs the brochure in 3 days, then Ben prints it for 1 week')).toMatchObject({
      deadline: '',
    });
    expect(await answer('plan launch the website in 3 days')).toMatchObject({ deadline: '2026-11-23' });
  });
});

describe('what a plan has no place for', () => {
  it.each<[string, string[]]>([
    ['plan Launch the app in Q2 2027, beta in March', ['in March']],
    ['plan Q1 launch of the app, budget $50k, team of 5', ['team of 5', 'budget $50k']],
    ['plan Every Monday send a report', ['Every Monday']],
    ['plan Migrate to Postgres in 2 sprints', ['2 sprints']],
    ['plan Design by Dec 10 2d\nBuild 3d by Dec 20', ['1 Design by Dec 10, 2026']],
    ['plan Design 2d\nBudget: 20k EUR', ['Budget: 20k EUR']],
    ['plan Launch by March 31\n- Design 2d\n- Deadline: April 30', ['Apr 30, 2027']],
  ])('in %j is named', async (line, words) => {
    expect((await answer(line)).notUsed.map((each) => each.words)).toEqual(words);
  });

  it('is not somebody who does a task after all', async () => {
    const { notUsed } = await answer('plan Draw the logo (Ana), then write the copy (Ben)');
    expect(notUsed).toEqual([]);
    expect(world.plans[0]?.tasks.map(({ owner }) => owner)).toEqual(['Ana', 'Ben']);
  });
});

describe('a goal that cannot be', () => {
  it.each<[string, RegExp]>([
    ['plan Design from 2026-12-10 to 2026-12-01', /Dec 1, 2026 lies before the start Dec 10, 2026\. Name a later/],
    ['plan Task A -3d', /a duration is above zero: write it like “Design 3d”/],
    ['plan Design 3d\nBuild from Dec 10 to Dec 1', /Line 2 .*ends on Dec 1, 2026, before it starts on Dec 10, 2026/],
  ])('%j is refused with what to write', async (line, words) => {
    expect(await refusal(line)).toMatch(words);
    expect(world.plans).toEqual([]);
  });

  it('is told that there is no working day until then', async () => {
    expect(await refusal('plan launch the website on November 21 starting November 21')).toMatch(
      /deadline Nov 21, 2026 lies before the start Nov 23, 2026/,
    );
    world = createPlanWorld({ now: new Date('2026-11-21T10:00:00Z') });
    expect(await refusal('plan launch the website tomorrow')).toBe(
      'Until the deadline Sun, Nov 22, 2026 there is no working day: the next one is Mon, Nov 23, 2026. Name a later deadline.',
    );
  });

  it('is told by how much tomorrow is too soon', async () => {
    const { markdown } = await world.told(capability, typed('plan launch the website tomorrow').raw);
    expect(markdown).toContain('⚠️ It ends 30 working days after the deadline Nov 21, 2026.');
    expect(markdown).toContain('Even with all durations optimistic');
  });
});

describe('what calls everybody', () => {
  it.each<[string, string]>([
    ['plan Launch the shop by December 24 with @here', '@here'],
    ['plan Design 3d @here; Build 5d @ana', '@here'],
    ['plan Design 3d, @channel\nBuild 5d @ana', '@channel'],
    ['plan Design 3d <!everyone>\nBuild 5d @ana', '@everyone'],
  ])('in %j is nobody’s name', async (line, words) => {
    const { notUsed } = await answer(line);
    expect(notUsed.map((each) => each.words)).toEqual([words]);
    expect(world.plans[0]?.tasks.filter(({ owner }) => /here|channel|everyone/.test(owner))).toEqual([]);
  });
});

describe('a deadline in another script', () => {
  it.each<[string, string, string]>([
    ['plan 在2026年12月24日之前上线网站', '2026-12-24', '上线网站'],
    ['plan 12月24日までにウェブサイトを公開する', '2026-12-24', 'ウェブサイトを公開する'],
    ['plan 2026년 12월 24일까지 웹사이트 출시', '2026-12-24', '웹사이트 출시'],
    ['plan إطلاق الموقع قبل ٢٤ ديسمبر ٢٠٢٦', '2026-12-23', 'إطلاق الموقع'],
    ['plan Запустить сайт до 24 декабря', '2026-12-24', 'Запустить сайт'],
    ['plan Lanzar la tienda antes del 24 de diciembre', '2026-12-23', 'Lanzar la tienda'],
    ['plan Ouvrir le magasin avant le 24 décembre', '2026-12-23', 'Ouvrir le magasin'],
  ])('%j is read', async (line, deadline, title) => {
    expect(await answer(line)).toMatchObject({ deadline, title });
  });
});
