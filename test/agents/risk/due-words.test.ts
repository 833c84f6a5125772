import { describe, expect, it } from 'vitest';
import { readDue } from '../../../src/agents/risk/due-words.ts';

const now = new Date('2026-11-20T10:00:00Z');

describe('the day until which somebody says it is to be done', () => {
  it.each([
    ['2027-03-31', '2027-03-31'],
    [' 15 December ', '2026-12-15'],
    ['by Jan 4', '2027-01-04'],
    ['today', '2026-11-20'],
    ['next Friday', '2026-11-27'],
    ['in two weeks', '2026-12-04'],
    ['None', ''],
  ])('is read from “%s”', (words, date) => {
    expect(readDue(words, now)).toBe(date);
  });

  it.each([
    ['2027-02-30', /cannot read “2027-02-30” as a day/],
    ['banana', /cannot read “banana”/],
    ['十二月十五', /cannot read/],
    ['December', /cannot read “December”/],
    ['2026-11-19', /19 Nov 2026 is over/],
    ['3026-01-01', /1 Jan 3026 is too far away/],
  ])('refuses “%s” with what to do', (words, message) => {
    expect(() => readDue(words, now)).toThrow(message);
  });
});
