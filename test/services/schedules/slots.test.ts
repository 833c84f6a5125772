import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { ScheduleRule } from '../../../src/core/index.ts';
import { dateOf, dueAt, nextSlot, nextSlots, slotAt } from '../../../src/services/schedules/slots.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const rule = (zone: string, time: string, days: readonly number[] = everyDay, everyWeeks = 1): ScheduleRule => ({
  days,
  time,
  zone,
  everyWeeks,
});
const course = (of: ScheduleRule, firstOn?: string) => ({ rule: of, firstOn });
const told = (of: ScheduleRule, after: string, count: number, firstOn?: string): string[] =>
  nextSlots(course(of, firstOn), new Date(after), count).map(({ name, at }) => `${name} ${at.toISOString()}`);

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'America/Nuuk',
  'UTC',
];

describe('the next slots', () => {
  it.each<[string, ScheduleRule, string, string[]]>([
    [
      'keep the local hour when Berlin’s clock goes forward',
      rule('Europe/Berlin', '09:00'),
      '2026-03-28T12:00Z',
      ['2026-03-29T09:00 2026-03-29T07:00:00.000Z', '2026-03-30T09:00 2026-03-30T07:00:00.000Z'],
    ],
    [
      'come right after the gap that the clock leaves out',
      rule('Europe/Berlin', '02:30'),
      '2026-03-28T12:00Z',
      ['2026-03-29T03:00 2026-03-29T01:00:00.000Z', '2026-03-30T02:30 2026-03-30T00:30:00.000Z'],
    ],
    [
      'take the first of two when the clock goes back',
      rule('Europe/Berlin', '02:30'),
      '2026-10-24T12:00Z',
      ['2026-10-25T02:30 2026-10-25T00:30:00.000Z', '2026-10-26T02:30 2026-10-26T01:30:00.000Z'],
    ],
    [
      'take the first of two in New York',
      rule('America/New_York', '01:15'),
      '2026-10-31T12:00Z',
      ['2026-11-01T01:15 2026-11-01T05:15:00.000Z', '2026-11-02T01:15 2026-11-02T06:15:00.000Z'],
    ],
    [
      'know a clock that goes forward by half an hour',
      rule('Australia/Lord_Howe', '02:15'),
      '2026-10-03T12:00Z',
      ['2026-10-04T02:30 2026-10-03T15:30:00.000Z', '2026-10-05T02:15 2026-10-04T15:15:00.000Z'],
    ],
    [
      'know a midnight that is left out',
      rule('America/Sao_Paulo', '00:00'),
      '2018-11-03T12:00Z',
      ['2018-11-04T01:00 2018-11-04T03:00:00.000Z', '2018-11-05T00:00 2018-11-05T02:00:00.000Z'],
    ],
    [
      'leave out a day that a country left out',
      rule('Pacific/Apia', '09:00'),
      '2011-12-29T00:00Z',
      ['2011-12-29T09:00 2011-12-29T19:00:00.000Z', '2011-12-31T09:00 2011-12-30T19:00:00.000Z'],
    ],
    [
      'meet a leap day',
      rule('Asia/Kolkata', '09:00'),
      '2028-02-28T12:00Z',
      ['2028-02-29T09:00 2028-02-29T03:30:00.000Z', '2028-03-01T09:00 2028-03-01T03:30:00.000Z'],
    ],
    [
      'are on their days of the week only',
      rule('UTC', '08:30', [1, 4]),
      '2026-11-20T10:00Z',
      [
        '2026-11-23T08:30 2026-11-23T08:30:00.000Z',
        '2026-11-26T08:30 2026-11-26T08:30:00.000Z',
        '2026-11-30T08:30 2026-11-30T08:30:00.000Z',
      ],
    ],
    [
      'come every second week, counted from the first',
      rule('UTC', '10:00', [5], 2),
      '2026-11-19T10:00Z',
      [
        '2026-11-20T10:00 2026-11-20T10:00:00.000Z',
        '2026-12-04T10:00 2026-12-04T10:00:00.000Z',
        '2026-12-18T10:00 2026-12-18T10:00:00.000Z',
      ],
    ],
  ])('%s', (_what, of, after, slots) => {
    expect(told(of, after, slots.length)).toEqual(slots);
  });

  it('are after the instant, not at it', () => {
    const at = new Date('2026-11-20T09:00Z');
    expect(nextSlot(course(rule('UTC', '09:00')), at).name).toBe('2026-11-21T09:00');
    expect(nextSlot(course(rule('UTC', '09:00')), new Date(at.getTime() - 1)).name).toBe('2026-11-20T09:00');
  });

  it('keep counting their weeks from the day on which they began', () => {
    const biweekly = rule('UTC', '10:00', [5], 2);
    expect(told(biweekly, '2026-11-21T00:00Z', 1, '2026-11-13')).toEqual(['2026-11-27T10:00 2026-11-27T10:00:00.000Z']);
    expect(told(biweekly, '2026-11-21T00:00Z', 1, '2026-11-20')).toEqual(['2026-12-04T10:00 2026-12-04T10:00:00.000Z']);
  });

  const anyRule = fc.record({
    days: fc.subarray(everyDay, { minLength: 1 }),
    time: fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`),
    zone: fc.constantFrom(...zones),
    everyWeeks: fc.integer({ min: 1, max: 4 }),
  });
  const anyInstant = fc.date({ min: new Date('2009-01-01'), max: new Date('2036-01-01'), noInvalidDate: true });
  // Where something happens to the clock: both changes of each zone, a left-out day, leap days.
  const oddInstant = fc
    .constantFrom(
      '2026-03-27',
      '2026-10-23',
      '2026-03-06',
      '2026-10-30',
      '2026-10-02',
      '2026-04-03',
      '2011-12-28',
      '2018-11-02',
      '2018-02-16',
      '2028-02-27',
      '2026-03-26',
    )
    .chain((day) => fc.integer({ min: 0, max: 3 * 24 * 60 }).map((m) => new Date(Date.parse(day) + m * 60_000)));

  it('come one after the other, at most one on a local day, on the right days, at the right time', () => {
    fc.assert(
      fc.property(anyRule, fc.oneof(anyInstant, oddInstant), (of, after) => {
        const slots = nextSlots(course(of), after, 12);
        const times = [after.getTime(), ...slots.map(({ at }) => at.getTime())];
        for (const [index, time] of times.slice(1).entries()) expect(time).toBeGreaterThan(times[index] as number);
        expect(new Set(slots.map(({ name }) => name)).size).toBe(slots.length);
        for (const { name, at } of slots) {
          const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(of.zone);
          expect(local.toPlainDateTime().toString({ smallestUnit: 'minute' })).toBe(name);
          if (name.slice(11) === of.time) expect(of.days).toContain(local.dayOfWeek);
          // Another time only right after the clock went forward.
          else expect(local.subtract({ nanoseconds: 1 }).offset).not.toBe(local.offset);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of every day are one on each local day that there is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones.filter((zone) => zone !== 'America/Nuuk')), oddInstant, (zone, after) => {
        const dates = nextSlots(course(rule(zone, '02:15')), after, 10).map(dateOf);
        const last = Temporal.PlainDate.from(dates.at(-1) as string);
        const expected: string[] = [];
        for (let date = Temporal.PlainDate.from(dates[0] as string); !date.equals(last); date = date.add({ days: 1 }))
          if (date.toZonedDateTime(zone).toPlainDate().equals(date)) expected.push(date.toString());
        expect(dates.slice(0, -1)).toEqual(expected);
      }),
    );
  });
});

describe('what is due', () => {
  const daily = course(rule('Europe/Berlin', '09:00'), '2026-11-16');
  const due = (nextAt: string, now: string) => {
    const { latest, missed, next } = dueAt(daily, new Date(nextAt), new Date(now));
    return { latest: latest.name, missed: missed.map(({ name }) => name), next: next.name };
  };

  it('is usually the one slot', () => {
    expect(due('2026-11-20T08:00Z', '2026-11-20T08:00:04Z')).toEqual({
      latest: '2026-11-20T09:00',
      missed: [],
      next: '2026-11-21T09:00',
    });
  });

  it('is after an outage the latest, and what was missed is named', () => {
    expect(due('2026-11-17T08:00Z', '2026-11-20T15:00Z')).toEqual({
      latest: '2026-11-20T09:00',
      missed: ['2026-11-17T09:00', '2026-11-18T09:00', '2026-11-19T09:00'],
      next: '2026-11-21T09:00',
    });
  });

  it('is found after ten years, too', () => {
    const { missed, next } = due('2016-11-17T08:00Z', '2026-11-20T15:00Z');
    expect([missed.length, next]).toEqual([999, '2026-11-21T09:00']);
  });

  it('is called by its local time, also when it was moved by hand', () => {
    expect(slotAt(daily.rule, new Date('2026-11-20T10:17:31Z')).name).toBe('2026-11-20T11:17');
  });
});
