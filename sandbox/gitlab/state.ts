import type { Collection, Store } from '../store.ts';

export interface ProjectRow {
  id: number;
  path: string;
  defaultBranch: string;
  createdAt: string;
}

export interface UserRow {
  id: number;
  username: string;
  name: string;
  token: string;
  projects: string[];
  createdAt: string;
}

/** The three commits that a merge request's diff hangs on: where it forked, the target then, and the source. */
export interface DiffRefs {
  base: string;
  start: string;
  head: string;
}

export interface MergeRequestRow {
  id: number;
  iid: number;
  projectId: number;
  authorId: number;
  title: string;
  description: string | null;
  sourceBranch: string;
  targetBranch: string;
  state: 'opened' | 'closed' | 'merged';
  labels: string[];
  removeSourceBranch: boolean;
  squash: boolean;
  refs: DiffRefs;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: number | null;
  mergedAt: string | null;
  mergedBy: number | null;
  mergeCommit: string | null;
  squashCommit: string | null;
}

export interface NoteRow {
  id: number;
  mergeRequestId: number;
  authorId: number;
  body: string;
  internal: boolean;
  /** Written by GitLab itself, about what somebody did. */
  system?: boolean;
  createdAt: string;
}

export const pipelineStatuses = ['pending', 'running', 'success', 'failed', 'canceled'] as const;
export type PipelineStatus = (typeof pipelineStatuses)[number];

export interface PipelineRow {
  id: number;
  iid: number;
  projectId: number;
  ref: string;
  sha: string;
  /** `external`: somebody's own runner told of it, without any configuration in the repository. */
  source: 'push' | 'web' | 'external';
  status: PipelineStatus;
  userId: number;
  createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface ApprovalRow {
  mergeRequestId: number;
  userId: number;
  createdAt: string;
}

/** A branch that a client moved or, as long as it is not certain, was about to move. */
export interface BranchMove {
  id: number;
  projectId: number;
  branch: string;
  commit: string;
  isNewBranch: boolean;
  isNewCommit: boolean;
  isCertain: boolean;
}

export interface IssueRow {
  id: number;
  iid: number;
  projectId: number;
  authorId: number;
  title: string;
  description: string | null;
  state: 'opened' | 'closed';
  labels: string[];
  assigneeIds: number[];
  dueDate: string | null;
  confidential: boolean;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: number | null;
}

/** Counted by itself. Branches, commits, merge requests and issues are counted by their rows. */
export type Effect = 'branchDeletions' | 'issueUpdates' | 'mergeRequestUpdates' | 'merges' | 'notes' | 'pushes';

export interface State {
  store: Store;
  projects: Collection<ProjectRow>;
  users: Collection<UserRow>;
  mergeRequests: Collection<MergeRequestRow>;
  notes: Collection<NoteRow>;
  pipelines: Collection<PipelineRow>;
  approvals: Collection<ApprovalRow>;
  branchMoves: Collection<BranchMove>;
  issues: Collection<IssueRow>;
  /** Notes that something changed at the vendor by a client's doing. */
  record(effect: Effect): void;
  effects(): Record<string, number>;
  clear(): void;
}

export function createState(store: Store): State {
  const projects = store.collection<ProjectRow>('gitlab.projects');
  const users = store.collection<UserRow>('gitlab.users');
  const mergeRequests = store.collection<MergeRequestRow>('gitlab.merge-requests');
  const notes = store.collection<NoteRow>('gitlab.notes');
  const pipelines = store.collection<PipelineRow>('gitlab.pipelines');
  const approvals = store.collection<ApprovalRow>('gitlab.approvals');
  const branchMoves = store.collection<BranchMove>('gitlab.branch-moves');
  const issues = store.collection<IssueRow>('gitlab.issues');
  const effects = store.collection<{ effect: Effect; count: number }>('gitlab.effects');
  const empty = <T>(rows: Collection<T>, key: (row: T) => string) => {
    for (const row of rows.all()) rows.delete(key(row));
  };
  return {
    store,
    projects,
    users,
    mergeRequests,
    notes,
    pipelines,
    approvals,
    branchMoves,
    issues,
    record: (effect) =>
      store.atomic(() => effects.put(effect, { effect, count: (effects.get(effect)?.count ?? 0) + 1 })),
    effects: () => {
      const certain = branchMoves.all().filter((row) => row.isCertain);
      const counts = {
        branches: certain.filter((row) => row.isNewBranch).length,
        commits: certain.filter((row) => row.isNewCommit).length,
        mergeRequests: mergeRequests.all().length,
        issues: issues.all().length,
        ...Object.fromEntries(effects.all().map(({ effect, count }) => [effect, count])),
      };
      return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
    },
    clear: () =>
      store.atomic(() => {
        empty(projects, (row) => row.path);
        empty(users, (row) => row.username);
        empty(mergeRequests, (row) => String(row.id));
        empty(notes, (row) => String(row.id));
        empty(pipelines, (row) => String(row.id));
        empty(approvals, (row) => `${row.mergeRequestId}:${row.userId}`);
        empty(branchMoves, (row) => String(row.id));
        empty(issues, (row) => String(row.id));
        empty(effects, (row) => row.effect);
      }),
  };
}
