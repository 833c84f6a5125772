import { describe, expect, it } from 'vitest';
import {
  ageOf,
  ambiguousZones,
  clockIn,
  dayIn,
  daysFrom,
  findZone,
  isDay,
  momentIn,
  plainLetters,
  readClock,
  weekdayBeside,
  weekdayIn,
  weekdayNamed,
  zoneAt,
  zoneAtEnd,
} from '../../../src/core/index.ts';

describe('a time zone', () => {
  it.each<[string, string | undefined]>([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['München', 'Europe/Berlin'],
    ['new_york', 'America/New_York'],
    ['New York', 'America/New_York'],
    ['Mumbai', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['CET', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['Center', undefined],
    ['Atlantis', undefined],
    ['Europe/Atlantis', undefined],
    ['', undefined],
  ])('is found by “%s”: %s', (name, zone) => {
    expect(findZone(name)).toBe(zone);
  });

  it.each(Object.entries(ambiguousZones))('is not guessed of %s: %s', (name) => {
    expect(findZone(name)).toBeUndefined();
  });

  it('is the longest name at a place, and at the end', () => {
    const words = 'at 9:00 Salt Lake City'.split(' ');
    expect(zoneAt(words, 2)).toEqual({ zone: 'America/Denver', count: 3 });
    expect(zoneAtEnd(words)).toEqual({ zone: 'America/Denver', count: 3 });
    expect(zoneAt(words, 0)).toBeUndefined();
    expect(zoneAtEnd(words.slice(0, 3))).toBeUndefined();
  });
});

describe('a time of day', () => {
  it.each<[words: string, previous: string, time: string, count: number]>([
    ['9:00', '', '09:00', 1],
    ['9 am', '', '09:00', 2],
    ['12am', '', '00:00', 1],
    ['12 pm', '', '12:00', 2],
    ['5pm', '', '17:00', 1],
    ['14 uhr 30', '', '14:30', 3],
    ['18h30', '', '18:30', 1],
    ['noon', '', '12:00', 1],
    ['mitternacht', '', '00:00', 1],
    ['0930', 'at', '09:30', 1],
    ['9', 'um', '09:00', 1],
  ])('is read of “%s” behind “%s”: %s', (words, previous, time, count) => {
    expect(readClock(words.split(' '), previous)).toEqual({ words: count, time });
  });

  it.each([['9'], ['monday'], ['2026']])('is none in “%s”', (word) => {
    expect(readClock([word], '')).toBeUndefined();
  });

  it.each([['25:00'], ['13 pm'], ['9:75']])('is refused in words: %s', (words) => {
    expect(readClock(words.split(' '), '')).toMatchObject({ fault: expect.stringMatching(/^There is no /) });
  });
});

describe('a day of the week', () => {
  it.each<[string, number | undefined, number | undefined]>([
    ['monday', 1, 1],
    ['mondays', 1, 1],
    ['dienstag', 2, 2],
    ['miercoles', 3, 3],
    ['jeudi', 4, 4],
    ['fr', undefined, 5],
    ['sabato', 6, 6],
    ['day', undefined, undefined],
  ])('is named by “%s”', (word, alone, beside) => {
    expect([weekdayNamed(word), weekdayBeside(word)]).toEqual([alone, beside]);
  });

  it('goes from one to another, over Sunday where need be', () => {
    expect(daysFrom(5, 2)).toEqual([5, 6, 7, 1, 2]);
    expect(daysFrom(3, 3)).toEqual([3]);
  });
});

describe('a day', () => {
  it.each<[string, boolean]>([
    ['2026-02-28', true],
    ['2026-02-30', false],
    ['2028-02-29', true],
    ['2026-2-3', false],
    ['tomorrow', false],
  ])('is “%s”: %s', (text, isOne) => {
    expect(isDay(text)).toBe(isOne);
  });
});

describe('a moment', () => {
  const at = new Date('2026-11-20T23:30:00Z');
  it.each<[string, string, number]>([
    ['UTC', 'Fri, 20 Nov 2026, 23:30', 5],
    ['Asia/Tokyo', 'Sat, 21 Nov 2026, 08:30', 6],
    ['America/New_York', 'Fri, 20 Nov 2026, 18:30', 5],
  ])('in %s is %s', (zone, words, weekday) => {
    expect(momentIn(zone, at)).toBe(words);
    expect(`${dayIn(zone, at)}, ${clockIn(zone, at)}`).toBe(words);
    expect(weekdayIn(zone, at)).toBe(weekday);
  });

  it.each<[number, string]>([
    [0, 'less than an hour'],
    [1, '1 hour'],
    [47, '47 hours'],
    [48, '2 days'],
  ])('%i hours ago is %s ago', (hours, words) => {
    expect(ageOf(new Date(at.getTime() - hours * 3_600_000), at)).toBe(words);
  });
});

it('letters lose their accents', () => {
  expect(plainLetters('Zürich, Größe, São Paulo')).toBe('zurich, grosse, sao paulo');
});
