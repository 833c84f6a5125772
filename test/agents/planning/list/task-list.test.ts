import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeTaskList, maxTasks, readTasks } from '../../../../src/agents/planning/list/task-list.ts';
import { linkWords } from '../../../../src/agents/planning/plan/plan-view.ts';
import { isAppError } from '../../../../src/core/index.ts';

const now = new Date('2026-11-20T10:00:00Z');
const read = (text: string, team: readonly string[] = []) => readTasks(text, { now, team });

/** `code|name|days|after|owner`: what is to be seen at a glance. */
const rows = (text: string, team?: readonly string[]): string[] =>
  read(text, team).tasks.map(
    ({ code, name, days, isMilestone, after, owner, notBefore }) =>
      `${code}|${name}|${isMilestone ? 'milestone' : days}|${linkWords(after)}|${owner}${notBefore === '' ? '' : `|${notBefore}`}`,
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

describe('a list of tasks', () => {
  it('is read as people write it', () => {
    const list = `Design: 3d, Ana
2. Build 5d after 1 @ben
- Test (2-4 days) after Build
Launch milestone after Test +2d
Train users 1w after Test start-to-start`;
    expect(rows(list)).toEqual([
      '1|Design|3||Ana',
      '2|Build|5|1|ben',
      '3|Test|3|2|',
      '4|Launch|milestone|3 +2d|',
      '5|Train users|5|3 SS|',
    ]);
  });

  it.each<[string, string, string]>([
    ['three points', 'Design 2/3/6d', '1|Design|3.5||'],
    ['hours', 'Call 4h', '1|Call|0.5||'],
    ['a comma as decimal point', 'Call 1,5 days', '1|Call|1.5||'],
    ['weeks', 'Tour 2 weeks', '1|Tour|10||'],
    ['a check box', '- [ ] Buy tea, coffee and milk 2d', '1|Buy tea, coffee and milk|2||'],
    ['a name with a verb of links in it', 'Needs analysis 3d', '1|Needs analysis|3||'],
    ['a name in quotes', '"Clean up after party" 2h', '1|Clean up after party|0.25||'],
    ['a name with a duration in it', '48h sale 2 days', '1|48h sale|2||'],
    ['an owner by name', 'Test 2d owner: Ana Lopez', '1|Test|2||Ana Lopez'],
    ['an owner in brackets', 'Deploy 1d (Ben)', '1|Deploy|1||Ben'],
    ['a mention of Slack', 'Deploy 1d <@U123|ben.k>', '1|Deploy|1||ben.k'],
    ['a day', 'Build 5d not before Dec 3', '1|Build|5|||2026-12-03'],
    ['a milestone on a day', 'Go live milestone on March 31', '1|Go live|milestone|||2027-03-31'],
    ['another script', '设计 3d, 王芳', '1|设计|3||王芳'],
  ])('takes %s', (_what, line, row) => {
    expect(rows(line)).toEqual([row]);
  });

  it.each<[string, string, string]>([
    [
      'all kinds and waits',
      'after 1 +1d, 2 SS -2h, 3 FF, 4 start-to-finish + 2 days',
      '1 +1d, 2 SS −2h, 3 FF, 4 SF +2d',
    ],
    ['a part of a name', 'after write', '1'],
    ['a name with “and” in it', 'after Print and bind', '2'],
    ['several', 'after Write the book and 3', '1, 3'],
    ['numbers with a hash', 'after #3 & #4', '3, 4'],
  ])('links by %s', (_what, words, after) => {
    const list = `1. Write the book 5d\n2. Print and bind 2d\n3. Sell 1d\n4. Rest 1d\n5. Last 3d ${words}`;
    expect(rows(list).at(-1)).toBe(`5|Last|3|${after}|`);
  });

  it('lets a task stand before others', () => {
    expect(rows('Build 5d; Test 2d after Build; Review 1d after Build before Test')).toEqual([
      '1|Build|5||',
      '2|Test|2|1, 3|',
      '3|Review|1|1|',
    ]);
  });

  it('tells an owner behind a comma from a mistyped task', () => {
    expect(rows('Design 1d\nBuild 2d after Design, Ana Lopez')).toEqual(['1|Design|1||', '2|Build|2|1|Ana Lopez']);
    expect(faultsOf('Design 1d\nBuild 2d\nTest 1d after Design, Biuld')).toMatch(/did you mean “Build”/);
  });

  it('takes phases from headings, and numbers from the list where each line has one', () => {
    expect(rows('# Prepare\nBrief 1d\nBook 2d\nBuild:\nFrame 3d after Book')).toEqual([
      '1.1|Brief|1||',
      '1.2|Book|2||',
      '2.1|Frame|3|1.2|',
    ]);
    expect(rows('1.1 Brief 1d\n1.2 Book 2d after 1.1\n2.1 Frame 3d after 1.2').map((row) => row.split('|')[0])).toEqual(
      ['1.1', '1.2', '2.1'],
    );
  });

  it('puts tasks in a row, and a milestone behind all, when nothing is linked, and says so', () => {
    const { tasks, assumptions } = read('Design 3d\nBuild\nDone milestone');
    expect(tasks.map(({ after }) => linkWords(after))).toEqual(['', '1', '2']);
    expect(assumptions).toEqual([
      'No links were given (“after …”), so each task follows the one before it.',
      'No duration was given for 2: taken as 2 days.',
    ]);
    expect(rows('A 1d; B 1d after A; C 1d; M milestone').at(-1)).toBe('4|M|milestone|1, 2, 3|');
  });

  it('puts “then” behind the task before it, whatever else is linked', () => {
    expect(rows('Design 3d; Build 5d after Design; then test 2d; and then, Ship 1d after Build')).toEqual([
      '1|Design|3||',
      '2|Build|5|1|',
      '3|test|2|2|',
      '4|Ship|1|2|',
    ]);
    expect(rows('Design 3d; then test 2d')).toEqual(['1|Design|3||', '2|test|2|1|']);
    expect(rows('Then design 3d\nAuthenticate 2d')).toEqual(['1|design|3||', '2|Authenticate|2|1|']);
  });

  it.each<[string, string, RegExp]>([
    ['no time', 'A 0d', /^Line 1 \(“A 0d”\): it takes no time: write at least 1h/],
    ['a negative time', 'A 1d\nB -3d', /^Line 2 .*above zero: write it like “Design 3d”/],
    ['ages', 'A 501d', /more than 500 working days: break it into smaller tasks/],
    ['points that go down', 'A 5/3/1d', /low to high: write 2\/3\/6d/],
    ['no name', '2d\nA 1d', /^Line 1 .*has no name\. Write it like “Design: 3d, Ana”/],
    ['a double', 'A 1d\nB 1d\na 2d', /^Line 3 .*is there already in line 1\. Give it another name/],
    [
      'an unknown link',
      'Design 1d\nBuild 1d after Desing',
      /^Line 2 .*there is no task “Desing”; did you mean “Design”\?/,
    ],
    [
      'a link that means two',
      'Test alpha 1d\nTest beta 1d\nShip 1d after Test',
      /may mean 1 Test alpha or 2 Test beta: write the number/,
    ],
    ['a link to itself', 'A 1d\nB 1d after B', /^Line 2 .*waits for itself/],
    ['a link to nothing', 'A 1d\nB 1d after , +2d', /names no task behind “after”/],
    ['a milestone that takes time', 'Launch milestone 3d', /milestone, which takes no time/],
    ['a very long name', `${'x'.repeat(121)} 2d`, /more than 120 characters/],
  ])('says what is wrong with %s, and what to write', (_what, list, fault) => {
    expect(faultsOf(list)).toMatch(fault);
  });

  it('takes 50 links in a line, and not one more', () => {
    const tasks = Array.from({ length: 60 }, (_, index) => `Task number${index} 1d`).join('\n');
    const names = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`).join(', ');
    expect(read(`${tasks}\nShip 1d after ${names(50)}`).tasks.at(-1)?.after).toHaveLength(50);
    const fault = /^Line 61 .*names 51 tasks behind “after” and “before”.*at most 50.*milestone/;
    expect(faultsOf(`${tasks}\nShip 1d after ${names(51)}`)).toMatch(fault);
    expect(faultsOf(`${tasks}\nShip 1d after ${names(50)} before 51`)).toMatch(fault);
    expect(faultsOf(`${tasks}\nShip 1d after ${'nobody, '.repeat(100)}`)).toMatch(/^Line 61 .*names 100 tasks/);
    expect(faultsOf(`${tasks}\nShip 1d after ${'nobody, '.repeat(3_000)}`)).toMatch(
      /^Line 61 .*has 240\d\d characters; a task takes at most 1000\. Shorten it/,
    );
  });

  it('tells several faults at once, but not a wall of them', () => {
    const list = Array.from({ length: 9 }, (_, index) => `T${index} 0d`).join('\n');
    const faults = faultsOf(list).split('\n');
    expect(faults).toHaveLength(6);
    expect(faults.at(-1)).toBe('… and 4 more.');
  });

  it(`takes ${maxTasks} tasks, and not one more`, () => {
    const list = (count: number): string =>
      Array.from({ length: count }, (_, index) => `Task number${index} 1d`).join('\n');
    expect(read(list(maxTasks)).tasks).toHaveLength(maxTasks);
    expect(faultsOf(list(maxTasks + 1))).toMatch(/at most 200 tasks/);
  });

  it.each<[string, boolean]>([
    ['Design 3d\nBuild 5d', true],
    ['Design 3d; Build 5d after Design', true],
    ['- draw\n- paint', true],
    ['Launch the website in 3 weeks', false],
    ['We want a shop.\nIt should be there in 3 weeks.', false],
    ['Launch; celebrate', false],
  ])('is told from a goal: %j', (text, isList) => {
    expect(looksLikeTaskList(text)).toBe(isList);
  });

  it('is either read or refused in words, whatever it holds', () => {
    const word = fc.constantFrom(
      'Design',
      'after',
      'before',
      '3d',
      '+2d',
      '@ben',
      'milestone',
      '1.',
      '(',
      ')',
      ',',
      ';',
      'SS',
      '-',
      '2/3/6d',
      'on',
      'Dec 3',
      '\n',
      '"',
      ':',
      '#',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 40 }),
        (words) => {
          expect(faultsOf(words.join(' '))).not.toMatch(/undefined|NaN/);
        },
      ),
    );
  });
});
