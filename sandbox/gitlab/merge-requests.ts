import { GitLabError, refused } from './errors.ts';
import { isAncestor, mergeBase } from './history.ts';
import { branchSha } from './refs.ts';
import type { Repository } from './repository.ts';
import type { DiffRefs, MergeRequestRow, ProjectRow, State, UserRow } from './state.ts';
import type { Workshop } from './workshop.ts';

export type Draft = Pick<
  MergeRequestRow,
  'title' | 'description' | 'sourceBranch' | 'targetBranch' | 'labels' | 'removeSourceBranch' | 'squash' | 'authorId'
>;

const maxTitle = 255;
const maxDescription = 1_048_576;

export const isDraft = (title: string): boolean => /^\s*(?:draft:|\[draft\]|\(draft\))/i.test(title);

export function projectMergeRequests(state: State, project: ProjectRow): MergeRequestRow[] {
  return state.mergeRequests.all().filter((row) => row.projectId === project.id);
}

export async function openMergeRequest(
  workshop: Workshop,
  project: ProjectRow,
  draft: Draft,
): Promise<MergeRequestRow> {
  checkText(draft);
  checkBranches(workshop.state, project, draft);
  const repository = workshop.repository(project);
  const refs = await branchRefs(repository, draft);
  const { store, mergeRequests } = workshop.state;
  const now = new Date().toISOString();
  const row = store.atomic(() => {
    // Looked at again: between the first look and here another request may have opened the same.
    checkBranches(workshop.state, project, draft);
    const opened: MergeRequestRow = {
      ...draft,
      id: store.next('gitlab.merge-request'),
      iid: store.next(`gitlab.merge-request.${project.id}`),
      projectId: project.id,
      state: 'opened',
      refs,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
      closedBy: null,
      mergedAt: null,
      mergedBy: null,
      mergeCommit: null,
      squashCommit: null,
    };
    mergeRequests.put(String(opened.id), opened);
    return opened;
  });
  await keepHead(repository, row);
  return row;
}

export interface Change {
  title?: string | undefined;
  description?: string | undefined;
  targetBranch?: string | undefined;
  stateEvent?: 'close' | 'reopen' | undefined;
  labels?: string[] | undefined;
  removeSourceBranch?: boolean | undefined;
  squash?: boolean | undefined;
}

export async function changeMergeRequest(
  workshop: Workshop,
  project: ProjectRow,
  { row, change, by }: { row: MergeRequestRow; change: Change; by: UserRow },
): Promise<MergeRequestRow> {
  const { stateEvent, ...fields } = change;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const current = await refresh(workshop, project, row);
  const wanted: MergeRequestRow = { ...current, ...given, ...transition(current, stateEvent, by) };
  checkText(wanted);
  const moves = wanted.targetBranch !== current.targetBranch || current.state !== wanted.state;
  const fork = moves && wanted.state === 'opened' ? await branchRefs(workshop.repository(project), wanted) : undefined;
  return update(workshop.state, row.id, (latest) => {
    const next = { ...latest, ...given, ...transition(latest, stateEvent, by) };
    if (fork === undefined || next.state !== 'opened') return next;
    checkBranches(workshop.state, project, next);
    return { ...next, refs: fork };
  });
}

/** What closing or reopening changes. A merged request stays what it is, as at GitLab. */
function transition({ state }: MergeRequestRow, event: Change['stateEvent'], by: UserRow): Partial<MergeRequestRow> {
  if (state === 'opened' && event === 'close')
    return { state: 'closed', closedAt: new Date().toISOString(), closedBy: by.id };
  if (state === 'closed' && event === 'reopen') return { state: 'opened', closedAt: null, closedBy: null };
  return {};
}

/**
 * Takes in what happened to the branches of an open merge request: a pushed source, or a target that holds the whole
 * source (GitLab counts that as merged). The diff hangs on the commits noted here, not on the branches.
 */
