import { chmod, chown, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGitLabSandbox, type GitLabSandbox } from '../../../sandbox/gitlab/index.ts';
import { openStore, type Store } from '../../../sandbox/store.ts';
import { createWorld, type World, writeFiles } from './world.ts';

describe('GitLab sandbox: importing a project', () => {
  let world: World;
  let folder: string;
  beforeEach(async () => {
    world = await createWorld({ 'README.md': 'x\n' });
    folder = await mkdtemp(join(tmpdir(), 'gitlab-import-'));
  });
  afterEach(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const bare = (path: string) => join(world.folder, 'repositories', `${path}.git`);
  const inside = (path: string, ...args: string[]) => world.git([`--git-dir=${bare(path)}`, ...args]);
  const branch = async (path: string) => (await inside(path, 'symbolic-ref', '--short', 'HEAD')).trim();

  async function repository(initial = 'main'): Promise<void> {
    await writeFiles(folder, { 'a.txt': 'a\n' });
    await world.git(['init', '--quiet', `--initial-branch=${initial}`], folder);
    await world.git(['add', '-A'], folder);
    await world.git(['commit', '--quiet', '-m', 'One'], folder);
  }

  it.each(['main', 'develop', 'feature/x'])('takes the branch %s that HEAD stands on', async (name) => {
    await repository(name);
    await world.git(['branch', 'other'], folder);
    await world.sandbox.importProject({ path: 'g/p', from: folder });
    expect(await branch('g/p')).toBe(name);
    expect(await inside('g/p', 'remote')).toBe('');
  });

  it('finds a branch for a detached HEAD, or makes one', async () => {
    await repository('trunk');
    await world.git(['checkout', '--quiet', '--detach'], folder);
    await world.sandbox.importProject({ path: 'g/at-branch', from: folder });
    expect(await branch('g/at-branch')).toBe('trunk');
    await world.git(['commit', '--quiet', '--allow-empty', '-m', 'Two'], folder);
    const head = await world.git(['rev-parse', 'HEAD'], folder);
    await world.sandbox.importProject({ path: 'g/beside', from: folder });
    expect(await branch('g/beside')).toBe('main');
    expect(await inside('g/beside', 'rev-parse', 'main')).toBe(head);
  });

  it('takes the likeliest branch when HEAD is unborn', async () => {
    await repository('master');
    await world.git(['symbolic-ref', 'HEAD', 'refs/heads/unborn'], folder);
    await world.sandbox.importProject({ path: 'g/p', from: folder });
    expect(await branch('g/p')).toBe('master');
  });

  it.each(['a plain folder', 'a repository without commits'])('makes one commit out of %s', async (kind) => {
    await writeFiles(folder, {
      'src/a "b".ts': 'a\n',
      'run.sh': '#!/bin/sh\n',
      'node_modules/x/index.js': 'x\n',
      'packages/y/node_modules/z.js': 'z\n',
      '.adjutant/secret': 's\n',
      '.gitignore': '.env\n',
      '.env': 'TOKEN=1\n',
    });
    await chmod(join(folder, 'run.sh'), 0o755);
    await symlink('run.sh', join(folder, 'link'));
    if (kind !== 'a plain folder') await world.git(['init', '--quiet'], folder);
    await world.sandbox.importProject({ path: 'g/p', from: folder });
    const listed = await inside('g/p', 'ls-tree', '-r', '-z', 'main');
    expect(listed.split('\0').map((line) => line.replace(/ blob \S+\t/, ' '))).toEqual([
      '100644 .gitignore',
      '120000 link',
      '100755 run.sh',
      '100644 src/a "b".ts',
      '',
    ]);
    expect((await inside('g/p', 'rev-list', '--count', 'main')).trim()).toBe('1');
  });

  it.runIf(process.getuid?.() === 0)('takes a repository that belongs to somebody else', async () => {
    await repository();
    for (const part of ['', '.git', '.git/HEAD', '.git/config']) await chown(join(folder, part), 65534, 65534);
    await expect(world.git(['rev-parse', 'HEAD'], folder)).rejects.toThrow('dubious ownership');
    await world.sandbox.importProject({ path: 'g/foreign', from: folder });
    expect(await inside('g/foreign', 'ls-tree', '--name-only', 'main')).toBe('a.txt\n');
  });

  it('does not take a folder for the repository above it', async () => {
    await repository();
    await writeFiles(folder, { 'examples/shop/index.html': 'shop\n' });
    await world.sandbox.importProject({ path: 'g/shop', from: join(folder, 'examples', 'shop') });
    expect(await inside('g/shop', 'ls-tree', '-r', '--name-only', 'main')).toBe('index.html\n');
  });

  it('leaves what is there as it is, also over a restart', async () => {
    await repository();
    const store: Store = openStore(':memory:');
    const start = async (): Promise<GitLabSandbox> => {
      const sandbox = createGitLabSandbox({
        store,
        repositories: join(world.folder, 'repositories'),
        url: () => world.url,
      });
      await sandbox.importProject({ path: 'g/p', from: folder });
      return sandbox;
    };
    await start();
    await inside('g/p', 'branch', 'kept', 'main');
    await world.git(['commit', '--quiet', '--allow-empty', '-m', 'Two'], folder);
    const again = await start();
    expect(await inside('g/p', 'branch', '--list')).toContain('kept');
    await again.reset();
    expect((await inside('g/p', 'rev-list', '--count', 'main')).trim()).toBe('2');
    store.close();
  });

  it.each(['plain', '../x/y', 'a/../b', 'a/.git', 'a/b.git', '-a/b', '/a/b', 'a//b'])(
    'refuses the path %s',
    async (path) => {
      await repository();
      await expect(world.sandbox.importProject({ path, from: folder })).rejects.toThrow('is no project path');
    },
  );

  it('says so when the folder does not exist, and leaves nothing behind', async () => {
    await expect(world.sandbox.importProject({ path: 'g/none', from: join(folder, 'none') })).rejects.toThrow('ENOENT');
    await expect(inside('g/none', 'rev-parse', 'HEAD')).rejects.toThrow();
  });
});
