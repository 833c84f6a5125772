import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from './world.ts';

const body = Array.from({ length: 12 }, (_, index) => `line ${index}\n`).join('');
let world: GitLabWorld;
let head = '';

beforeAll(async () => {
  world = await createGitLabWorld({
    'README.md': '# Adjutant\n',
    'src/a b.ts': body,
    'src/bom.txt': '\ufeffhello\r\n',
    'run.sh*': '#!/bin/sh\n',
    'logo.png': Buffer.from([0x89, 0x50, 0, 1]),
    'latin.txt': Buffer.from([0xe4, 0x0a]),
    'big.txt': 'x'.repeat(1_000_001),
  });
  head = (await world.gitlab.branch(project, 'main'))?.commit ?? '';
});
afterAll(() => world.close());
beforeEach(() => {
  world.requests.length = 0;
});

const commitOn = (branch: string, changes: readonly FileChange[], startCommit = head) =>
  world.gitlab.createBranchWithCommit({ project, branch, startCommit, message: `Change on ${branch}\n`, changes });

describe('GitLab', () => {
  it('knows its projects by path, under a prefix of the installation', async () => {
    expect(await world.gitlab.project(project)).toEqual({
      path: project,
      defaultBranch: 'main',
      url: expect.stringMatching(/\/prefix\/gitlab\/aurora\/adjutant$/),
    });
  });

  it('tells a branch and a commit, and what is clearly not there', async () => {
    expect(await world.gitlab.branch(project, 'main')).toMatchObject({ name: 'main', commit: head, isDefault: true });
    expect(await world.gitlab.commit(project, head)).toMatchObject({ id: head, title: 'First commit' });
    expect(await world.gitlab.branch(project, 'no/such')).toBeUndefined();
    expect(await world.gitlab.commit(project, 'f'.repeat(40))).toBeUndefined();
    expect(await world.gitlab.file(project, 'no/such.ts', head)).toBeUndefined();
  });

  it('does not call a thing absent when its project or its commit is', async () => {
    const missing = { code: 'upstream.not-found' };
    await expect(world.gitlab.branch('aurora/other', 'main')).rejects.toMatchObject(missing);
    await expect(world.gitlab.commit('aurora/other', head)).rejects.toMatchObject(missing);
    await expect(world.gitlab.file(project, 'README.md', 'no-such-branch')).rejects.toMatchObject(missing);
  });

  it.each([
    ['src/a b.ts', body, false],
    ['src/bom.txt', '\ufeffhello\r\n', false],
    ['run.sh', '#!/bin/sh\n', true],
  ])('reads %s as it stands', async (path, content, executable) => {
    expect(await world.gitlab.file(project, path, head)).toEqual({ content, executable });
  });

  it.each([
    ['logo.png', /binary/],
    ['latin.txt', /not in UTF-8/],
    ['big.txt', /1000001 bytes/],
  ])('refuses to read %s', async (path, message) => {
    const refusal = { code: 'input.invalid', message: expect.stringMatching(message) };
    await expect(world.gitlab.file(project, path, head)).rejects.toMatchObject(refusal);
  });

  it('finds files by their text, whatever its letter case', async () => {
    expect(await world.gitlab.search(project, 'LINE 7', 'main', 10)).toEqual([{ path: 'src/a b.ts' }]);
    expect(await world.gitlab.search(project, 'nowhere to be found', 'main', 10)).toEqual([]);
    expect(await world.gitlab.search(project, 'path:a', 'main', 10)).toBeUndefined();
    expect(await world.gitlab.search(project, 'the', 'main', 10)).toBeUndefined();
  });

  it.each(['..', '.', ''])('asks nothing of GitLab for a branch called "%s"', async (name) => {
    await expect(world.gitlab.branch(project, name)).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(world.gitlab.deleteBranch(project, name)).rejects.toMatchObject({ code: 'input.invalid' });
    expect(world.requests).toEqual([]);
  });

  it('makes a branch with one commit of all kinds of change, and shows it as git would', async () => {
    const made = await commitOn('all-kinds', [
      { action: 'create', path: 'new.sh', content: 'echo\n', executable: true },
      { action: 'update', path: 'src/a b.ts', content: body.replace('line 6', 'LINE 6') },
      { action: 'update', path: 'run.sh', executable: false },
      { action: 'move', path: 'docs/README.md', previousPath: 'README.md' },
      { action: 'delete', path: 'latin.txt' },
    ]);
    expect(made).toEqual({
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      url: expect.stringContaining(made.commit),
    });
    expect(await world.gitlab.file(project, 'new.sh', 'all-kinds')).toEqual({ content: 'echo\n', executable: true });
    const { commits, diff, files } = await world.gitlab.compare(project, 'main', 'all-kinds');
    expect(commits).toEqual([{ id: made.commit, title: 'Change on all-kinds', message: 'Change on all-kinds\n' }]);
    expect(files).toBe(5);
    expect(diff).toMatchInlineSnapshot(`
      "diff --git a/README.md b/docs/README.md
      rename from README.md
      rename to docs/README.md
      diff --git a/latin.txt b/latin.txt
      deleted file mode 100644
      --- a/latin.txt
      +++ /dev/null
      @@ -1 +0,0 @@
      -�
      diff --git a/new.sh b/new.sh
      new file mode 100755
      --- /dev/null
      +++ b/new.sh
      @@ -0,0 +1 @@
      +echo
      diff --git a/run.sh b/run.sh
      old mode 100755
      new mode 100644
      diff --git a/src/a b.ts b/src/a b.ts
      --- a/src/a b.ts	
      +++ b/src/a b.ts	
      @@ -4,7 +4,7 @@ line 2
       line 3
       line 4
       line 5
      -line 6
      +LINE 6
       line 7
       line 8
       line 9
      "
    `);
  });

  it('refuses to put a second commit on a branch that exists', async () => {
    const change: FileChange = { action: 'create', path: 'once.txt', content: '1' };
    await commitOn('once', [change]);
    await expect(commitOn('once', [change])).rejects.toMatchObject({
      code: 'upstream.refused',
      message: expect.stringContaining("A branch called 'once' already exists"),
    });
  });

  it('opens, lists and closes merge requests', async () => {
    await commitOn('feature', [{ action: 'create', path: 'feature.txt', content: '1\n' }]);
    const request = { project, source: 'feature', target: 'main', title: 'Feature', description: 'Why\n\nMark: 1' };
    const opened = await world.gitlab.openMergeRequest(request);
    expect(opened).toMatchObject({
      iid: 1,
      title: 'Feature',
      description: 'Why\n\nMark: 1',
      state: 'opened',
      source: 'feature',
    });
    await expect(world.gitlab.openMergeRequest(request)).rejects.toMatchObject({ code: 'upstream.conflict' });
    await world.gitlab.closeMergeRequest(project, opened.iid);
    const again = await world.gitlab.openMergeRequest(request);
    expect(await world.gitlab.mergeRequestsOf(project, 'feature')).toEqual([again, { ...opened, state: 'closed' }]);
    expect(await world.gitlab.mergeRequestsOf(project, 'main')).toEqual([]);
  });

  it('deletes a branch', async () => {
    await commitOn('short-lived', [{ action: 'create', path: 'x.txt', content: '1\n' }]);
    await world.gitlab.deleteBranch(project, 'short-lived');
    expect(await world.gitlab.branch(project, 'short-lived')).toBeUndefined();
  });
});
