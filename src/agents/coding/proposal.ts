import { AppError, type Context, from, type Part, part } from '../../core/index.ts';
import { capability as branchWithCommit } from './branch-with-commit.ts';
import { changedBytes, checkBytes } from './change-size.ts';
import { countLines, diffText, type FileEdit, toChanges } from './changes.ts';
import { capability as openMergeRequest } from './open-merge-request.ts';
import { slugOf } from './slug.ts';

/** Where a change starts: a branch, and the commit at its head when it was read. */
export interface Base {
  target: string;
  commit: string;
}

/** A change that is ready to become a branch and a merge request. */
export interface Proposal extends Base {
  title: string;
  description: string;
  edits: readonly FileEdit[];
  diff: string;
}

/** Pins the target's head, so that what is read, shown and sent rests on the same files. */
export async function pinBase(project: string, target: string, { gitlab }: Context): Promise<Base> {
  const name = target === '' ? (await gitlab.project(project)).defaultBranch : target;
  const branch = await gitlab.branch(project, name);
  if (branch) return { target: name, commit: branch.commit };
  const message = `There is no branch ${name} in ${project}. Check its name.`;
  throw new AppError('input.invalid', message, { fields: { target: message } });
}

export function propose(
  base: Base,
  edits: readonly FileEdit[],
  words: { title: string; description: string },
): Proposal {
  checkBytes(changedBytes(edits));
  const diff = diffText(edits);
  if (diff !== '') return { ...base, ...words, edits, diff };
  throw new AppError('input.invalid', `${base.target} has all of this already: nothing would change.`);
}

export function factsOf(project: string, { target, commit, edits, diff }: Proposal): Record<string, string> {
  const { added, removed } = countLines(diff);
  return {
    Project: project,
    Branch: `new branch from ${target} (${commit.slice(0, 8)}) → ${target}`,
    Files: String(toChanges(edits).length),
    Lines: `+${added} −${removed}`,
  };
}

export const partsOf = (project: string, { target, commit, title, description, edits }: Proposal): readonly Part[] => [
  part('branch', branchWithCommit, {
    project,
    base: commit,
    slug: slugOf(title),
    message: description === '' ? title : `${title}\n\n${description}`,
    changes: toChanges(edits),
  }),
  part('merge-request', openMergeRequest, {
    project,
    source: from('branch', 'name'),
    commit: from('branch', 'commit'),
    target,
    title,
    description,
  }),
];
