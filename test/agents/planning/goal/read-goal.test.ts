import { describe, expect, it } from 'vitest';
import { readGoal } from '../../../../src/agents/planning/goal/read-goal.ts';
import { isAppError } from '../../../../src/core/index.ts';

const now = new Date('2026-11-20T10:00:00Z');
const read = (goal: string) => readGoal(goal, now, { start: '', deadline: '' });
/** `Ana (design)`, with what they do where it is said. */
const people = (goal: string) =>
  [...read(goal).team, ...read(goal).doers].map(({ name, skills }) => (skills === '' ? name : `${name} (${skills})`));

function refusal(goal: string): string {
  try {
    read(goal);
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
  return '';
}

describe('people in a goal', () => {
  it.each<[string, string[], string]>([
    ['Launch the shop with Ben and Ana', ['Ben', 'Ana'], 'Launch the shop'],
    [
      'Launch the app with Ana (design), Ben (backend) and Zoë',
      ['Ana (design)', 'Ben (backend)', 'Zoë'],
      'Launch the app',
    ],
    ['Open the shop together with @ana and @ben.k', ['ana', 'ben.k'], 'Open the shop'],
    ['Open the shop with <@U123|ben.k>', ['ben.k'], 'Open the shop'],
    ['Webshop mit Ana und Jürgen', ['Ana', 'Jürgen'], 'Webshop'],
    ['Build an app, led by Carla Gomez', ['Carla Gomez (lead)'], 'Build an app'],
    ['Design by Ana', ['Ana (Design)'], 'Design by Ana'],
    ['Design by Xanthippe and Ben', ['Xanthippe (Design)', 'Ben (Design)'], 'Design by Xanthippe & Ben'],
    ['Ana designs the logo', ['Ana (designs the logo)'], 'Ana designs the logo'],
    ['Relaunch with Python and Salesforce', [], 'Relaunch with Python and Salesforce'],
    ['Plan the offsite in Berlin with 300 people', [], 'Plan the offsite in Berlin with 300 people'],
    ['Mark the route, then Will runs', [], 'Mark the route, then Will runs'],
  ])('%j names %j', (goal, names, rest) => {
    expect(people(goal)).toEqual(names);
    expect(read(goal).rest).toBe(rest);
  });

  it.each<[string, string, string]>([
    ['Launch with Zyx and Qwert', 'Zyx, Qwert', 'team: Zyx, Qwert'],
    ['A party for Ana', 'Ana', 'plan change plan {plan}: assign {task} to Ana'],
  ])('that are not clear in %j are told', (goal, words, instead) => {
    expect(read(goal).notUsed).toEqual([{ words, why: expect.any(String), instead }]);
  });
});

describe('money in a goal', () => {
  it.each<[string, string, string]>([
    ['Launch the shop, budget 20k', 'budget 20k', 'Launch the shop'],
    ['Launch the shop with a budget of €30,000', 'a budget of €30,000', 'Launch the shop'],
    ['Shop eröffnen, Budget 20.000 €', 'Budget 20.000 €', 'Shop eröffnen'],
    ['Launch the shop on a 5 million dollar budget', 'a 5 million dollar budget', 'Launch the shop'],
    ['Raise $5,000 for charity', '$5,000', 'Raise $5,000 for charity'],
    ['Collect 300 euros', '300 euros', 'Collect 300 euros'],
  ])('%j is told: %s', (goal, words, rest) => {
    const found = read(goal);
    expect(found.notUsed.map((each) => each.words)).toEqual([words]);
    expect(found.rest).toBe(rest);
    expect(found.notUsed[0]?.instead).toMatch(/^risk the costs may go beyond \S*\d/);
  });

  it.each(['Plan the 10k run', 'Upgrade 300 laptops', 'Version 2.0'])('is not found in %j', (goal) => {
    expect(read(goal).notUsed).toEqual([]);
  });
});

describe('days in a goal', () => {
  it('that are neither start nor deadline are told, with a milestone to add', () => {
    expect(read('Beta by March 1 and launch by April 15')).toMatchObject({
      deadline: '2027-04-15',
      rest: 'Beta and launch',
      notUsed: [
        {
          words: 'by March 1',
          why: 'a plan has one deadline, here Apr 15, 2027',
          instead: 'plan change plan {plan}: add Beta milestone on Mar 1, 2027',
        },
      ],
    });
  });

  it('that stand against days given apart are told', () => {
    const given = { start: '2027-01-04', deadline: '2027-02-01' };
    expect(
      readGoal('Launch by March 1, starting Dec 1', now, given).notUsed.map(({ words, why }) => [words, why]),
    ).toEqual([
      ['starting Dec 1', 'the start was given as Jan 4, 2027'],
      ['by March 1', 'the deadline was given as Feb 1, 2027'],
    ]);
  });

  it.each<[string, string]>([
    ['Launch by 30 February', 'There is no 30 February: February 2027 has 28 days. Write “February 28” or “March 1”.'],
    [
      'Launch by Feb 30, 2028',
      'There is no Feb 30, 2028: February 2028 has 29 days. Write “February 29” or “March 1”.',
    ],
    ['Umzug bis 31.11.', 'There is no 31.11.: November 2026 has 30 days. Write “November 30” or “December 1”.'],
    [
      'Umzug bis zum 31. April 2027',
      'There is no 31. April 2027: April 2027 has 30 days. Write “April 30” or “May 1”.',
    ],
    ['Ship on 2026-02-30', 'There is no 2026-02-30: February 2026 has 28 days. Write “February 28” or “March 1”.'],
    ['Ship on 2026-13-01', 'There is no 2026-13-01: a year has 12 months. Write it like 2026-12-31.'],
    ['Ship by 31/04/2027', 'There is no 31/04/2027: April 2027 has 30 days. Write “April 30” or “May 1”.'],
    ['Ship by March 45', 'There is no March 45: March 2027 has 31 days. Write “March 31” or “April 1”.'],
  ])('%j is refused with the nearest that there are', (goal, message) => {
    expect(refusal(goal)).toBe(message);
  });

  it.each([
    'May 50 people come',
    'Upgrade to 3.14. and 4.13.2',
    'In March 2027 and on 24/7 shifts',
    '31.12.2026',
    'Mar 5.5 million',
  ])('%j has no impossible day', (goal) => {
    expect(refusal(goal)).toBe('');
  });
});

describe('a goal in another script, or of signs', () => {
  it.each([
    '设计网站，然后上线',
    'صمم الموقع ثم أطلقه',
    'שיווק המוצר',
    '🎉🎉🎉 Party',
    '((((',
    'a'.repeat(5_000),
    '@ '.repeat(600),
    'Ana, '.repeat(500),
  ])('of %j is read without harm', (goal) => {
    expect(read(goal).rest.length).toBeGreaterThan(0);
  });
});
