import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, readMoment, showMoment } from '../../../src/agents/marketing/moment.ts';

const now = new Date('2026-11-21T10:00:00Z');

describe('a moment', () => {
  it.each([
    ['2026-12-01 09:00 Europe/Berlin', '2026-12-01T09:00+01:00[Europe/Berlin]'],
    ['2026-12-01 9:00 New York', '2026-12-01T09:00-05:00[America/New_York]'],
    ['2026-12-01T09:00:00+01:00[Europe/Berlin]', '2026-12-01T09:00+01:00[Europe/Berlin]'],
    ['2026-12-01T09:00:00Z', '2026-12-01T09:00+00:00[UTC]'],
    ['2026-12-01T09:00+01:00', '2026-12-01T08:00+00:00[UTC]'],
    ['tomorrow 9:00', '2026-11-22T09:00+00:00[UTC]'],
    ['tomorrow 9:00 Europe/Berlin', '2026-11-22T09:00+01:00[Europe/Berlin]'],
    ['9:00 tomorrow in Berlin', '2026-11-22T09:00+01:00[Europe/Berlin]'],
    ['next friday at 14:30 Europe/Berlin', '2026-11-27T14:30+01:00[Europe/Berlin]'],
    ['in 2 hours', '2026-11-21T12:00+00:00[UTC]'],
    ['1 December 9am Europe/Berlin', '2026-12-01T09:00+01:00[Europe/Berlin]'],
    ['00:30 Asia/Tokyo', '2026-11-22T00:30+09:00[Asia/Tokyo]'],
    // Clocks are set back: the first of both.
    ['2027-10-31 02:30 Europe/Berlin', '2027-10-31T02:30+02:00[Europe/Berlin]'],
  ])('is read from %s', (typed, moment) => {
    expect(readMoment(typed, now)).toBe(moment);
    expect(readMoment(moment, now)).toBe(moment);
  });

  it.each([
    ['the past', '2020-01-01 09:00', /Wed, 1 Jan 2020, 09:00 UTC has passed already\. Give a moment to come/],
    ['this very moment', 'now', /has passed already/],
    ['today before now', 'today 9am', /has passed already/],
    ['more than a year ahead', '2028-01-01 09:00', /more than a year ahead\. Give a moment within a year/],
    ['a day that is none', '2026-02-30 09:00', /There is no 2026-02-30 09:00\. Write it as/],
    ['an hour that is none', '2026-12-01 24:30', /There is no 2026-12-01 24:30/],
    [
      'an hour that clocks leave out',
      '2027-03-28 02:30 Europe/Berlin',
      /there is no 2027-03-28 02:30 in Europe\/Berlin/,
    ],
    ['a day without a time', 'tomorrow', /does not say at what time of the day\. Write it as/],
    ['a part of a day', 'tomorrow morning', /does not say at what time/],
    ['a date of two meanings', '01/12/2026 9:00', /can mean two days/],
    ['another one', '1.12.2026 9:00', /can mean two days/],
    ['a zone that is none', 'tomorrow 9:00 Europe/Nowhere', /There is no time zone “Europe\/Nowhere”/],
    ['two moments', 'tomorrow 9:00 and friday 10:00', /as one day and time/],
    ['a span', 'tomorrow from 9:00 to 10:00', /as one day and time/],
    ['more than a moment', 'tomorrow 9:00 if it rains', /as one day and time/],
    ['another language', '明日 9:00', /as one day and time\. Write it as 2026-12-01 09:00 Europe\/Berlin/],
    ['nothing', '', /as one day and time/],
    ['no moment', 'x'.repeat(100), /as one day and time/],
  ])('is not read from %s', (_what, typed, words) => {
    expect(() => readMoment(typed, now)).toThrow(words);
  });

  it('is shown with its zone, and in UTC', () => {
    const moment = readMoment('2026-12-01 09:00 Europe/Berlin', now);
    expect(showMoment(moment)).toBe('Tue, 1 Dec 2026, 09:00 Europe/Berlin (08:00 UTC)');
    expect(dateOf(moment).toISOString()).toBe('2026-12-01T08:00:00.000Z');
  });

  it('is an answer or a refusal in words, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => {
        try {
          const from = dateOf(readMoment(typed, now));
          expect(from.getTime()).toBeGreaterThan(now.getTime());
        } catch (error) {
          expect(error).toMatchObject({ code: 'input.invalid' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