export async function refresh(
  workshop: Workshop,
  project: ProjectRow,
  row: MergeRequestRow,
  by?: UserRow,
): Promise<MergeRequestRow> {
  if (row.state !== 'opened') return row;
  const repository = workshop.repository(project);
  const head = (await branchSha(repository, row.sourceBranch)) ?? row.refs.head;
  const target = await branchSha(repository, row.targetBranch);
  if (target === undefined) return row;
  const whileOpen = (change: Partial<MergeRequestRow>) =>
    update(workshop.state, row.id, (current) => (current.state === 'opened' ? { ...current, ...change } : current));
  const contained = await isAncestor(repository, head, target);
  if (contained && row.refs.head !== row.refs.base) return whileOpen({ ...merged(by), mergeCommit: target });
  if (head === row.refs.head) return row;
  const fresh = whileOpen({ refs: await diffRefs(repository, target, head) });
  await keepHead(repository, fresh);
  return fresh;
}

/** Before branches go away and after they were pushed: what open merge requests show must not get lost. */
export async function refreshMergeRequests(workshop: Workshop, project: ProjectRow, by?: UserRow): Promise<void> {
  for (const row of projectMergeRequests(workshop.state, project)) await refresh(workshop, project, row, by);
}

export const merged = (by: UserRow | undefined): Pick<MergeRequestRow, 'state' | 'mergedAt' | 'mergedBy'> => ({
  state: 'merged',
  mergedAt: new Date().toISOString(),
  mergedBy: by?.id ?? null,
});

export function update(state: State, id: number, change: (row: MergeRequestRow) => MergeRequestRow): MergeRequestRow {
  return state.store.atomic(() => {
    const current = state.mergeRequests.get(String(id));
    if (current === undefined) throw refused(404, '404 Not found');
    const next = { ...change(current), updatedAt: new Date().toISOString() };
    state.mergeRequests.put(String(id), next);
    return next;
  });
}

function checkText({ title, description }: Pick<Draft, 'title' | 'description'>): void {
  const faults: Record<string, string[]> = {};
  if (title.trim() === '') faults.title = ["can't be blank"];
  if (title.length > maxTitle) faults.title = [`is too long (maximum is ${maxTitle} characters)`];
  if ((description ?? '').length > maxDescription)
    faults.description = [`is too long (maximum is ${maxDescription} characters)`];
  if (Object.keys(faults).length > 0) throw refused(400, faults);
}

function checkBranches(
  state: State,
  project: ProjectRow,
  { sourceBranch, targetBranch, id }: Draft & { id?: number },
): void {
  if (sourceBranch === targetBranch) {
    throw new GitLabError(422, { error: ["You can't use same project/branch for source and target"] });
  }
  const other = projectMergeRequests(state, project).find(
    (row) =>
      row.state === 'opened' && row.sourceBranch === sourceBranch && row.targetBranch === targetBranch && row.id !== id,
  );
  if (other === undefined) return;
  throw refused(409, [`Another open merge request already exists for this source branch: !${other.iid}`]);
}

async function branchRefs(repository: Repository, { sourceBranch, targetBranch }: Draft): Promise<DiffRefs> {
  const head = await branchSha(repository, sourceBranch);
  const target = await branchSha(repository, targetBranch);
  if (head === undefined) throw new GitLabError(422, { error: [`Source branch "${sourceBranch}" does not exist`] });
  if (target === undefined) throw new GitLabError(422, { error: [`Target branch "${targetBranch}" does not exist`] });
  return diffRefs(repository, target, head);
}

async function diffRefs(repository: Repository, target: string, head: string): Promise<DiffRefs> {
  return { base: (await mergeBase(repository, target, head)) ?? target, start: target, head };
}

async function keepHead(repository: Repository, row: MergeRequestRow): Promise<void> {
  await repository.run(['update-ref', `refs/merge-requests/${row.iid}/head`, row.refs.head]);
}
