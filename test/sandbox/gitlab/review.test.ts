import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, files, refusal, type World, writeFiles } from './world.ts';

let world: World;
let page: string;

beforeAll(async () => {
  world = await createWorld({ ...files, '.gitlab-ci.yml': 'test: {script: [true]}\n' });
  world.sandbox.addUser({ username: 'maria', name: 'Maria <b>', token: '', projects: [world.project] });
  const actions = [{ action: 'create' as const, filePath: 'coffee.txt', content: 'coffee\n' }];
  await world.api.Commits.create(world.project, 'coffee', 'Sell coffee', actions, { startBranch: 'main' });
  await world.api.MergeRequests.create(world.project, 'coffee', 'main', 'Sell coffee');
  page = `${world.url}/${world.project}/-/merge_requests/1`;
});
afterAll(() => world.close());

/** A form of the page, as a person sends it. */
async function order(name: string, fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const response = await fetch(`${page}/${name}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  return { status: response.status, text: await response.text() };
}
const shown = async (): Promise<string> => (await fetch(page)).text();
const mergeRequest = () => world.api.MergeRequests.show(world.project, 1);
const pipelines = () => world.api.Pipelines.all(world.project, { sort: 'asc' });

describe('GitLab sandbox: pipelines', () => {
  it('starts one for a commit, a branch and a push, where there is a configuration', async () => {
    expect(await pipelines()).toMatchObject([{ id: 1, ref: 'coffee', status: 'pending', source: 'push' }]);
    await world.api.Branches.create(world.project, 'again', 'coffee');
    const clone = `${world.folder}/clone`;
    const address = world.url.replace('//', `//x:${world.token}@`);
    await world.git(['clone', '--quiet', `${address}/${world.project}.git`, clone]);
    await writeFiles(clone, { 'tea.txt': 'tea\n' });
    await world.git(['checkout', '--quiet', '-b', 'tea'], clone);
    await world.git(['add', '-A'], clone);
    await world.git(['commit', '--quiet', '-m', 'Sell tea'], clone);
    await world.git(['push', '--quiet', 'origin', 'tea'], clone);
    expect((await pipelines()).map(({ ref }) => ref)).toEqual(['coffee', 'again', 'tea']);
    const without = [{ action: 'delete' as const, filePath: '.gitlab-ci.yml' }];
    await world.api.Commits.create(world.project, 'plain', 'No configuration', without, { startBranch: 'main' });
    expect(await pipelines()).toHaveLength(3);
  });

  it('lets a person play the runner, in the order in which a pipeline goes', async () => {
    expect(await mergeRequest()).toMatchObject({ head_pipeline: { id: 1, status: 'pending', started_at: null } });
    for (const [verb, status] of [
      ['start', 'running'],
      ['fail', 'failed'],
      ['retry', 'running'],
      ['cancel', 'canceled'],
      ['retry', 'running'],
      ['pass', 'success'],
    ] as const) {
      expect((await order('pipelines', { verb, pipeline: '1' })).status).toBe(303);
      expect(await mergeRequest()).toMatchObject({ head_pipeline: { id: 1, status }, pipeline: { id: 1, status } });
    }
    const { head_pipeline: pipeline } = await mergeRequest();
    expect(pipeline).toMatchObject({ finished_at: expect.any(String), detailed_status: { label: 'passed' } });
    expect(await shown()).toContain('Passed');
  });

  it.each([
    ['what the state does not allow', { verb: 'retry', pipeline: '1' }, '403 Forbidden'],
    ['one of another merge request', { verb: 'pass', pipeline: '2' }, 'no such pipeline here'],
    ['a verb that is none', { verb: 'explode', pipeline: '1' }, 'form is not complete'],
  ])('refuses %s', async (_what, fields, words) => {
    expect(await order('pipelines', fields)).toMatchObject({ status: 409, text: expect.stringContaining(words) });
  });

  it('runs a new one, which counts from then on', async () => {
    await order('pipelines', { verb: 'run' });
    const [newest, ...others] = await world.api.MergeRequests.allPipelines(world.project, 1);
    expect(newest).toMatchObject({ id: 4, source: 'web', status: 'pending', ref: 'coffee' });
    expect(others.map(({ id }) => id)).toEqual([1]);
    expect(await mergeRequest()).toMatchObject({ head_pipeline: { id: 4 } });
  });

  it('lists and shows them as GitLab does', async () => {
    const ids = async (query: object) => (await world.api.Pipelines.all(world.project, query)).map(({ id }) => id);
    expect(await ids({})).toEqual([4, 3, 2, 1]);
    expect(await ids({ ref: 'coffee' })).toEqual([4, 1]);
    expect(await ids({ status: 'success' })).toEqual([1]);
    expect(await ids({ scope: 'finished' })).toEqual([1]);
    expect(await ids({ source: 'web' })).toEqual([4]);
    expect(await world.api.Pipelines.show(world.project, 1)).toMatchObject({
      id: 1,
      user: { name: 'Adjutant (Aurora)' },
    });
    expect(await refusal(world.api.Pipelines.show(world.project, 99))).toMatchObject({ status: 404 });
  });
});

