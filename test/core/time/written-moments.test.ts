import { describe, expect, it } from 'vitest';
import { type WrittenLanguage, writtenLanguages, writtenMoments } from '../../../src/core/index.ts';

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

  // The time limit is the check: the library alone takes minutes for the first, and seconds for others.
  it.each<[WrittenLanguage, string]>([
    ['en', 'couple weeks '],
    ['en', 'couple  of  days  '],
    ['en', '3 weeks '],
    ['en', 'half an hour, '],
    ['en', '12345678901 weeks and '],
    ['en', 'in 3 days '],
    ['en', '1-2 days '],
    ['en', '5m '],
    ['nl', '3 dagen '],
    ['nl', 'een paar weken '],
    ['de', '3 Tage '],
    ['de', 'eine Woche und '],
    ['es', '3 semanas '],
    ['fr', 'il y a 2 jours '],
    ['it', '3 settimane '],
    ['ru', '3 недели '],
    ['ja', '12月24日 '],
    ['zh', '三天后 '],
  ])('are read behind thousands of lengths: %s, %j', { timeout: 10_000 }, (language, length) => {
    const text = length.repeat(20_000 / length.length);
    expect(read(text, { language }).every(({ index }) => index < text.length)).toBe(true);
    expect(read(`${text}; 2027-03-31`).at(-1)).toMatchObject({ day: '2027-03-31', index: text.length + 2 });
  });

  it.each(['in 3 weeks, 2 days and 4 hours', 'in 2 years 3 months 1 day'])(
    'are the end of a length of three parts: %j',
    (text) => {
      expect(read(text)).toMatchObject([{ text, index: 0 }]);
    },
  );
});
