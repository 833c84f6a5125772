import { describe, expect, it } from 'vitest';
import {
  durationWords,
  exactDuration,
  shortDuration,
  workingWords,
} from '../../../../src/agents/planning/days/duration-words.ts';

describe('a duration', () => {
  it.each<[number, string, string]>([
    [0, '0 days', '0d'],
    [0.125, '1 hour', '1h'],
    [0.5, '4 hours', '4h'],
    [1, '1 day', '1d'],
    [1.125, '9 hours', '9h'],
    [1.5, '1.5 days', '1.5d'],
    [2.375, '2.5 days', '2.5d'],
    [5.5, '5.5 days', '5.5d'],
    [9.875, '10 days', '10d'],
    [12.5, '12.5 days', '12.5d'],
    [29.625, '30 days', '30d'],
    [1 / 3, '3 hours', '3h'],
  ])('of %d days is told as people tell it', (days, words, short) => {
    expect(durationWords(days)).toBe(words);
    expect(shortDuration(days)).toBe(short);
    expect(workingWords(days)).toBe(words.replace(' ', ' working '));
  });

  it.each<[number, string]>([
    [2, '2d'],
    [2.125, '17h'],
    [0.25, '2h'],
    [1.5, '1.5d'],
  ])('of %d days between two tasks is exact', (days, short) => {
    expect(exactDuration(days)).toBe(short);
  });
});