describe('GitLab sandbox: approvals and comments', () => {
  const approvers = async (): Promise<string[]> => {
    const answer = await world.request('GET', '/projects/1/merge_requests/1/approvals');
    const { approved_by: all } = answer.body as { approved_by: { user: { username: string } }[] };
    return all.map(({ user }) => user.username);
  };

  it('approves once for each person, and takes that back', async () => {
    expect((await order('approvals', { verb: 'approve', as: 'maria' })).status).toBe(303);
    expect((await order('approvals', { verb: 'approve', as: 'maria' })).status).toBe(409);
    expect((await order('approvals', { verb: 'approve' })).status).toBe(303);
    expect(await approvers()).toEqual(['maria', 'visitor']);
    expect(await shown()).toContain('Approved by Maria &lt;b&gt;, Sandbox Visitor.');
    expect((await order('approvals', { verb: 'unapprove', as: 'maria' })).status).toBe(303);
    expect((await order('approvals', { verb: 'unapprove', as: 'maria' })).status).toBe(409);
    expect(await approvers()).toEqual(['visitor']);
  });

  it('takes comments of the people that can be played', async () => {
    expect((await order('notes', { as: 'maria', body: 'Looks <i>good</i>' })).status).toBe(303);
    expect((await order('notes', { as: 'maria', body: 'Hush', internal: 'yes' })).status).toBe(303);
    expect(await shown()).toContain('Looks &lt;i&gt;good&lt;/i&gt;');
  });

  it.each([
    ['nobody known', { as: 'adjutant-aurora', body: 'x' }, 'nobody of that name'],
    ['no words', { as: 'maria', body: '  ' }, 'be blank'],
    ['an order to GitLab', { as: 'maria', body: '/merge' }, 'quick action'],
    ['no form', { as: 'maria' }, 'form is not complete'],
  ])('takes none with %s', async (_what, fields, words) => {
    expect(await order('notes', fields)).toMatchObject({ status: 409, text: expect.stringContaining(words) });
  });

  it('tells notes of its own from comments', async () => {
    const all = await world.request('GET', `/projects/1/merge_requests/1/notes?sort=asc`);
    expect(all.body).toMatchObject([
      { system: true, body: 'approved this merge request', author: { username: 'maria' } },
      { system: true, body: 'approved this merge request', author: { username: 'visitor' } },
      { system: true, body: 'unapproved this merge request' },
      { system: false, internal: false, author: { name: 'Maria <b>' } },
      { system: false, internal: true },
    ]);
    const comments = await world.request('GET', `/projects/1/merge_requests/1/notes?activity_filter=only_comments`);
    expect(comments.body).toHaveLength(2);
    expect(await mergeRequest()).toMatchObject({ user_notes_count: 2 });
  });

  it('approves nothing that is over, and runs no pipeline without a branch', async () => {
    await order('close', {});
    expect((await order('approvals', { verb: 'approve', as: 'maria' })).status).toBe(409);
    await world.api.Branches.remove(world.project, 'coffee');
    expect(await order('pipelines', { verb: 'run' })).toMatchObject({
      status: 409,
      text: expect.stringContaining('Reference not found'),
    });
  });

  it('lets nobody in by an empty token', async () => {
    expect((await world.request('GET', '/user', { token: '' })).status).toBe(401);
  });
});
