import type { Repository } from './repository.ts';

export interface Signature {
  name: string;
  email: string;
}

/** The tree of a clean merge, or undefined when the two conflict. Nothing is written but objects. */
export async function mergeTrees(repository: Repository, target: string, source: string): Promise<string | undefined> {
  const { code, stdout } = await repository.run(['merge-tree', '--write-tree', '--no-messages', '-z', target, source], {
    codes: [0, 1],
  });
  return code === 0 ? (stdout.toString().split('\0')[0] ?? '').trim() : undefined;
}

interface NewCommit {
  tree: string;
  parents: string[];
  message: string;
  author: Signature;
  committer: Signature;
}

export async function writeCommit(repository: Repository, commit: NewCommit): Promise<string> {
  const sha = await repository.text(
    ['commit-tree', commit.tree, ...commit.parents.flatMap((parent) => ['-p', parent])],
    {
      input: commit.message,
      environment: {
        GIT_AUTHOR_NAME: clean(commit.author.name),
        GIT_AUTHOR_EMAIL: clean(commit.author.email),
        GIT_COMMITTER_NAME: clean(commit.committer.name),
        GIT_COMMITTER_EMAIL: clean(commit.committer.email),
      },
    },
  );
  return sha.trim();
}

/** Git would drop these letters silently or refuse the identity as a whole. */
const clean = (text: string): string => text.replace(/[\p{Cc}<>]/gu, ' ').trim() || 'unknown';
