import { GitError } from './git.ts';
import { isRevision, isSha } from './names.ts';
import type { Repository } from './repository.ts';

export interface Branch {
  name: string;
  sha: string;
}

const none = '0'.repeat(40);

export const branchRef = (name: string): string => `refs/heads/${name}`;

/** The commit that a branch, a tag or a commit id stands for, in this order. */
export async function resolveCommit(repository: Repository, revision: string): Promise<string | undefined> {
  if (!isRevision(revision)) return undefined;
  const candidates = [`refs/heads/${revision}`, `refs/tags/${revision}`];
  if (/^[0-9a-f]{4,40}(?:[~^]|$)|^HEAD(?:[~^]|$)/.test(revision)) candidates.push(revision);
  // Through standard input: a name never stands where git would read an option.
  const found = await repository.text(['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    input: candidates.map((name) => `${name}^{commit}\n`).join(''),
  });
  for (const line of found.split('\n')) {
    const [sha = '', type] = line.split(' ');
    if (type === 'commit' && isSha(sha)) return sha;
  }
  return undefined;
}

export async function listBranches(repository: Repository, filter: string[] = []): Promise<Branch[]> {
  const output = await repository.text([
    'for-each-ref',
    '--format=%(refname:lstrip=2)%00%(objectname)',
    ...filter,
    'refs/heads',
  ]);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', sha = ''] = line.split('\0');
      return { name, sha };
    });
}

export async function branchSha(repository: Repository, name: string): Promise<string | undefined> {
  const output = await repository.text(['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    input: `${branchRef(name)}^{commit}\n`,
  });
  const [sha = ''] = output.split(' ');
  return isSha(sha) ? sha : undefined;
}

/** Moves a ref only when it still is where the caller saw it (`undefined`: does not exist). False when somebody was faster. */
export async function moveRef(
  repository: Repository,
  ref: string,
  move: { from: string | undefined; to: string | undefined },
): Promise<boolean> {
  const line =
    move.to === undefined ? `delete ${ref} ${move.from ?? none}\n` : `update ${ref} ${move.to} ${move.from ?? none}\n`;
  try {
    await repository.run(['update-ref', '--stdin'], { input: line });
    return true;
  } catch (error) {
    if (error instanceof GitError && /but expected|reference already exists|cannot lock ref/.test(error.stderr))
      return false;
    throw error;
  }
}
