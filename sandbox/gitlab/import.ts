import { randomUUID } from 'node:crypto';
import { access, mkdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Git } from './git.ts';
import { isBranchName } from './names.ts';
import { snapshotFolder } from './snapshot.ts';

const cloneTimeoutMs = 180_000;

/** Brings a folder of this machine in as a bare repository; what is already there stays as it is. */
export async function importRepository(git: Git, target: string, from: string): Promise<void> {
  if (await exists(target)) return;
  const source = await realpath(from);
  // Built aside and moved in one step: a sandbox that dies half way leaves no half repository behind.
  const draft = join(dirname(target), `.${basename(target)}-${randomUUID()}`);
  await mkdir(dirname(target), { recursive: true });
  try {
    if (await hasCommits(git, source)) await clone(git, source, draft);
    else await snapshotFolder(git, source, draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** The branch that HEAD names; the import made sure that it exists. */
export async function defaultBranch(git: Git, repository: string): Promise<string> {
  const { stdout } = await git.run(['symbolic-ref', '--short', 'HEAD'], { repository });
  return stdout.toString().trim();
}

async function clone(git: Git, source: string, draft: string): Promise<void> {
  await git.run(['clone', '--bare', '--no-local', '--quiet', '--', source, draft], { timeoutMs: cloneTimeoutMs });
  await git.run(['remote', 'remove', 'origin'], { repository: draft });
  const branch = await chooseDefault(git, source, draft);
  await git.run(['symbolic-ref', 'HEAD', `refs/heads/${branch}`], { repository: draft });
}

/** HEAD's branch. A detached HEAD: a branch at that commit, else a new `main`; an unborn one: the likeliest branch. */
async function chooseDefault(git: Git, source: string, draft: string): Promise<string> {
  const branches = await branchNames(git, draft, []);
  const likely = (names: string[]) => ['main', 'master'].find((name) => names.includes(name)) ?? names[0];
  const named = await git.run(['symbolic-ref', '--quiet', '--short', 'HEAD'], { ...inside(source), codes: [0, 1] });
  const current = named.stdout.toString().trim();
  if (branches.includes(current)) return current;
  const head = await headCommit(git, source);
  if (head !== undefined) {
    const here = likely(await branchNames(git, draft, [`--points-at=${head}`]));
    if (here !== undefined) return here;
    if (!branches.includes('main')) {
      await git.run(['update-ref', 'refs/heads/main', head], { repository: draft });
      return 'main';
    }
  }
  const branch = likely(branches);
  if (branch === undefined) throw new Error(`${source} has commits but no branch that can be imported.`);
  return branch;
}

async function branchNames(git: Git, repository: string, filter: string[]): Promise<string[]> {
  const { stdout } = await git.run(['for-each-ref', '--format=%(refname:lstrip=2)', ...filter, 'refs/heads'], {
    repository,
  });
  return stdout.toString().split('\n').filter(isBranchName);
}

async function hasCommits(git: Git, source: string): Promise<boolean> {
  const folder = await git.run(['rev-parse', '--git-dir'], { ...inside(source), codes: [0, 128] });
  if (folder.code !== 0) return false;
  const { stdout } = await git.run(['rev-list', '--max-count=1', '--branches', '--'], inside(source));
  if (stdout.length > 0) return true;
  return (await headCommit(git, source)) !== undefined;
}

async function headCommit(git: Git, source: string): Promise<string | undefined> {
  const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], {
    ...inside(source),
    codes: [0, 1, 128],
  });
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** The folder itself, not a repository somewhere above it. */
const inside = (source: string) => ({ cwd: source, environment: { GIT_CEILING_DIRECTORIES: dirname(source) } });

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
