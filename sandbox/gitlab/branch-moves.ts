import { isAncestor } from './history.ts';
import { branchRef, branchSha, moveRef } from './refs.ts';
import type { BranchMove, ProjectRow } from './state.ts';
import type { Workshop } from './workshop.ts';

export interface Move {
  branch: string;
  from: string | undefined;
  to: string;
  /** Set when the commit was made for it, and not only pointed at. */
  isNewCommit: boolean;
}

/**
 * Moves a branch for a client, and counts that. The row is written before git's own write: a kill between the two
 * leaves a row in doubt, about which the branch itself tells when the sandbox starts again.
 */
export async function moveBranch(workshop: Workshop, project: ProjectRow, move: Move): Promise<boolean> {
  const { store, branchMoves } = workshop.state;
  const row: BranchMove = {
    id: store.next('gitlab.branch-move'),
    projectId: project.id,
    branch: move.branch,
    commit: move.to,
    isNewBranch: move.from === undefined,
    isNewCommit: move.isNewCommit,
    isCertain: false,
  };
  branchMoves.put(String(row.id), row);
  const ref = branchRef(move.branch);
  const isMoved = await moveRef(workshop.repository(project), ref, { from: move.from, to: move.to });
  settle(workshop, row, isMoved);
  return isMoved;
}

function settle({ state }: Workshop, row: BranchMove, isMoved: boolean): void {
  if (isMoved) state.branchMoves.put(String(row.id), { ...row, isCertain: true });
  else state.branchMoves.delete(String(row.id));
}

/** What was begun when the sandbox was killed: done when the branch holds the commit. Nobody else may move branches yet. */
export async function settleMoves(workshop: Workshop, project: ProjectRow): Promise<void> {
  const repository = workshop.repository(project);
  const open = workshop.state.branchMoves.all().filter((row) => row.projectId === project.id && !row.isCertain);
  for (const row of open) {
    const head = await branchSha(repository, row.branch);
    settle(workshop, row, head !== undefined && (await isAncestor(repository, row.commit, head)));
  }
}
