import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlanWords } from '../../../../src/agents/planning/draft/plan-words.ts';
import { looksLikeTaskList, maxTasks, readTasks } from '../../../../src/agents/planning/list/task-list.ts';
import { linkWords } from '../../../../src/agents/planning/plan/plan-view.ts';
import { isAppError } from '../../../../src/core/index.ts';

const now = new Date('2026-11-20T10:00:00Z');
const read = (text: string) => readTasks(text, { now, team: [] });
const table = (...rows: string[]): string => rows.map((row) => row.replaceAll(' > ', '\t')).join('\n');

/** `code phase/name days <after> owner @day`, as much of it as there is. */
const rows = (text: string): string[] =>
  read(text).tasks.map(({ code, phase, name, days, isMilestone, after, owner, notBefore }) =>
    [
      code,
      phase === '' ? name : `${phase}/${name}`,
      isMilestone ? 'milestone' : `${days}d`,
      ...(after.length > 0 ? [`<${linkWords(after)}>`] : []),
      ...(owner === '' ? [] : [owner]),
      ...(notBefore === '' ? [] : [`@${notBefore}`]),
    ].join(' '),
  );

function faultsOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
  return '';
}

describe('a table', () => {
  it.each<[string, string, string[]]>([
    [
      'from a spreadsheet',
      table(
        'Task > Days > Owner > Depends on',
        'Design > 3 > Ana > -',
        'Build > 5 > Ben > Design',
        'Launch > 0 >  > Build',
      ),
      ['1 Design 3d Ana', '2 Build 5d <1> Ben', '3 Launch milestone <2>'],
    ],
    [
      'without a head',
      table('Design > 3 > Ana > ', 'Build > 5 > Ben > Design', 'Test > 2 > Ana > Build'),
      ['1 Design 3d Ana', '2 Build 5d <1> Ben', '3 Test 2d <2> Ana'],
    ],
    [
      'with numbers of rows',
      table('1 > Design > 3d > Ana > ', '2 > Build > 2w > Ben > 1', '3 > Test > 2 > Ana > 2SS+1d'),
      ['1 Design 3d Ana', '2 Build 10d <1> Ben', '3 Test 2d <2 SS +1d> Ana'],
    ],
    [
      'with commas, “after” and line ends inside of a cell',
      'Task\tDays\tOwner\tAfter\n"Test, and\nafter that ""fix"""\t2,5\tAna; Ben\t\nShip\t1\t\t"Test, and after that ""fix"""',
      ['1 Test, and after that "fix" 2.5d Ana; Ben', '2 Ship 1d <1>'],
    ],
    [
      'with hours in its head',
      table('Activity > Effort (hours) > Who', 'Call > 4 > Ana', 'Write > 12 > '),
      ['1 Call 0.5d Ana', '2 Write 1.5d <1>'],
    ],
    [
      'with three points and phases',
      table(
        'Phase > Task > Optimistic > Likely > Pessimistic',
        'Plan > Brief > 1 > 2 > 3',
        'Build > Frame > 1 > 2 > 6',
        'Build > Brief > 1 > 1 > 1',
      ),
      ['1.1 Plan/Brief 2d', '2.1 Build/Frame 2.5d <1.1>', '2.2 Build/Brief (Build) 1d <2.1>'],
    ],
    [
      'with rows that are headings, and a sum',
      table(
        'Task > Days > Owner',
        'Prepare >  > ',
        'Brief > 1 > Ana',
        'Build >  > ',
        'Frame > 3 > Ben',
        'Total > 4 > ',
      ),
      ['1.1 Prepare/Brief 1d Ana', '2.1 Build/Frame 3d <1.1> Ben'],
    ],
    [
      'with days',
      table('Task > Start > End > Owner', 'Design > 2026-12-01 > 2026-12-03 > Ana', 'Build > 7.12.2026 >  > Ben'),
      ['1 Design 3d Ana @2026-12-01', '2 Build 2d Ben @2026-12-07'],
    ],
    [
      'from a project tool, with commas between cells',
      'ID,Task Name,Duration,Start,Predecessors,Resource Names\n1,Design,3 days,Mon 11/30/2026,,Ana\n2,Build,5 days,,1FS+1 day,"Ben, Zoe"\n3,Launch,0 days,,2,',
      ['1 Design 3d Ana @2026-11-30', '2 Build 5d <1 +1d> Ben, Zoe', '3 Launch milestone <2>'],
    ],
    [
      'in German, with semicolons',
      'Aufgabe;Dauer (Tage);Verantwortlich;Vorgänger\nEntwurf;3;Ana;keine\nBau;5,5;Ben;Entwurf',
      ['1 Entwurf 3d Ana', '2 Bau 5.5d <1> Ben'],
    ],
    [
      'in Markdown',
      '| Task | Duration | Who | After |\n|:--|---|---|--:|\n| **Design** | 3d | Ana | |\n| Build \\| paint | 1w | Ben | Design |',
      ['1 Design 3d Ana', '2 Build | paint 5d <1> Ben'],
    ],
    [
      'in Chinese',
      table('任务 > 天数 > 负责人 > 依赖', '设计 > 3 > 王芳 > ', '开发 > 5 > 李雷 > 设计'),
      ['1 设计 3d 王芳', '2 开发 5d <1> 李雷'],
    ],
  ])('%s is read', (_what, text, expected) => {
    expect(rows(text)).toEqual(expected);
    expect(looksLikeTaskList(text)).toBe(true);
  });

  it('says which columns and rows it does not use', () => {
    const text = table('Task > Days > Status > End', 'Design > 3 > open > 2026-12-01', 'Total > 3 >  > ');
    expect(read(text).notUsed.map(({ words }) => words)).toEqual(['column Status', 'the column of ends', 'Total 3']);
  });

  it('begins on the earliest day that it names', () => {
    expect(read(table('Task > Start > Days', 'Build > Dec 7 > 2', 'Design > Dec 1 > 3')).start).toBe('2026-12-01');
  });

  it.each<[string, string, RegExp]>([
    [
      'a day that is none',
      table('Task > Start > Days', 'Build > 30.2.2027 > 2', 'A > > 1'),
      /^Line 2 .*There is no 30\.2\.2027: February 2027 has 28 days/,
    ],
    [
      'a duration that is none',
      table('Task > Hours', 'Call > 4', 'Write > lots'),
      /^Line 3 .*the duration “lots” cannot be read\. Write a number of days, or 2w/,
    ],
    [
      'an unknown task before',
      table('Task > Days > After', 'Design > 1 > ', 'Build > 1 > Desing'),
      /^Line 3 .*no task “Desing”; did you mean “Design”/,
    ],
    ['tasks without a name', table('Task > Days > After', 'Design > 1 > ', ' > 4 > 1'), /^Line 3 .*has no name/],
    ['two of a name', table('Task > Days', 'Design > 1', 'design > 2'), /^Line 3 .*is there already in line 2/],
    ['a circle by itself', table('Task > Days > After', 'Design > 1 > Design', 'B > 1 > '), /waits for itself/],
  ])('with %s is refused with its line', (_what, text, fault) => {
    expect(faultsOf(text)).toMatch(fault);
  });

  it(`takes ${maxTasks} rows, and not one more`, () => {
    const of = (count: number) =>
      table('Task > Days', ...Array.from({ length: count }, (_, index) => `Task ${index} > 1`));
    expect(read(of(maxTasks)).tasks).toHaveLength(maxTasks);
    expect(faultsOf(of(maxTasks + 1))).toMatch(/at most 200 tasks/);
  });
});

