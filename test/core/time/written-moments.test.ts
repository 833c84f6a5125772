import { describe, expect, it } from 'vitest';
import { writtenLanguages, writtenMoments } from '../../../src/core/index.ts';

const now = new Date('2026-11-20T10:00:00Z');
const read = (text: string, options = {}) =>
  writtenMoments(text, { now, isAhead: true, ...options }).map(({ start, text, index }) => ({
    day: start.date().toISOString().slice(0, 10),
    text,
    index,
  }));

describe('days that words name', () => {
  it.each([
    ['launch next Friday', [{ day: '2026-11-27', text: 'next Friday', index: 7 }]],
    ['in 3 weeks and 2 days', [{ day: '2026-12-13', text: 'in 3 weeks and 2 days', index: 0 }]],
    [
      'from Dec 1; on January 5',
      [
        { day: '2026-12-01', text: 'Dec 1', index: 5 },
        { day: '2027-01-05', text: 'January 5', index: 15 },
      ],
    ],
    ['nothing of the kind', []],
  ])('%j', (text, moments) => {
    expect(read(text)).toEqual(moments);
  });

  it('are read in each of the languages', () => {
    expect(writtenLanguages.length).toBe(10);
    expect(read('am 5. Januar', { language: 'de' })).toMatchObject([{ day: '2027-01-05' }]);
    expect(read('2026年12月24日', { language: 'zh' })).toMatchObject([{ day: '2026-12-24' }]);
  });

  it('are those of the place that is spoken of', () => {
    const [found] = writtenMoments('tomorrow at 9:00', { now, offsetMinutes: 60, isAhead: true });
    expect(found?.start.date().toISOString()).toBe('2026-11-21T08:00:00.000Z');
  });

  // The time limit is the check: the library alone needs minutes for these.
  it.each(['3 weeks ', 'an hour, ', '2 days and ', '5m '])(
    'stand where they are behind many lengths: %j',
    { timeout: 20_000 },
    (length) => {
      const before = length.repeat(20_000 / length.length);
      expect(read(`${before}on 2027-03-31`).at(-1)).toEqual({
        day: '2027-03-31',
        text: '2027-03-31',
        index: before.length + 3,
      });
    },
  );
});
