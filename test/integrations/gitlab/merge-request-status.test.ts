import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineState } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from './world.ts';

let world: GitLabWorld;
beforeAll(async () => {
  world = await createGitLabWorld({
    'README.md': 'Tea\n',
    '.gitlab-ci.yml': 'test: {script: [true]}\n',
    'a/b/c.txt': 'c',
  });
  const commit = (await world.gitlab.branch(project, 'main'))?.commit ?? '';
  const changes = [{ action: 'update' as const, path: 'README.md', content: 'Coffee\n' }];
  await world.gitlab.createBranchWithCommit({
    project,
    branch: 'coffee',
    startCommit: commit,
    message: 'Coffee',
    changes,
  });
  await world.gitlab.openMergeRequest({ project, source: 'coffee', target: 'main', title: 'Coffee', description: '' });
});
afterAll(() => world.close());

const status = () => world.gitlab.mergeRequestStatus(project, 1);

describe('the status of a merge request', () => {
  it('has the pipeline that the push started, in its states', async () => {
    const states: [string, PipelineState][] = [
      ['start', 'running'],
      ['fail', 'failed'],
      ['retry', 'running'],
      ['cancel', 'canceled'],
      ['retry', 'running'],
      ['pass', 'passed'],
    ];
    expect(await status()).toMatchObject({ state: 'opened', endedBy: '', pipeline: { id: 1, state: 'running' } });
    for (const [verb, state] of states) {
      await world.onPage(1, 'pipelines', { verb, pipeline: '1' });
      expect((await status())?.pipeline).toMatchObject({
        id: 1,
        state,
        url: expect.stringContaining('/-/pipelines/1'),
      });
    }
  });

  it('has what people wrote for everybody, oldest first', async () => {
    await world.onPage(1, 'notes', { body: 'first' });
    await world.onPage(1, 'notes', { body: 'for members', internal: 'yes' });
    await world.onPage(1, 'approvals', { verb: 'approve' });
    await world.onPage(1, 'notes', { body: 'second' });
    const found = await status();
    expect(found?.comments).toMatchObject([
      { id: 1, author: 'Sandbox Visitor', text: 'first' },
      { id: 4, author: 'Sandbox Visitor', text: 'second' },
    ]);
    expect(found?.approvers).toEqual(['Sandbox Visitor']);
  });

  it('has the latest 100 comments', async () => {
    for (let number = 1; number <= 101; number += 1) await world.onPage(1, 'notes', { body: `note ${number}` });
    const { comments = [] } = (await status()) ?? {};
    expect([comments.length, comments[0]?.text, comments.at(-1)?.text]).toEqual([100, 'note 2', 'note 101']);
  });

  it('goes without approvals where GitLab has none', async () => {
    world.fault({ path: '/approvals', kind: 'status', status: 404, times: 1 });
    expect(await status()).toMatchObject({ approvers: [] });
  });

  it('says who merged it', async () => {
    await world.onPage(1, 'merge', {});
    expect(await status()).toMatchObject({ state: 'merged', endedBy: 'Sandbox Visitor' });
  });

  it('is not there for a number that nobody gave, and fails for a project that is not there', async () => {
    expect(await world.gitlab.mergeRequestStatus(project, 2)).toBeUndefined();
    await expect(world.gitlab.mergeRequestStatus('aurora/nowhere', 1)).rejects.toMatchObject({
      code: 'upstream.not-found',
    });
  });
});

describe('the paths of a project', () => {
  it('are those of all files, page by page', async () => {
    expect(await world.gitlab.paths(project, 'main')).toEqual(
      expect.arrayContaining(['.gitlab-ci.yml', 'README.md', 'a/b/c.txt']),
    );
    const { commit = '' } = (await world.gitlab.branch(project, 'main')) ?? {};
    const many = Array.from({ length: 150 }, (_, index) => `many/${index}.txt`);
    const changes = many.map((path) => ({ action: 'create' as const, path, content: 'x' }));
    await world.gitlab.createBranchWithCommit({
      project,
      branch: 'many',
      startCommit: commit,
      message: 'Many',
      changes,
    });
    expect(await world.gitlab.paths(project, 'many')).toEqual(expect.arrayContaining(many));
    await expect(world.gitlab.paths(project, 'nowhere')).rejects.toMatchObject({ code: 'upstream.not-found' });
  });
});
