import { describe, expect, it } from 'vitest';
import { readDate } from '../../../../src/agents/planning/days/dates.ts';
import { fullDayWords } from '../../../../src/agents/planning/days/day-words.ts';
import { readGoalDates } from '../../../../src/agents/planning/goal/goal-dates.ts';

const now = new Date('2026-11-20T10:00:00Z');
const none = { start: '', deadline: '' };

describe('the days in a goal', () => {
  it.each<[string, string, string, string]>([
    ['Launch the new website by March 31', '', '2027-03-31', 'Launch the new website'],
    ['Launch the new website by March', '', '2027-03-31', 'Launch the new website'],
    ['Launch it by 2027-02-15.', '', '2027-02-15', 'Launch it.'],
    ['Move to the cloud in 3 weeks', '', '2026-12-11', 'Move to the cloud'],
    ['Move to the cloud within two months', '', '2027-01-20', 'Move to the cloud'],
    ['Hire an engineer starting Jan 4', '2027-01-04', '', 'Hire an engineer'],
    ['Hire an engineer starting Jan 4, in 3 weeks', '2027-01-04', '2027-01-25', 'Hire an engineer'],
    ['From Jan 4 to March 31 run the campaign', '2027-01-04', '2027-03-31', 'run the campaign'],
    ['Conference on June 12 in Berlin', '', '2027-06-12', 'Conference in Berlin'],
    ['Build the app before May', '', '2027-04-30', 'Build the app'],
    ['Build the app before May. Zoë tests it', '', '2027-04-30', 'Build the app. Zoë tests it'],
    ['Move 3 servers next week', '', '2026-11-27', 'Move 3 servers'],
    ['Build the app before May 10', '', '2027-05-09', 'Build the app'],
    ['Get certified by Q2', '', '2027-06-30', 'Get certified'],
    ['Publish by the 15th', '', '2026-12-15', 'Publish'],
    ['Publish by the end of the year', '', '2026-12-31', 'Publish'],
    ['Publish by end of next month', '', '2026-12-31', 'Publish'],
    ['Offsite before Christmas', '', '2026-12-24', 'Offsite'],
    ['Run a campaign for 3 weeks', '', '', 'Run a campaign for 3 weeks'],
    ['Launch in 10 working days', '', '2026-12-04', 'Launch'],
    ['Launch within six weeks', '', '2027-01-01', 'Launch'],
    ['Launch in a fortnight', '', '2026-12-04', 'Launch'],
    ['Den Laden eröffnen bis 30. November', '', '2026-11-30', 'Den Laden eröffnen'],
    ['Den Laden eröffnen bis zum 30.11.2026', '', '2026-11-30', 'Den Laden eröffnen'],
    ['Umzug ab 1. Dezember bis Ende Januar', '2026-12-01', '2027-01-31', 'Umzug'],
    ['Umzug vom 1.12. bis zum 15.1.2027', '2026-12-01', '2027-01-15', 'Umzug'],
    ['Website innerhalb von sechs Wochen', '', '2027-01-01', 'Website'],
    ['Hire an engineer, not before January 4', '2027-01-04', '', 'Hire an engineer'],
    ['Launch party 31 March', '', '2027-03-31', 'Launch party'],
    ['Ship it by early March', '', '2027-03-10', 'Ship it'],
    ['Open by 3/4/2027', '', '2027-03-04', 'Open'],
    ['Upgrade from 3.12. to 4.0.1', '', '', 'Upgrade from 3.12. to 4.0.1'],
    ['A 30-day trial with 24/7 support', '', '', 'A 30-day trial with 24/7 support'],
    ['We may move', '', '', 'We may move'],
    ['Upgrade to version 3', '', '', 'Upgrade to version 3'],
  ])('of %j are found', (goal, start, deadline, rest) => {
    expect(readGoalDates(goal, now, none)).toMatchObject({ start, deadline, rest });
  });

  it('are told where a month was read as its last day', () => {
    expect(readGoalDates('Launch by March', now, none).notes).toEqual(['“by March” is read as Wed, Mar 31, 2027.']);
    expect(readGoalDates('Launch by March 31', now, none).notes).toEqual([]);
  });

  it('stand behind those that were named apart', () => {
    const given = { start: '2027-01-04', deadline: '2027-02-01' };
    expect(readGoalDates('Launch by March, starting Dec 1', now, given)).toMatchObject({ ...given, notes: [] });
  });
});

describe('a day', () => {
  it.each([
    ['2027-03-31', '2027-03-31'],
    ['2027-3-1', '2027-03-01'],
    ['March 31', '2027-03-31'],
    ['tomorrow', '2026-11-21'],
    ['next Friday', '2026-11-27'],
    ['Q1', '2027-03-31'],
    ['30.11.2026', '2026-11-30'],
    ['1.12.', '2026-12-01'],
    ['30. November', '2026-11-30'],
    ['3 Dezember 2027', '2027-12-03'],
    ['Ende November', '2026-11-30'],
    ['nächsten Freitag', '2026-11-27'],
    ['31/03/2027', '2027-03-31'],
    ['mid March', '2027-03-15'],
    ['KW 49', '2026-12-04'],
    ['29 Feb 2028', '2028-02-29'],
    ['明天', '2026-11-21'],
    ['2026年12月24日', '2026-12-24'],
    ['12월 말', '2026-12-31'],
    ['٢٤/١٢/٢٠٢٦', '2026-12-24'],
    ['24 décembre', '2026-12-24'],
    ['  ', ''],
  ])('%j is %s', (text, date) => {
    expect(readDate(text, now, 'start')).toBe(date);
  });

  it.each([
    ['2027-02-30', /^There is no 2027-02-30: February 2027 has 28 days\. Write “February 28” or “March 1”\.$/],
    ['31.11.', /^There is no 31\.11\.: November 2026 has 30 days/],
    ['30 February', /^There is no 30 February: February 2027 has 28 days/],
    ['2027-13-01', /^There is no 2027-13-01: a year has 12 months/],
    ['29 Feb 2027', /28 days/],
    ['soon', /cannot read “soon”/],
    ['いつか', /cannot read/],
    ['1999-12-31', /too far away for a plan\. Name a day between 2000 and 2036/],
    ['2037-01-01', /too far away/],
    ['99999-01-01', /cannot read|too far away/],
  ])('%j is refused in words', (text, fault) => {
    expect(() => readDate(text, now, 'start')).toThrow(fault);
  });

  it('is said with its weekday', () => {
    expect(fullDayWords('2026-12-03')).toBe('Thu, Dec 3, 2026');
    expect(fullDayWords('text')).toBe('text');
  });
});
