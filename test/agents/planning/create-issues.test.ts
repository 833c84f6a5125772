import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/planning/create-issues.ts';
import { capability as makePlan } from '../../../src/agents/planning/make-plan.ts';
import type { Context } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { prepare, send } from '../coding/sending.ts';
import { takeBack } from '../take-back.ts';
import { createPlanWorld, type PlanWorld, typed } from './planning.ts';

const tasks = `Design: 3d, Maria Lindqvist
Build 5d after Design @jonas
Test 2d after Build, Zoe
Launch milestone after Test`;

let gitlab: GitLabWorld;
let plans: PlanWorld;
let ctx: Context;
/** GitLab, where what is sent finds the plans too. */
let vendor: GitLabWorld;
beforeAll(async () => {
  gitlab = await createGitLabWorld({ 'README.md': '# Shop\n' });
  gitlab.addPerson('maria', 'Maria Lindqvist');
  gitlab.addPerson('jonas', 'Jonas Weber');
});
afterAll(() => gitlab.close());
beforeEach(async () => {
  plans = createPlanWorld();
  ctx = { ...plans.ctx, gitlab: gitlab.gitlab };
  vendor = { ...gitlab, effectContext: (id) => ({ ...gitlab.effectContext(id), plans: plans.ctx.plans }) };
});

let number = 0;
/** A plan with a number of its own, as the issues of all tests are in one project. */
async function planOf(list: string): Promise<number> {
  number += 1;
  plans.plans.length = number - 1;
  await plans.use(makePlan, { project, goal: '', tasks: list, title: 'Shop', start: '2026-11-23' });
  return number;
}
const propose = (plan: number) => prepare(capability, { project, plan }, ctx);
const issues = async (plan: number) =>
  (await gitlab.gitlab.ownIssues(project, 'adjutant')).filter(({ description }) =>
    description.includes(`Adjutant-Task: ${plan}/`),
  );

describe('planning.create-issues', () => {
  it('shows all that it would make, and makes nothing yet', async () => {
    const plan = await planOf(tasks);
    const before = gitlab.effects();
    const { preview, parts } = await propose(plan);
    expect(preview.markdown).toMatchInlineSnapshot(`
      "Create **4 issues** in \`aurora/adjutant\` for plan 1, **Shop**?

      - 1 Design (due Nov 25) → Maria Lindqvist
      - 2 Build (due Dec 2) → Jonas Weber
      - 3 Test (due Dec 4)
      - 4 Launch (due Dec 4)"
    `);
    expect(preview.facts).toEqual({
      Project: project,
      Plan: `${plan}, version 1`,
      Labels: 'adjutant',
      'Not in GitLab, so not assigned': 'Zoe',
    });
    expect(parts.map(({ name }) => name)).toEqual(['1', '2', '3', '4']);
    expect(gitlab.effects()).toEqual(before);
  });

  it('makes one issue for each task, due when it ends, assigned, and linked to those before', async () => {
    const plan = await planOf(tasks);
    const sent = await send((await propose(plan)).parts, vendor);
    const iids = sent.map(({ output }) => Number(output.iid));
    const made = await Promise.all(iids.map((iid) => gitlab.rawIssue(iid)));
    expect(
      made.map(({ title, due_date, labels, assignees }) => ({
        title,
        due_date,
        labels,
        who: assignees.map(({ username }) => username),
      })),
    ).toEqual([
      { title: '1 Design', due_date: '2026-11-25', labels: ['adjutant'], who: ['maria'] },
      { title: '2 Build', due_date: '2026-12-02', labels: ['adjutant'], who: ['jonas'] },
      { title: '3 Test', due_date: '2026-12-04', labels: ['adjutant'], who: [] },
      { title: '4 Launch', due_date: '2026-12-04', labels: ['adjutant'], who: [] },
    ]);
    expect(made[1]?.description).toContain(`- After: #${iids[0]} (1)`);
    expect(made[2]?.description).toContain(`- After: #${iids[1]} (2)`);
    const { markdown, links } = capability.present(sent.at(-1)?.output as Parameters<typeof capability.present>[0]);
    expect(markdown).toBe(`The plan has its 4 issues: #${iids[0]} to #${iids[3]}.`);
    expect(links).toEqual([{ label: 'Issues', url: expect.stringMatching(/\/-\/issues$/) }]);
  });

  it('makes only what is missing when it is asked again, and says when nothing is', async () => {
    const plan = await planOf(tasks);
    await send((await propose(plan)).parts.slice(0, 2), vendor);
    const again = await propose(plan);
    expect(again.parts.map(({ name }) => name)).toEqual(['3', '4']);
    expect(again.preview.facts).toMatchObject({ 'Already there': '2 issues, left as they are' });
    await send(again.parts, vendor);
    const [build] = (await issues(plan)).filter(({ title }) => title === '2 Build');
    const [test] = (await issues(plan)).filter(({ title }) => title === '3 Test');
    expect(test?.description).toContain(`- After: #${build?.iid} (2)`);
    expect(await issues(plan)).toHaveLength(4);
    await expect(propose(plan)).rejects.toMatchObject({
      code: 'upstream.conflict',
      message: `Every task of plan ${plan} has its issue already. Change the plan to add tasks, then ask again.`,
    });
  });

  it('makes again what was taken back, and not what somebody closed as done', async () => {
    const plan = await planOf(tasks);
    const sent = await send((await propose(plan)).parts, vendor);
    const [design, build] = sent;
    if (!design || !build) throw new Error('nothing was sent');
    await takeBack(design.part.capability, design.output, design.input, gitlab.effectContext(design.effect));
    await gitlab.gitlab.closeIssue(
      project,
      Number(build.output.iid),
      (await issues(plan)).find(({ iid }) => iid === build.output.iid)?.description ?? '',
    );
    expect((await propose(plan)).parts.map(({ name }) => name)).toEqual(['1']);
  });

  it('refuses more than 100 at once, and a plan that is not there', async () => {
    const plan = await planOf(Array.from({ length: 101 }, (_, index) => `Task number${index} 1d`).join('\n'));
    await expect(propose(plan)).rejects.toMatchObject({
      message: expect.stringMatching(/needs 101 issues; at most 100/),
    });
    await expect(propose(plan + 1)).rejects.toMatchObject({ message: expect.stringMatching(/no plan/) });
  });

  it('is one request for each plan, whatever its version', () => {
    expect(capability.key({ project, plan: 3 })).toBe(`${project}:3`);
  });

  it.each([
    'create issues for the beta testers by March',
    'create the issues list page in two weeks',
    'open issues dashboard for the support team',
  ])('leaves a goal to the plan that is made of it: %s', (goal) => {
    expect(typed(`plan ${goal}`)).toMatchObject({ name: 'planning.make-plan', raw: { goal } });
  });

  it.each([
    ['plan create issues', {}],
    ['plan create issues for plan 3', { plan: 3 }],
    ['plan create issues for it please', {}],
    ['plan create the issues of the latest plan', {}],
    ['plan create issues for the beta testers plan=3', { plan: 3 }],
  ])('is asked for by its name, though the plan is not said: %s', (line, raw) => {
    const read = typed(line);
    expect(read.name).toBe('planning.create-issues');
    expect({ ...read.raw, ...('plan' in read.raw ? { plan: Number(read.raw.plan) } : {}) }).toEqual(raw);
  });
});
