import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { applyActions, type CommitAction } from './actions.ts';
import { moveBranch } from './branch-moves.ts';
import { refused } from './errors.ts';
import { lastCommitOf } from './history.ts';
import { type Signature, writeCommit } from './merge.ts';
import { isBranchName, isSha } from './names.ts';
import { branchSha, resolveCommit } from './refs.ts';
import type { Repository } from './repository.ts';
import type { ProjectRow } from './state.ts';
import type { Workshop } from './workshop.ts';

interface CommitRequest {
  branch: string;
  message: string;
  actions: CommitAction[];
  startBranch?: string | undefined;
  startSha?: string | undefined;
  force: boolean;
  author: Signature;
  committer: Signature;
}

/** One commit out of many file actions: all of them on the branch, or none. */
export async function createCommit(workshop: Workshop, project: ProjectRow, request: CommitRequest): Promise<string> {
  const repository = workshop.repository(project);
  const old = await branchSha(repository, request.branch);
  const parent = await startingPoint(repository, request, old);
  await checkLastCommits(repository, parent, request.actions);
  const tree = await writeTree(repository, parent, request.actions);
  const { message, author, committer } = request;
  const sha = await writeCommit(repository, { tree, parents: [parent], message, author, committer });
  const move = { branch: request.branch, from: old, to: sha, isNewCommit: true };
  if (!(await moveBranch(workshop, project, move))) {
    throw refused(400, `Could not update refs/heads/${request.branch}. Please refresh and try again.`);
  }
  return sha;
}

async function startingPoint(repository: Repository, request: CommitRequest, old: string | undefined): Promise<string> {
  const { branch, startBranch, startSha } = request;
  const start = await startCommit(repository, request);
  if (startSha === undefined && (startBranch ?? branch) === branch) {
    if (old === undefined) throw refused(400, 'You can only create or edit files when you are on a branch');
    return old;
  }
  if (old !== undefined && !request.force) {
    throw refused(400, `A branch called '${branch}' already exists. Switch to that branch in order to make changes`);
  }
  if (!isBranchName(branch)) {
    throw refused(400, `Something went wrong when we tried to create '${branch}' for you: Branch name is invalid`);
  }
  return start;
}

async function startCommit(repository: Repository, { branch, startBranch, startSha }: CommitRequest): Promise<string> {
  if (startSha === undefined) {
    const found = await branchSha(repository, startBranch ?? branch);
    if (found === undefined) throw refused(400, 'You can only create or edit files when you are on a branch');
    return found;
  }
  if (startBranch !== undefined) throw refused(400, "You can't pass both start_branch and start_sha");
  if (!isSha(startSha)) throw refused(400, `Invalid start_sha '${startSha}'`);
  const found = await resolveCommit(repository, startSha);
  if (found === undefined) throw refused(400, `Cannot find start_sha '${startSha}'`);
  return found;
}

async function checkLastCommits(repository: Repository, parent: string, actions: CommitAction[]): Promise<void> {
  for (const { last_commit_id: expected, file_path: path, previous_path: previous } of actions) {
    if (expected === undefined || (await lastCommitOf(repository, parent, previous ?? path)) === expected) continue;
    throw refused(400, `The file has changed since you started editing it: ${path}`);
  }
}

async function writeTree(repository: Repository, parent: string, actions: CommitAction[]): Promise<string> {
  const changes = await applyActions(repository, parent, actions);
  const index = join(repository.path, `index-${randomUUID()}`);
  const environment = { GIT_INDEX_FILE: index };
  try {
    await repository.run(['read-tree', parent], { environment });
    const input = [...changes].map(
      ([path, entry]) => `${entry?.mode ?? '0'} ${entry?.sha ?? '0'.repeat(40)}\t${path}\0`,
    );
    await repository.run(['update-index', '-z', '--index-info'], { environment, input: input.join('') });
    return (await repository.text(['write-tree'], { environment })).trim();
  } finally {
    await rm(index, { force: true });
  }
}
