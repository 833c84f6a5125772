import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from './world.ts';

describe('GitLab sandbox: git over HTTP', () => {
  let world: World;
  let clone: string;
  beforeAll(async () => {
    world = await createWorld();
    clone = join(world.folder, 'clone');
    await world.git(['clone', '--quiet', `${world.url}/${world.project}.git`, clone]);
  });
  afterAll(() => world.close());

  const remote = (token: string) => `${world.url.replace('http://', `http://anybody:${token}@`)}/${world.project}.git`;

  async function commit(branch: string, text: string): Promise<string> {
    await world.git(['checkout', '--quiet', '-B', branch, 'origin/main'], clone);
    await writeFile(join(clone, 'pushed.txt'), text);
    await world.git(['add', '-A'], clone);
    await world.git(['commit', '--quiet', '-m', text], clone);
    return (await world.git(['rev-parse', 'HEAD'], clone)).trim();
  }

  it('clones without a login', async () => {
    expect(await readFile(join(clone, 'README.md'), 'utf8')).toContain('# Adjutant');
  });

  it('takes a push with a token, and the API sees it', async () => {
    const sha = await commit('pushed', 'one');
    await world.git(['push', '--quiet', remote(world.token), 'pushed'], clone);
    expect((await world.api.Branches.show(world.project, 'pushed')).commit.id).toBe(sha);
    expect(world.sandbox.countEffects().pushes).toBe(1);
  });

  it('updates an open merge request by a push, and merges it when its commits reach the target', async () => {
    const { api, project } = world;
    const mr = await api.MergeRequests.create(project, 'pushed', 'main', 'Pushed');
    const sha = await commit('pushed', 'two');
    await world.git(['push', '--quiet', '--force', remote(world.token), 'pushed'], clone);
    expect((await api.MergeRequests.show(project, mr.iid)).sha).toBe(sha);
    await world.git(['push', '--quiet', remote(world.token), 'pushed:main'], clone);
    expect(await api.MergeRequests.show(project, mr.iid)).toMatchObject({
      state: 'merged',
      merge_user: { username: 'adjutant-aurora' },
    });
    expect(await api.MergeRequests.allDiffs(project, mr.iid)).toHaveLength(1);
  });

  it('keeps what a merge request shows when a push deletes its branch', async () => {
    const { api, project } = world;
    await world.git(['fetch', '--quiet'], clone);
    const sha = await commit('gone', 'three');
    await world.git(['push', '--quiet', remote(world.token), 'gone'], clone);
    const mr = await api.MergeRequests.create(project, 'gone', 'main', 'Gone');
    await world.git(['push', '--quiet', remote(world.token), ':gone'], clone);
    expect(await api.MergeRequests.show(project, mr.iid)).toMatchObject({ sha, state: 'opened' });
    await world.git(['fetch', '--quiet', 'origin', `refs/merge-requests/${mr.iid}/head`], clone);
  });

  it.each([
    ['no login', () => `${world.url}/${world.project}.git`, 'could not read Username'],
    ['a wrong token', () => remote('wrong'), 'Authentication failed'],
    ['a token without membership', () => remote('glpat-test-borealis'), '403'],
  ])('refuses a push with %s', async (_name, url, message) => {
    await expect(world.git(['push', '--quiet', url(), 'HEAD:refs/heads/intruder'], clone)).rejects.toThrow(message);
    expect(await world.git(['ls-remote', '--heads', `${world.url}/${world.project}.git`, 'intruder'])).toBe('');
  });

  it('lets nobody push into the refs of merge requests', async () => {
    await expect(
      world.git(['push', '--quiet', remote(world.token), 'HEAD:refs/merge-requests/1/head'], clone),
    ).rejects.toThrow('hidden ref');
  });

  it('does not know other repositories or services', async () => {
    await expect(world.git(['ls-remote', `${world.url}/no/such.git`])).rejects.toThrow('not found');
    for (const path of [`${world.project}.git/config`, `${world.project}.git/HEAD`, '..%2f..%2fetc.git/info/refs']) {
      expect((await fetch(`${world.url}/${path}`)).status).toBe(404);
    }
  });
});
