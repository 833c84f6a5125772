import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkDays, workDaysBetween } from '../../../../src/agents/planning/days/work-days.ts';
import { type DraftTask, schedule } from '../../../../src/agents/planning/plan/schedule.ts';
import { linkKinds, type TaskLink } from '../../../../src/core/index.ts';

const start = '2026-11-23';
const days = () => createWorkDays(start);

const task = (
  code: string,
  length: number,
  after: readonly TaskLink[] = [],
  more: Partial<DraftTask> = {},
): DraftTask => ({
  code,
  name: `Task ${code}`,
  phase: '',
  days: length,
  optimisticDays: length,
  pessimisticDays: length,
  after,
  owner: '',
  isMilestone: length === 0,
  notBefore: '',
  ...more,
});
const link = (code: string, kind: TaskLink['kind'] = 'finish-to-start', lagDays = 0): TaskLink => ({
  code,
  kind,
  lagDays,
});
const placesOf = (tasks: readonly DraftTask[], calendar = days()) =>
  schedule(tasks, calendar).tasks.map(
    ({ code, start: from, finish, floatDays }) => `${code} ${from} ${finish} ${floatDays}`,
  );

describe('working days', () => {
  it('leave out weekends and holidays', () => {
    const calendar = createWorkDays('2026-12-19', ['2026-12-24', '2026-12-25']);
    expect([0, 1, 2, 3, 4].map((index) => calendar.at(index))).toEqual([
      '2026-12-21',
      '2026-12-22',
      '2026-12-23',
      '2026-12-28',
      '2026-12-29',
    ]);
    expect(['2026-12-01', '2026-12-21', '2026-12-24', '2026-12-27', '2026-12-29'].map(calendar.indexOf)).toEqual([
      0, 0, 3, 3, 4,
    ]);
  });

  it.each([
    ['2026-11-20', '2026-11-23', 1],
    ['2026-11-23', '2026-11-20', -1],
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-20', '2026-12-04', 10],
    ['2026-11-20', '2026-11-22', 0],
  ])('lie between %s and %s: %i', (from, to, count) => {
    expect(workDaysBetween(from, to)).toBe(count);
  });
});

describe('a schedule', () => {
  it.each<[string, DraftTask[], string[]]>([
    [
      'one after the other',
      [task('a', 3), task('b', 2, [link('a')])],
      ['a 2026-11-23 2026-11-25 0', 'b 2026-11-26 2026-11-27 0'],
    ],
    [
      'with a wait over a weekend',
      [task('a', 3), task('b', 1, [link('a', 'finish-to-start', 2)])],
      ['a 2026-11-23 2026-11-25 0', 'b 2026-11-30 2026-11-30 0'],
    ],
    [
      'with an overlap',
      [task('a', 4), task('b', 3, [link('a', 'finish-to-start', -2)])],
      ['a 2026-11-23 2026-11-26 0', 'b 2026-11-25 2026-11-27 0'],
    ],
    [
      'side by side',
      [task('a', 4), task('b', 1, [link('a', 'start-to-start', 1)])],
      ['a 2026-11-23 2026-11-26 0', 'b 2026-11-24 2026-11-24 2'],
    ],
    [
      'ending together',
      [task('a', 4), task('b', 2, [link('a', 'finish-to-finish')])],
      ['a 2026-11-23 2026-11-26 0', 'b 2026-11-25 2026-11-26 0'],
    ],
    [
      'ending when the other begins',
      [task('a', 4, [], { notBefore: '2026-11-25' }), task('b', 1, [link('a', 'start-to-finish')])],
      ['a 2026-11-25 2026-11-30 0', 'b 2026-11-24 2026-11-24 4'],
    ],
    ['not before a day', [task('a', 1, [], { notBefore: '2026-11-28' })], ['a 2026-11-30 2026-11-30 0']],
    [
      'with two half days in one',
      [task('a', 0.5), task('b', 0.5, [link('a')]), task('c', 1, [link('b')])],
      ['a 2026-11-23 2026-11-23 0', 'b 2026-11-23 2026-11-23 0', 'c 2026-11-24 2026-11-24 0'],
    ],
    [
      'with hours that add up',
      [task('a', 0.125), task('b', 1, [link('a')])],
      ['a 2026-11-23 2026-11-23 0', 'b 2026-11-23 2026-11-24 0'],
    ],
    [
      'with a milestone at the end of the day before',
      [task('a', 5), task('m', 0, [link('a')]), task('b', 1, [link('m')])],
      ['a 2026-11-23 2026-11-27 0', 'm 2026-11-27 2026-11-27 0', 'b 2026-11-30 2026-11-30 0'],
    ],
    [
      'with a milestone on its own day',
      [task('a', 2), task('m', 0, [link('a')], { notBefore: '2026-12-01' })],
      ['a 2026-11-23 2026-11-24 4', 'm 2026-12-01 2026-12-01 0'],
    ],
    [
      'with a milestone at the start',
      [task('m', 0), task('a', 1, [link('m')])],
      ['m 2026-11-23 2026-11-23 0', 'a 2026-11-23 2026-11-23 0'],
    ],
    [
      'whose tasks are listed in another order',
      [task('b', 1, [link('a')]), task('a', 1)],
      ['b 2026-11-24 2026-11-24 0', 'a 2026-11-23 2026-11-23 0'],
    ],
  ])('is right for tasks %s', (_what, tasks, places) => {
    expect(placesOf(tasks)).toEqual(places);
  });

  it('names the chain that holds the end, and what can slip', () => {
    const made = schedule(
      [task('a', 2), task('b', 5, [link('a')]), task('c', 2, [link('a')]), task('d', 1, [link('b'), link('c')])],
      days(),
    );
    expect(made.criticalPath).toEqual(['a', 'b', 'd']);
    expect(made.tasks.map(({ floatDays }) => floatDays)).toEqual([0, 0, 3, 0]);
    expect(made).toMatchObject({ start: '2026-11-23', finish: '2026-12-02', workingDays: 8 });
  });

  it('names the circle when tasks wait for each other', () => {
    const tasks = [
      task('a', 1),
      task('b', 1, [link('a'), link('d')]),
      task('c', 1, [link('b')]),
      task('d', 1, [link('c')]),
    ];
    expect(() => schedule(tasks, days())).toThrow(/wait for each other: Task \w → Task \w → Task \w → Task \w\./);
    expect(() => schedule([task('x', 1, [link('x')])], days())).toThrow('Task x → Task x');
  });

  it('refuses what would take more than ten years', () => {
    const tasks = Array.from({ length: 10 }, (_, index) =>
      task(`${index}`, 500, index > 0 ? [link(`${index - 1}`)] : []),
    );
    expect(() => schedule(tasks, days())).toThrow(/more than ten years/);
  });
});

