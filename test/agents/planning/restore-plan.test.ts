import { beforeEach, describe, expect, it } from 'vitest';
import { capability as deletePlan } from '../../../src/agents/planning/delete-plan.ts';
import { capability as makePlan } from '../../../src/agents/planning/make-plan.ts';
import { capability } from '../../../src/agents/planning/restore-plan.ts';
import { capability as showPlan } from '../../../src/agents/planning/show-plan.ts';
import { createPlanWorld, type PlanWorld, typed } from './planning.ts';

let world: PlanWorld;
beforeEach(async () => {
  world = createPlanWorld();
  await world.use(makePlan, { goal: '', tasks: 'Design 3d\nBuild 5d after Design', title: 'Shop' });
});

describe('planning.restore-plan', () => {
  it('brings a plan back as it was', async () => {
    const before = await world.use(showPlan, { plan: 1 });
    await world.use(deletePlan, { plan: 1 });
    const { markdown, pictures } = await world.told(capability, { plan: 1 });
    expect(markdown).toMatch(
      /^\*\*Plan 1: Shop\*\* is back\. Say “risk plan 1” to look at its risks again\.\n\n\*\*Plan 1: Shop\*\*\nFri, Nov 20/,
    );
    expect(pictures).toHaveLength(1);
    const { version, change, ...after } = await world.use(showPlan, { plan: 1 });
    expect({ ...before, ...after, version: 1, change: 'Made.' }).toEqual(before);
    expect({ version, change }).toEqual({ version: 3, change: 'Brought back.' });
  });

  it('tells which risks are open again', async () => {
    world = createPlanWorld({ closedRisks: [3, 5] });
    await world.use(makePlan, { goal: '', tasks: 'Design 3d', title: 'Shop' });
    await world.use(deletePlan, { plan: 1 });
    const { markdown } = await world.told(capability, { plan: 1 });
    expect(markdown).toContain('is back. 2 risks that its deletion had closed are open again: 3, 5.');
  });

  it.each<[string, object, RegExp]>([
    ['what is there', { plan: 1 }, /^Plan 1 is there, and was not deleted\. Say “plan show 1”/],
    ['what never was', { plan: 9 }, /^No plan 9 was deleted in your projects\. Check the number/],
  ])('refuses %s in words', async (_what, raw, words) => {
    expect(await world.refusal(capability, raw)).toMatch(words);
  });

  it('refuses a plan of another project', async () => {
    await world.use(deletePlan, { plan: 1 });
    expect(await world.refusal(capability, { plan: 1, project: 'aurora/till' })).toMatch(/was one of aurora\/shop/);
  });

  it.each(['plan restore 1', 'plan restore plan 1', 'plan bring plan 1 back', 'plan undelete plan 1'])(
    '%j asks for it',
    (line) => {
      const { name, raw } = typed(line);
      expect([name, Number(raw.plan)]).toEqual(['planning.restore-plan', 1]);
    },
  );
});
