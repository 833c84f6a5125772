import { refused } from './errors.ts';
import { log } from './history.ts';
import { mergeTrees, writeCommit } from './merge.ts';
import { isDraft, merged, refresh, update } from './merge-requests.ts';
import { branchRef, branchSha, moveRef } from './refs.ts';
import type { MergeRequestRow, ProjectRow, UserRow } from './state.ts';
import { signature, type Workshop } from './workshop.ts';

/** GitLab's `detailed_merge_status`: the first reason against merging, or `mergeable`. */
export type MergeStatus = 'mergeable' | 'not_open' | 'draft_status' | 'commits_status' | 'broken_status' | 'conflict';

export async function mergeStatus(workshop: Workshop, project: ProjectRow, row: MergeRequestRow): Promise<MergeStatus> {
  if (row.state !== 'opened') return 'not_open';
  const repository = workshop.repository(project);
  const target = await branchSha(repository, row.targetBranch);
  if (target === undefined) return 'broken_status';
  const head = await branchSha(repository, row.sourceBranch);
  if (head === undefined || head === row.refs.base) return 'commits_status';
  if ((await mergeTrees(repository, target, head)) === undefined) return 'conflict';
  return isDraft(row.title) ? 'draft_status' : 'mergeable';
}

interface MergeOrder {
  by: UserRow;
  message?: string | undefined;
  squash?: boolean | undefined;
  squashMessage?: string | undefined;
  removeSourceBranch?: boolean | undefined;
  /** The head that the caller looked at; another one is refused. */
  sha?: string | undefined;
}

/** Merges for real: a merge commit on the target branch, written into the bare repository. */
export function mergeMergeRequest(
  workshop: Workshop,
  project: ProjectRow,
  { row, order }: { row: MergeRequestRow; order: MergeOrder },
): Promise<MergeRequestRow> {
  return workshop.exclusively(project, async () => {
    const latest = workshop.state.mergeRequests.get(String(row.id)) ?? row;
    return mergeNow(workshop, project, { row: await refresh(workshop, project, latest), order });
  });
}

async function mergeNow(
  workshop: Workshop,
  project: ProjectRow,
  { row, order }: { row: MergeRequestRow; order: MergeOrder },
) {
  const status = await mergeStatus(workshop, project, row);
  if (status === 'conflict') throw refused(422, 'Branch cannot be merged');
  if (status !== 'mergeable') throw refused(405, '405 Method Not Allowed');
  const { head } = row.refs;
  if (order.sha !== undefined && order.sha !== head)
    throw refused(409, `SHA does not match HEAD of source branch: ${head}`);
  const commits = await writeMerge(workshop, project, { row, order });
  const done = update(workshop.state, row.id, (latest) => ({
    ...latest,
    ...merged(order.by),
    ...commits,
    squash: commits.squashCommit !== null,
  }));
  if (order.removeSourceBranch ?? done.removeSourceBranch) {
    await moveRef(workshop.repository(project), branchRef(done.sourceBranch), { from: head, to: undefined });
  }
  return done;
}

async function writeMerge(
  workshop: Workshop,
  project: ProjectRow,
  { row, order }: { row: MergeRequestRow; order: MergeOrder },
) {
  const repository = workshop.repository(project);
  const target = await branchSha(repository, row.targetBranch);
  const { head, base } = row.refs;
  const tree = target === undefined ? undefined : await mergeTrees(repository, target, head);
  if (target === undefined || tree === undefined) throw refused(422, 'Branch cannot be merged');
  const author = signature(order.by);
  const squashed = order.squash ?? row.squash;
  const second = squashed
    ? await writeCommit(repository, {
        tree: `${head}^{tree}`,
        parents: [base],
        message: order.squashMessage ?? row.title,
        author: (await log(repository, ['--max-count=1', head]))[0]?.author ?? author,
        committer: author,
      })
    : head;
  const message = order.message ?? defaultMessage(project, row);
  const sha = await writeCommit(repository, { tree, parents: [target, second], message, author, committer: author });
  if (!(await moveRef(repository, branchRef(row.targetBranch), { from: target, to: sha }))) {
    throw refused(409, 'The target branch moved while the merge was made. Please try again.');
  }
  return { mergeCommit: sha, squashCommit: squashed ? second : null };
}

function defaultMessage(project: ProjectRow, { sourceBranch, targetBranch, title, iid }: MergeRequestRow): string {
  return `Merge branch '${sourceBranch}' into '${targetBranch}'\n\n${title}\n\nSee merge request ${project.path}!${iid}`;
}
