import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPeriod } from '../../src/core/index.ts';

const now = new Date('2026-11-20T10:00:00Z');

// A Friday, at ten.
const period = (words: string): string => {
  const { from, to } = readPeriod(words, now);
  return `${from.toISOString().slice(0, 16)} ${to.toISOString().slice(0, 16)}`;
};

describe('a period', () => {
  it.each([
    ['today', '2026-11-20T00:00 2026-11-20T10:00'],
    ['yesterday', '2026-11-19T00:00 2026-11-20T00:00'],
    ['gestern', '2026-11-19T00:00 2026-11-20T00:00'],
    ['This  Week', '2026-11-16T00:00 2026-11-20T10:00'],
    ['last week', '2026-11-09T00:00 2026-11-16T00:00'],
    ['letzte Woche', '2026-11-09T00:00 2026-11-16T00:00'],
    ['la semaine dernière', '2026-11-09T00:00 2026-11-16T00:00'],
    ['this month', '2026-11-01T00:00 2026-11-20T10:00'],
    ['last month', '2026-10-01T00:00 2026-11-01T00:00'],
    ['last 14 days', '2026-11-06T10:00 2026-11-20T10:00'],
    ['the last 2 weeks', '2026-11-06T10:00 2026-11-20T10:00'],
    ['past 1 month', '2026-10-21T10:00 2026-11-20T10:00'],
    ['since 2026-11-18', '2026-11-18T00:00 2026-11-20T10:00'],
    ['2026-11-01 to 2026-11-15', '2026-11-01T00:00 2026-11-16T00:00'],
    ['2026-11-01 – 2026-11-30', '2026-11-01T00:00 2026-11-20T10:00'],
    ['2026-11-18', '2026-11-18T00:00 2026-11-19T00:00'],
    ['October', '2026-10-01T00:00 2026-11-01T00:00'],
    ['Dec', '2025-12-01T00:00 2026-01-01T00:00'],
    ['November 2026', '2026-11-01T00:00 2026-11-20T10:00'],
  ])('is read from “%s”', (words, expected) => {
    expect(period(words)).toBe(expected);
  });

  it.each([
    ['next week', /did not understand the period/],
    ['whenever', /did not understand the period/],
    ['上周', /did not understand the period/],
    ['2026-02-30', /2026-02-30 is no date/],
    ['2026-11-15 to 2026-11-01', /is before/],
    ['2027-01-01', /has not come yet/],
    ['December 2026', /has not come yet/],
    ['last 0 days', /at least a day/],
    ['last 9999 days', /more than 366 days/],
    ['2019-01-01 to 2026-01-01', /more than 366 days/],
  ])('is refused in words: “%s”', (words, fault) => {
    expect(() => readPeriod(words, now)).toThrow(fault);
  });

  it('is read or refused in words, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 100 }),
          fc.stringMatching(/^last \d{1,4} (days|weeks|months)$/),
        ),
        (words) => {
          try {
            const { from, to } = readPeriod(words, now);
            expect(from < to && to <= now).toBe(true);
          } catch (error) {
            expect(error).toMatchObject({ code: 'input.invalid' });
          }
        },
      ),
    );
  });
});
