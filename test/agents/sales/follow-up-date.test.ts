import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualFollowUp } from '../../../src/agents/sales/days.ts';
import { findFollowUpDate, impossibleDay, readGivenDay } from '../../../src/agents/sales/follow-up-date.ts';
import { addDays, dayOf } from '../../../src/core/index.ts';

const friday = new Date('2026-11-20T10:00:00Z');

describe('the day of a follow-up', () => {
  it.each([
    ['wants a demo next Tuesday, about 50 seats', '2026-11-24', 'high'],
    ['möchte übermorgen eine Demo', '2026-11-22', 'high'],
    ['quiere una demo el próximo martes', '2026-11-24', 'high'],
    ['Je voudrais une démo mardi prochain', '2026-11-24', 'high'],
    ['想要下周二演示', '2026-11-24', 'high'],
    ['send an offer by 2026-12-15', '2026-12-15', 'high'],
    ['call back in two weeks', '2026-12-04', 'high'],
    ['met yesterday, wants a call on Monday', '2026-11-23', 'high'],
    ['is away until 1 December', '2026-12-01', 'high'],
    ['Angebot bis 24.11.2026', '2026-11-24', 'high'],
    ['starts on Monday', '2026-11-23', 'medium'],
    ['demo on 03/04/2027', '2027-03-04', 'medium'],
  ])('is read from “%s”', (text, day, sure) => {
    expect(findFollowUpDate(text, friday)).toMatchObject({ value: day, sure });
  });

  it.each([
    [
      'möchte nächste Woche eine Demo',
      '2026-11-30',
      /“nächste Woche” is Saturday, 28 November 2026: the next working day/,
    ],
    ['call back in two weeks', '2026-12-07', /“in two weeks” is Saturday, 5 December 2026: the next working day/],
    ['call on Saturday in two weeks', '2026-12-05', /says “in two weeks”$/],
    ['call on 5 December', '2026-12-05', /says “on 5 December”$/],
  ])('is a working day where only weeks are counted: “%s”', (text, day, why) => {
    const saturday = new Date('2026-11-21T10:00:00Z');
    expect(findFollowUpDate(text, saturday)).toMatchObject({ value: day, why: expect.stringMatching(why) });
    expect(readGivenDay('in two weeks', saturday)).toMatchObject({ day: '2026-12-07', moved: expect.any(String) });
  });

  it.each([
    ['nothing'],
    ['met yesterday at the fair'],
    ['founded in 1999, 50 seats, second call'],
    ['2026-02-30'],
    ['demo on 2050-01-01'],
  ])('is not made up from “%s”', (text) => {
    expect(findFollowUpDate(text, friday)).toBeUndefined();
  });

  it.each([
    [
      'call her on Feb 31',
      'There is no “Feb 31”: that month has 28 days. Write a day that there is, such as 2027-02-28.',
    ],
    ['Anruf am 31. Februar', /^There is no “31. Februar”/],
    ['llamar el 31 de febrero', /^There is no “31 de febrero”/],
    ['2月30日演示', /^There is no “2月30日”/],
    ['call on 31.04.2027', /^There is no “31.04.2027”: that month has 30 days/],
    ['demo on 2026-02-30', /today or later/],
  ])('is none in “%s”, which is said', (text, fault) => {
    expect(impossibleDay(text, friday)).toMatch(fault);
    expect(
      readGivenDay(text.replace(/^(?:call her on|Anruf am|llamar el|call on|demo on) |演示$/, ''), friday),
    ).toEqual({
      fault: expect.stringMatching(/^There is no “/),
    });
  });

  it.each([
    'call her on Dec 31',
    'wants a demo in February 30 seats',
    '30 seats, call on Monday',
    'call 31 people on Monday',
  ])('may be one in “%s”', (text) => {
    expect(impossibleDay(text, friday)).toBeUndefined();
  });

  it('is the third working day when nothing was said', () => {
    expect(usualFollowUp(friday)).toBe('2026-11-25');
    expect(usualFollowUp(new Date('2026-11-23T23:59:59Z'))).toBe('2026-11-26');
  });
});

describe('a day that was given', () => {
  it.each([
    ['next Tuesday', '2026-11-24'],
    ['Dienstag', '2026-11-24'],
    ['tomorrow', '2026-11-21'],
    ['today', '2026-11-20'],
    ['2026-12-01', '2026-12-01'],
    ['01.12.2026', '2026-12-01'],
    ['下周二', '2026-11-24'],
  ])('may be written as “%s”', (text, day) => {
    expect(readGivenDay(text, friday)).toEqual({ day });
  });

  it.each([
    ['someday', /no date that I can read. Write a date such as/],
    ['2026-02-30', /There is no “2026-02-30”.*Write a day that there is/],
    ['yesterday', /\(2026-11-19\) lies in the past. Write a date/],
    ['2020-01-01', /lies in the past/],
    ['31.12.2050', /more than five years ahead/],
    ['99999999999999', /no date/],
    ['🦊'.repeat(50), /no date/],
  ])('is refused with what to do: %s', (text, fault) => {
    expect(readGivenDay(text, friday)).toEqual({ fault: expect.stringMatching(fault) });
  });

  it('lies ahead, and is found again from its own form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1800 }), (days) => {
        const day = addDays(dayOf(friday), days);
        expect(readGivenDay(day, friday)).toEqual({ day });
        expect(findFollowUpDate(`call on ${day}`, friday)?.value).toBe(day);
      }),
      { numRuns: 100 },
    );
  });

  it('never falls over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(Object.keys(readGivenDay(text, friday))).toHaveLength(1);
        const found = findFollowUpDate(text, friday);
        if (found) expect(found.value > dayOf(friday)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
