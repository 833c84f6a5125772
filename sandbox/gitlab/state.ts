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
  createdAt: string;
}

export type Effect =
  | 'branches'
  | 'branchDeletions'
  | 'commits'
  | 'mergeRequests'
  | 'mergeRequestUpdates'
  | 'merges'
  | 'notes'
  | 'pushes';

export interface State {
  store: Store;
  projects: Collection<ProjectRow>;
  users: Collection<UserRow>;
  mergeRequests: Collection<MergeRequestRow>;
  notes: Collection<NoteRow>;
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
    record: (effect) =>
      store.atomic(() => effects.put(effect, { effect, count: (effects.get(effect)?.count ?? 0) + 1 })),
    effects: () => Object.fromEntries(effects.all().map(({ effect, count }) => [effect, count])),
    clear: () =>
      store.atomic(() => {
        empty(projects, (row) => row.path);
        empty(users, (row) => row.username);
        empty(mergeRequests, (row) => String(row.id));
        empty(notes, (row) => String(row.id));
        empty(effects, (row) => row.effect);
      }),
  };
}
