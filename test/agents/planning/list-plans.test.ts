import { beforeEach, describe, expect, it } from 'vitest';
import { capability as deletePlan } from '../../../src/agents/planning/delete-plan.ts';
import { capability } from '../../../src/agents/planning/list-plans.ts';
import { capability as makePlan } from '../../../src/agents/planning/make-plan.ts';
import { createPlanWorld, type PlanWorld, typed } from './planning.ts';

let world: PlanWorld;
beforeEach(() => {
  world = createPlanWorld();
});

describe('planning.list-plans', () => {
  it('lists those of the project, without the deleted ones', async () => {
    for (const goal of ['Launch the website', 'Open the *kiosk*', 'Move the office'])
      await world.use(makePlan, { goal });
    await world.use(deletePlan, { plan: 3 });
    expect((await world.told(capability, {})).markdown).toMatchInlineSnapshot(`
      "**Plans of aurora/shop**
      - **2** Open the \\*kiosk\\*
      - **1** Launch the website

      Say “plan show 2” to see one."
    `);
  });

  it('says how to make the first one', async () => {
    expect((await world.told(capability, {})).markdown).toMatch(/no plan of aurora\/shop yet\. Say “plan”/);
  });

  it('lists fifty, and says how many there are besides', async () => {
    for (let count = 0; count < 52; count += 1) await world.use(makePlan, { goal: '', tasks: `Task ${count} 1d` });
    const listed = await world.use(capability, {});
    expect(listed).toMatchObject({ more: 2 });
    expect((await world.told(capability, {})).markdown).toContain('… and 2 more.');
  });

  it.each([
    'plan list',
    'plan plans',
    'plan all plans',
    'plan show all plans',
    'plan show our plans',
    'plan show plans',
    'plan list plans',
    'plan which plans are there?',
  ])('is what “%s” asks for', (line) => expect(typed(line).name).toBe('planning.list-plans'));
});