describe('a list', () => {
  it.each<[string, string, string[]]>([
    [
      'with bullets below bullets',
      '- Prepare\n  - Brief 1d\n  - Book 2d @ana\n- Build @ben after Prepare\n  - Frame 3d\n  - Roof 4d, Zoe\n- Party milestone after Build',
      [
        '1.1 Prepare/Brief 1d',
        '1.2 Prepare/Book 2d ana',
        '2.1 Build/Frame 3d <1.1, 1.2> ben',
        '2.2 Build/Roof 4d <1.1, 1.2> Zoe',
        '3.1 Party milestone <2.1, 2.2>',
      ],
    ],
    [
      'with numbers below numbers',
      '1. Prepare\n1.1 Brief 1d\n1.2 Book 2d\n2. Build\n2.1 Frame 3d after 1.2',
      ['1.1 Prepare/Brief 1d', '1.2 Prepare/Book 2d', '2.1 Build/Frame 3d <1.2>'],
    ],
    [
      'three deep, with tabs',
      '* Shop\n\t* Prepare\n\t\t* Brief 1d\n\t* Build\n\t\t* Frame 3d',
      ['1.1 Shop / Prepare/Brief 1d', '2.1 Shop / Build/Frame 3d <1.1>'],
    ],
    [
      'of check boxes',
      '- [ ] Design 3d\n- [x] Build 5d\n☐ Test 1d',
      ['1 Design 3d', '2 Build 5d <1>', '3 Test 1d <2>'],
    ],
    [
      'with dashes between',
      '* Design – 3 days – Ana\n* Build – one week – Ben\n* Check-in - Berlin 2d',
      ['1 Design 3d Ana', '2 Build 5d <1> Ben', '3 Check-in - Berlin 2d <2>'],
    ],
    ['with words for numbers', '1) Design: half a day\n2) Build for two weeks', ['1 Design 0.5d', '2 Build 10d <1>']],
    ['in German', '- Entwurf 3 Tage\n- Bau 2 Wochen after Entwurf', ['1 Entwurf 3d', '2 Bau 10d <1>']],
    ['in Chinese', '1、设计 3天，王芳\n2、开发 2周，李雷', ['1 设计 3d 王芳', '2 开发 10d <1> 李雷']],
    ['in Arabic', '- تصميم 3d\n- بناء 5d', ['1 تصميم 3d', '2 بناء 5d <1>']],
    ['with emoji', '- 🎨 Design 3d\n- 🏗️ Build 5d', ['1 🎨 Design 3d', '2 🏗️ Build 5d <1>']],
  ])('%s is read', (_what, text, expected) => {
    expect(rows(text)).toEqual(expected);
    expect(looksLikeTaskList(text)).toBe(true);
  });

  it('says what it does not use', () => {
    expect(read('- Build 5d\n  - Frame 3d\n- [x] Paint 1d').notUsed.map(({ words }) => words)).toEqual([
      '- Build 5d',
      '- [x] Paint 1d',
    ]);
  });

  it('with a day that no calendar has is refused with its line', () => {
    expect(faultsOf('Build 3d\nLaunch milestone on February 30')).toMatch(
      /^Line 2 \(“Launch milestone on February 30”\): There is no February 30: February 2027 has 28 days/,
    );
  });

  it('is quoted between words where it is long', () => {
    expect(faultsOf(`${'extraordinarily '.repeat(20)}0d`)).toMatch(
      /^Line 1 \(“(?:extraordinarily )+extraordinarily…”\)/,
    );
  });
});

