import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/planning/create-issue.ts';
import { capability as deletePlan } from '../../../src/agents/planning/delete-plan.ts';
import { capability as makePlan } from '../../../src/agents/planning/make-plan.ts';
import { taskOfIssue } from '../../../src/agents/planning/plan/issue-text.ts';
import { type EffectContext, parse } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { takeBack } from '../take-back.ts';
import { createPlanWorld, type PlanWorld } from './planning.ts';

let world: GitLabWorld;
beforeAll(async () => {
  world = await createGitLabWorld({ 'README.md': '# Shop\n' });
});
afterAll(() => world.close());

let plansWorld: PlanWorld;
let count = 0;
let effect = '';
beforeEach(async () => {
  plansWorld = createPlanWorld();
  for (let number = 1; number <= 3; number += 1) await plansWorld.use(makePlan, { goal: '', tasks: 'Design 3d' });
  count += 1;
  effect = `0b6b1d9a-7c1e-4d0a-9a53-3f6c1f0e2${String(count).padStart(3, '0')}`;
});

const inputOf = (given: object) =>
  parse(capability.input, {
    project,
    plan: 3,
    code: '2.1',
    title: '2.1 Build',
    body: '- Dates: Thu, Dec 3, 2026',
    due: '2026-12-03',
    ...given,
  });
/** With plan 3, until it is deleted. */
const contextWith = (): EffectContext => ({ ...world.effectContext(effect), plans: plansWorld.ctx.plans });
const run = (given: object) => capability.run(inputOf(given), contextWith());
const find = (given: object) => capability.find(inputOf(given), world.effectContext(effect));

describe('planning.create-issue', () => {
  it('makes one issue that says what it is, whom it waits for and who asked', async () => {
    const made = await run({ after: ['1.1', '1.2'], issues: [{ code: '1.1', iid: 41 }] });
    expect(made.issues).toEqual([
      { code: '1.1', iid: 41 },
      { code: '2.1', iid: made.iid },
    ]);
    const issue = await world.gitlab.issue(project, made.iid);
    expect(issue).toMatchObject({ title: '2.1 Build', state: 'opened', url: made.url });
    expect(issue?.description.replace(effect, '<effect>')).toMatchInlineSnapshot(`
      "- Dates: Thu, Dec 3, 2026
      - After: #41 (1.1), 1.2

      Adjutant-Task: 3/2.1

      Requested by Maria Lindqvist with Adjutant.

      Adjutant-Effect: <effect>"
    `);
    expect(taskOfIssue(issue?.description ?? '')).toEqual({ plan: 3, code: '2.1' });
  });

  it('is found by its mark, and by nothing else', async () => {
    expect(await find({})).toBe('absent');
    await run({ body: `Adjutant-Effect: ${effect}x` });
    expect(await find({})).toMatchObject({ found: { issues: [{ code: '2.1' }] } });
    effect = `${effect.slice(0, -3)}999`;
    expect(await find({})).toBe('absent');
  });

  it('lets nothing in it be an order or a notice to somebody', async () => {
    const { iid } = await run({ body: '/close\n/assign @maria' });
    const issue = await world.gitlab.issue(project, iid);
    expect(issue?.state).toBe('opened');
    expect(issue?.description).toMatch(/^\\\/close\n\\\/assign/);
  });

  it('is not made for a plan that was deleted after it was asked for', async () => {
    await plansWorld.use(deletePlan, { plan: 3 });
    const before = world.effects();
    await expect(run({})).rejects.toMatchObject({
      code: 'upstream.refused',
      message: 'Plan 3 was deleted meanwhile, so no issue was made for 2.1.',
    });
    expect(world.effects()).toEqual(before);
  });

  it('is taken back by closing it, so that it stands for no task any more', async () => {
    const made = await run({});
    const undo = () => takeBack(capability, made, inputOf({}), world.effectContext(effect));
    await undo();
    const issue = await world.gitlab.issue(project, made.iid);
    expect(issue?.state).toBe('closed');
    expect(issue?.description).toContain('Taken back in Adjutant.');
    expect(taskOfIssue(issue?.description ?? '')).toBeUndefined();
    world.requests.length = 0;
    await undo();
    expect(world.requests.filter((request) => !request.startsWith('GET'))).toEqual([]);
  });

  it('says what it would do', async () => {
    expect(await capability.preview(inputOf({ title: '2.1 *Build*' }), world.context)).toEqual({
      markdown: 'Create the issue **2\\.1 \\*Build\\*** in `aurora/adjutant`?',
      facts: { Due: '2026-12-03' },
    });
  });
});
