import { type Repository, records } from './repository.ts';

export interface Commit {
  sha: string;
  parents: string[];
  author: { name: string; email: string; date: string };
  committer: { name: string; email: string; date: string };
  message: string;
  trailers: [key: string, value: string][];
}

export interface CommitStats {
  additions: number;
  deletions: number;
  total: number;
}

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const fields = ['%H', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B', '%(trailers:only,unfold)'];

/** `git log` with the given selection, newest first unless the selection says otherwise. */
export async function log(repository: Repository, selection: string[], path?: string): Promise<Commit[]> {
  const output = await repository.text([
    'log',
    '-z',
    `--format=tformat:${fields.join('%x00')}`,
    '--no-show-signature',
    ...selection,
    '--',
    ...(path === undefined ? [] : [path]),
  ]);
  const values = records(output);
  const commits: Commit[] = [];
  for (let at = 0; at + fields.length <= values.length; at += fields.length) {
    commits.push(toCommit(values.slice(at, at + fields.length)));
  }
  return commits;
}

export async function readCommit(repository: Repository, sha: string): Promise<Commit> {
  const [commit] = await log(repository, ['--max-count=1', sha]);
  if (commit === undefined) throw new Error(`Commit ${sha} is not in ${repository.path}.`);
  return commit;
}

export const firstParent = (commit: Commit): string => commit.parents[0] ?? emptyTree;

export async function readStats(repository: Repository, commit: Commit): Promise<CommitStats> {
  const output = await repository.text(['diff-tree', '-r', '--numstat', firstParent(commit), commit.sha]);
  let additions = 0;
  let deletions = 0;
  for (const line of output.split('\n')) {
    const [added = '', removed = ''] = line.split('\t');
    additions += Number.parseInt(added, 10) || 0;
    deletions += Number.parseInt(removed, 10) || 0;
  }
  return { additions, deletions, total: additions + deletions };
}

export async function mergeBase(repository: Repository, one: string, other: string): Promise<string | undefined> {
  const { code, stdout } = await repository.run(['merge-base', one, other], { codes: [0, 1] });
  return code === 0 ? stdout.toString().trim().split('\n')[0] : undefined;
}

export async function isAncestor(repository: Repository, older: string, newer: string): Promise<boolean> {
  const { code } = await repository.run(['merge-base', '--is-ancestor', older, newer], { codes: [0, 1] });
  return code === 0;
}

export async function lastCommitOf(repository: Repository, revision: string, path: string): Promise<string> {
  return (await repository.text(['log', '--max-count=1', '--format=%H', revision, '--', path])).trim();
}

function toCommit(values: string[]): Commit {
  const [sha = '', parents = '', name = '', email = '', date = '', cname = '', cemail = '', cdate = '', message = ''] =
    values;
  return {
    sha,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    author: { name, email, date: gitlabDate(date) },
    committer: { name: cname, email: cemail, date: gitlabDate(cdate) },
    message,
    trailers: (values[9] ?? '').split('\n').flatMap((line) => {
      const at = line.indexOf(': ');
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 2)] as [string, string]];
    }),
  };
}

/** `2026-01-02T03:04:05.000+00:00`: GitLab always prints milliseconds and an offset. */
const gitlabDate = (iso: string): string => iso.replace(/Z$/, '+00:00').replace(/(?=[+-]\d\d:\d\d$)/, '.000');