describe('what is pasted behind “plan”', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['a table', 'Task\tDays\nDesign\t3\nBuild\t5', { goal: '', tasks: 'Task\tDays\nDesign\t3\nBuild\t5' }],
    ['a title and a table', 'The shop:\nTask\tDays\nDesign\t3', { goal: 'The shop', tasks: 'Task\tDays\nDesign\t3' }],
    ['a title and a list', 'The shop\n- [ ] draw\n- [ ] paint', { goal: 'The shop', tasks: '- [ ] draw\n- [ ] paint' }],
    [
      'sentences with commas',
      'We want, soon, a shop\nand, later, a till',
      { goal: 'We want, soon, a shop\nand, later, a till' },
    ],
  ])('%s is told apart', (_what, words, expected) => {
    expect(readPlanWords(words)).toEqual(expected);
  });

  it('is either read or refused in words, whatever the table holds', () => {
    const cell = fc.constantFrom(
      'Task',
      'Days',
      'Owner',
      'After',
      'Design',
      'Build',
      '3',
      '5d',
      '2/3/6d',
      '1',
      '-',
      '',
      'Ana',
      'Design, Build',
      '2SS+1d',
      '30.2.2027',
      'Dec 3',
      '"a',
      '|',
      'Total',
      '设计',
      '🎉',
      'x',
    );
    const sign = fc.constantFrom('\t', '|', ';', ',');
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        sign,
        (lines, between) => {
          expect(faultsOf(lines.map((cells) => cells.join(between)).join('\n'))).not.toMatch(/undefined|NaN/);
        },
      ),
    );
  });
});
