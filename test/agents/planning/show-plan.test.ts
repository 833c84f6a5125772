import { beforeEach, describe, expect, it } from 'vitest';
import { capability as makePlan } from '../../../src/agents/planning/make-plan.ts';
import { capability } from '../../../src/agents/planning/show-plan.ts';
import { createPlanWorld, type PlanWorld } from './planning.ts';

let world: PlanWorld;
beforeEach(async () => {
  world = createPlanWorld();
  await world.use(makePlan, { goal: '', tasks: 'Design: 3d, Ana\nBuild 5d after Design @ben' });
  await world.use(makePlan, { goal: 'Launch the website' });
});

describe('planning.show-plan', () => {
  it('shows the plan of that number, and who changed it last', async () => {
    expect((await world.told(capability, { plan: 1 })).markdown).toMatchInlineSnapshot(`
      "**Plan 1: Design and 1 more**
      Fri, Nov 20, 2026 to Tue, Dec 1, 2026: 2 tasks in 8 working days.

      - **1 Design**: Nov 20 – Nov 24 (3d), Ana
      - **2 Build**: Nov 25 – Dec 1 (5d), ben

      **Critical path** (bold above; a delay there moves the end): 1 Design → 2 Build

      **Assumptions**
      - Nobody works on weekends.
      - No start was given, so it begins on the first working day from today.

      Next: “plan change plan 1: 1 takes 4 days”, or “plan issues 1” for the issues in GitLab.

      Version 1, by Maria Lindqvist: Made."
    `);
  });

  it('shows the same as when it was made', async () => {
    const { notUsed: _, ...made } = await world.use(makePlan, { goal: 'Organise a conference by June 12' });
    expect(await world.use(capability, { plan: 3 })).toMatchObject(made);
  });

  it('shows the latest of the project without a number', async () => {
    expect(await world.use(capability, {})).toMatchObject({ plan: 2, title: 'Launch the website' });
  });

  it('reads the number in words', () => {
    expect(capability.fromWords?.('plan #12 please')).toEqual({ plan: 12 });
    expect(capability.fromWords?.('the latest')).toEqual({});
  });

  it('says when there is none, or when it is of another project', async () => {
    expect(await world.refusal(capability, { plan: 9 })).toMatch(/no plan 9 in your projects\. Say “plan list”/);
    expect(await world.refusal(capability, { project: 'aurora/other' })).toMatch(
      /no plan of aurora\/other yet\. Say “plan”/,
    );
    expect(await world.refusal(capability, { project: 'aurora/other', plan: 1 })).toMatch(
      /Plan 1 belongs to aurora\/shop, and not to .*\. Name that project/,
    );
  });
});
