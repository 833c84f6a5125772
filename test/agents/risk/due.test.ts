import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueOf } from '../../../src/agents/risk/due.ts';
import { task } from './plans.ts';

const today = '2026-11-20';

describe('the day until which a response is proposed', () => {
  it.each([
    [25, '2026-11-27'],
    [16, '2026-11-27'],
    [15, '2026-12-04'],
    [10, '2026-12-04'],
    [9, '2026-12-18'],
    [5, '2026-12-18'],
    [4, ''],
    [1, ''],
  ])('of a score of %i is “%s”', (score, due) => {
    expect(dueOf({ score, today, tasks: [] })).toBe(due);
  });

  it('lies before the first task that it touches', () => {
    const tasks = [task('1.1', { start: '2026-12-03' }), task('1.2', { start: '2026-12-01' })];
    expect(dueOf({ score: 10, today, tasks })).toBe('2026-12-01');
  });

  it('is never over, whatever has begun', () => {
    const date = fc
      .integer({ min: 0, max: 400 })
      .map((day) => new Date(Date.UTC(2026, 5, 1 + day)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 25 }), fc.array(date), (score, starts) => {
        const due = dueOf({ score, today, tasks: starts.map((start) => task('1.1', { start })) });
        expect(due > today && due <= '2026-12-18').toBe(true);
      }),
    );
  });
});