const wholeDays = fc.integer({ min: 1, max: 12 });
const linkFor = (index: number) =>
  fc.record({
    before: fc.nat({ max: Math.max(0, index - 1) }),
    kind: fc.constantFrom(...linkKinds),
    lagDays: fc.integer({ min: -4, max: 6 }),
  });

/** Tasks that wait only for earlier ones, so that there is no circle. */
const network = (kinds: readonly TaskLink['kind'][] = linkKinds, withDates = true) =>
  fc.integer({ min: 1, max: 20 }).chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, index) =>
        fc
          .record({
            length: wholeDays,
            links: fc.array(linkFor(index), { maxLength: index === 0 ? 0 : 3 }),
            notBefore: withDates
              ? fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined })
              : fc.constant(undefined),
          })
          .map(({ length, links, notBefore }) =>
            task(
              `${index}`,
              length,
              [...new Map(links.map((each) => [each.before, each])).values()]
                .filter(({ kind }) => kinds.includes(kind))
                .map(({ before, kind, lagDays }) => link(`${before}`, kind, lagDays)),
              { notBefore: notBefore === undefined ? '' : days().at(notBefore) },
            ),
          ),
      ),
    ),
  );

describe('any schedule', () => {
  it('begins nothing before its links and its day allow', () => {
    fc.assert(
      fc.property(network(), (tasks) => {
        const calendar = days();
        const made = new Map(schedule(tasks, calendar).tasks.map((each) => [each.code, each]));
        for (const each of made.values()) {
          const [from, to] = [calendar.indexOf(each.start), calendar.indexOf(each.finish) + 1];
          expect(to - from).toBe(each.days);
          if (each.notBefore !== '') expect(each.start >= each.notBefore).toBe(true);
          for (const { code, kind, lagDays } of each.after) {
            const before = made.get(code);
            const [start, end] = [calendar.indexOf(before?.start ?? ''), calendar.indexOf(before?.finish ?? '') + 1];
            const point = kind.startsWith('start') ? start : end;
            const own = kind.endsWith('start') ? from : to;
            expect(own).toBeGreaterThanOrEqual(point + lagDays);
          }
        }
      }),
    );
  });

  it('has no negative float, something critical, and a chain that ends last', () => {
    fc.assert(
      fc.property(network(), (tasks) => {
        const made = schedule(tasks, days());
        expect(made.tasks.every(({ floatDays }) => floatDays >= 0)).toBe(true);
        const last = made.tasks.find(({ code }) => code === made.criticalPath.at(-1));
        expect(last?.finish).toBe(made.finish);
        const onPath = made.tasks.filter(({ code }) => made.criticalPath.includes(code));
        expect(onPath.every(({ isCritical }) => isCritical)).toBe(true);
      }),
    );
  });

  it('is as long as its critical path', () => {
    fc.assert(
      fc.property(network(['finish-to-start'], false), (tasks) => {
        const made = schedule(tasks, days());
        const byCode = new Map(made.tasks.map((each) => [each.code, each]));
        const length = made.criticalPath.reduce((sum, code, index) => {
          const each = byCode.get(code);
          const wait = each?.after.find((before) => before.code === made.criticalPath[index - 1])?.lagDays ?? 0;
          return sum + (each?.days ?? 0) + wait;
        }, 0);
        expect(length).toBe(made.workingDays);
      }),
    );
  });

  it('keeps its end when a task slips by its float, and not by a day more', () => {
    fc.assert(
      fc.property(network(), fc.nat(), (tasks, pick) => {
        const calendar = days();
        const made = schedule(tasks, calendar);
        const chosen = made.tasks[pick % made.tasks.length];
        const slipped = (more: number) => {
          const notBefore = calendar.at(calendar.indexOf(chosen?.start ?? '') + (chosen?.floatDays ?? 0) + more);
          return schedule(
            tasks.map((each) => (each.code === chosen?.code ? { ...each, notBefore } : each)),
            calendar,
          ).finish;
        };
        expect(slipped(0)).toBe(made.finish);
        expect(slipped(1) > made.finish).toBe(true);
      }),
    );
  });

  it('comes out the same for the same input, in whatever order the tasks are listed', () => {
    fc.assert(
      fc.property(network(), (tasks) => {
        const made = schedule(tasks, days());
        expect(schedule(tasks, days())).toEqual(made);
        const turned = schedule(tasks.toReversed(), days()).tasks.toReversed();
        expect(turned).toEqual(made.tasks);
      }),
    );
  });
});
