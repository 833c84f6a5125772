import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, refusal, type World } from './world.ts';

describe('GitLab sandbox: branches', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('creates, shows, lists and deletes a branch that is really in the repository', async () => {
    const { api, project } = world;
    const made = await api.Branches.create(project, 'feature/one', 'main');
    expect(made).toMatchObject({ name: 'feature/one', default: false, merged: true, protected: false, can_push: true });
    expect((await api.Branches.show(project, 'feature/one')).commit.id).toBe(made.commit.id);
    expect(await world.git(['ls-remote', '--heads', `${world.url}/${project}.git`])).toContain(
      'refs/heads/feature/one',
    );
    await api.Branches.remove(project, 'feature/one');
    expect((await api.Branches.all(project)).map(({ name }) => name)).not.toContain('feature/one');
  });

  it('searches by part, beginning and end of the name', async () => {
    for (const name of ['find-a', 'find-b', 'x-find']) await world.api.Branches.create(world.project, name, 'main');
    const names = async (search: string) =>
      (await world.api.Branches.all(world.project, { search })).map(({ name }) => name);
    expect(await names('find')).toEqual(['find-a', 'find-b', 'x-find']);
    expect(await names('^find')).toEqual(['find-a', 'find-b']);
    expect(await names('find$')).toEqual(['x-find']);
  });

  it.each([
    ['main', 'main', 'Branch already exists'],
    ['a..b', 'main', 'Branch name is invalid'],
    ['-x', 'main', 'Branch name is invalid'],
    ['HEAD', 'main', 'Branch name is invalid'],
    ['a'.repeat(40), 'main', 'Branch name is invalid'],
    ['main/sub', 'main', "Failed to create branch 'main/sub': Branch name conflicts with existing branch hierarchy."],
    ['new', 'no-such', "Failed to create branch 'new': invalid reference name 'no-such'"],
    ['new', '--upload-pack=x', "Failed to create branch 'new': invalid reference name '--upload-pack=x'"],
    ['new', 'main:README.md', "Failed to create branch 'new': invalid reference name 'main:README.md'"],
  ])('refuses %s from %s', async (branch, ref, message) => {
    expect(await refusal(world.api.Branches.create(world.project, branch, ref))).toEqual({
      status: 400,
      text: message,
    });
  });

  it('starts a branch at a commit id, a short one and a revision', async () => {
    const [commit] = await world.api.Commits.all(world.project);
    const id = String(commit?.id);
    for (const [name, ref] of [
      ['by-id', id],
      ['by-short', id.slice(0, 8)],
      ['by-caret', 'main~0'],
    ] as const) {
      expect((await world.api.Branches.create(world.project, name, ref)).commit.id).toBe(id);
    }
  });

  it('keeps the default branch and does not know others', async () => {
    const { api, project } = world;
    expect(await refusal(api.Branches.remove(project, 'main'))).toEqual({
      status: 400,
      text: 'The default branch of a project cannot be deleted.',
    });
    expect(await refusal(api.Branches.show(project, 'nope'))).toEqual({ status: 404, text: '404 Branch Not Found' });
    expect(await refusal(api.Branches.remove(project, 'nope'))).toEqual({ status: 404, text: '404 Branch Not Found' });
    expect((await refusal(api.Branches.show(project, 'a..b'))).status).toBe(400);
  });

  it('lets one of two win who create the same branch at once', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => world.api.Branches.create(world.project, 'race', 'main')),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
