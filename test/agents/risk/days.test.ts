import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDays, readable, workDaysBetween, workDaysOf } from '../../../src/agents/risk/days.ts';

const dayMs = 86_400_000;
const iso = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** Counted one by one. */
function counted(from: number, to: number): number {
  let days = 0;
  for (let day = from; day <= to; day += 1) if (![0, 6].includes(new Date(day * dayMs).getUTCDay())) days += 1;
  return days;
}

describe('days of a plan', () => {
  it.each([
    ['2026-12-11', '2026-12-14', 1],
    ['2026-12-11', '2026-12-13', 0],
    ['2026-12-14', '2026-12-11', -1],
    ['2026-12-07', '2026-12-14', 5],
  ])('counts the working days from %s to %s as %i', (from, to, days) => {
    expect(workDaysBetween(from, to)).toBe(days);
  });

  it('counts as one would by hand, in any year', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3_000, max: 30_000 }), fc.integer({ min: 0, max: 500 }), (start, length) => {
        const [from, to] = [iso(start), iso(start + length)];
        expect(workDaysOf(from, to)).toBe(counted(start, start + length));
        expect(workDaysBetween(from, to)).toBe(counted(start + 1, start + length));
        expect(workDaysBetween(to, from)).toBe(0 - workDaysBetween(from, to));
        expect(calendarDays(from, to)).toBe(length);
      }),
    );
  });

  it('leaves out holidays, each once and only where work would be', () => {
    const holidays = ['2026-12-24', '2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01'];
    expect(workDaysBetween('2026-12-23', '2026-12-28', holidays)).toBe(1);
    expect(workDaysBetween('2026-12-28', '2026-12-23', holidays)).toBe(-1);
    expect(workDaysBetween('2026-12-24', '2026-12-24', holidays)).toBe(0);
    expect(workDaysOf('2026-12-24', '2027-01-01', holidays)).toBe(4);
  });

  it('writes them as people do', () => {
    expect(readable('2026-12-01')).toBe('1 Dec 2026');
  });
});
