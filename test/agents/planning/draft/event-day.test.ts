import { beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../../src/agents/planning/make-plan.ts';
import { endOf } from '../../../../src/core/index.ts';
import { createPlanWorld, type PlanWorld, typed } from '../planning.ts';

let world: PlanWorld;
beforeEach(() => {
  world = createPlanWorld();
});

async function planned(line: string) {
  const view = (await world.use(capability, typed(line).raw)) as never;
  const plan = world.plans.at(-1);
  if (!plan) throw new Error('no plan was made');
  const called = (name: RegExp) => plan.tasks.find((task) => name.test(task.name)) ?? { start: '', finish: '' };
  return { plan, called, words: capability.present(view).markdown };
}

describe('plan an event on a day', () => {
  it.each(['plan party on December 18', 'plan our summer party on December 18, 2026', 'plan conference December 18'])(
    '%j stands on that day, with all that prepares it before and wrapping up behind',
    async (line) => {
      const { plan, called, words } = await planned(line);
      expect(plan).toMatchObject({ template: 'event', deadline: '2026-12-18' });
      expect(called(/^Hold/)).toMatchObject({ start: '2026-12-18', finish: '2026-12-18' });
      expect(called(/^Set up/)).toMatchObject({ finish: '2026-12-17' });
      expect(called(/^Write the run sheet/).finish <= '2026-12-17').toBe(true);
      expect(called(/^Clear up/).start).toBe('2026-12-21');
      expect(plan.finish > '2026-12-18').toBe(true);
      expect(endOf(plan)).toBe('2026-12-18');
      expect(words).toContain('It is on the deadline Dec 18, 2026; what comes after that day is wrapping up.');
      expect(words).not.toContain('⚠️');
    },
  );

  it('says so when preparing it takes longer than to its day', async () => {
    const { plan, called, words } = await planned('plan party on November 25');
    expect(called(/^Hold/).start > '2026-11-25').toBe(true);
    expect(endOf(plan)).toBe(called(/^Hold/).start);
    expect(words).toMatch(/⚠️ It ends \d+ working days after the deadline/);
    expect(words).toMatch(/Hold the event comes on .* and not on Nov 25/);
  });

  it('stands on the Friday before a weekend, which is said', async () => {
    const { called, words } = await planned('plan party on December 19');
    expect(called(/^Hold/)).toMatchObject({ start: '2026-12-18' });
    expect(words).toContain('Dec 19, 2026 is no working day: Hold the event stands on Dec 18, 2026.');
  });

  it.each(['plan party by December 18', 'plan party', 'plan conference in March 2027'])(
    '%j names no day, and all of it is before the deadline',
    async (line) => {
      const { plan } = await planned(line);
      expect(plan.tasks.every(({ notBefore }) => notBefore === '')).toBe(true);
      expect(endOf(plan)).toBe(plan.finish);
    },
  );
});
