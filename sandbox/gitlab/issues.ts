import { notFound, refused } from './errors.ts';
import type { IssueRow, ProjectRow, State, UserRow } from './state.ts';
import type { Workshop } from './workshop.ts';

export type IssueDraft = Pick<
  IssueRow,
  'title' | 'description' | 'labels' | 'assigneeIds' | 'dueDate' | 'confidential' | 'authorId'
>;

export interface IssueChange {
  title?: string | undefined;
  description?: string | undefined;
  stateEvent?: 'close' | 'reopen' | undefined;
  labels?: string[] | undefined;
  addLabels?: string[] | undefined;
  removeLabels?: string[] | undefined;
  assigneeIds?: number[] | undefined;
  dueDate?: string | null | undefined;
  confidential?: boolean | undefined;
}

const maxTitle = 255;
const maxDescription = 1_048_576;
/** GitLab's free edition keeps one of those that are named. */
const maxAssignees = 1;

export const projectIssues = (state: State, project: ProjectRow): IssueRow[] =>
  state.issues.all().filter((row) => row.projectId === project.id);

export function findIssue(state: State, project: ProjectRow, iid: number): IssueRow {
  const row = projectIssues(state, project).find((candidate) => candidate.iid === iid);
  if (row === undefined) throw refused(404, '404 Not found');
  return row;
}

/** People of the project; whom it does not know cannot be assigned, and GitLab says nothing about it. */
export const projectUsers = (state: State, project: ProjectRow): UserRow[] =>
  state.users.all().filter((user) => user.projects.includes(project.path));

function assignable(state: State, project: ProjectRow, ids: readonly number[]): number[] {
  const known = projectUsers(state, project).map(({ id }) => id);
  return [...new Set(ids)].filter((id) => known.includes(id)).slice(0, maxAssignees);
}

const unique = (labels: readonly string[]): string[] =>
  [...new Set(labels.map((label) => label.trim()))].filter((label) => label !== '').toSorted();

function checkText({ title, description }: Pick<IssueRow, 'title' | 'description'>): void {
  const faults: Record<string, string[]> = {};
  if (title.trim() === '') faults.title = ["can't be blank"];
  if (title.length > maxTitle) faults.title = [`is too long (maximum is ${maxTitle} characters)`];
  if ((description ?? '').length > maxDescription)
    faults.description = [`is too long (maximum is ${maxDescription} characters)`];
  if (Object.keys(faults).length > 0) throw refused(400, faults);
}

/** An issue and its number in one step: what is counted is there, and what is there is counted. */
export function openIssue({ state }: Workshop, project: ProjectRow, draft: IssueDraft): IssueRow {
  checkText(draft);
  const now = new Date().toISOString();
  return state.store.atomic(() => {
    const row: IssueRow = {
      ...draft,
      title: draft.title.trim(),
      labels: unique(draft.labels),
      assigneeIds: assignable(state, project, draft.assigneeIds),
      id: state.store.next('gitlab.issue'),
      iid: state.store.next(`gitlab.issue.${project.id}`),
      projectId: project.id,
      state: 'opened',
      createdAt: now,
      updatedAt: now,
      closedAt: null,
      closedBy: null,
    };
    state.issues.put(String(row.id), row);
    return row;
  });
}

function transition({ state }: IssueRow, event: IssueChange['stateEvent'], by: UserRow): Partial<IssueRow> {
  if (state === 'opened' && event === 'close')
    return { state: 'closed', closedAt: new Date().toISOString(), closedBy: by.id };
  if (state === 'closed' && event === 'reopen') return { state: 'opened', closedAt: null, closedBy: null };
  return {};
}

export function changeIssue(
  { state }: Workshop,
  project: ProjectRow,
  { iid, change, by }: { iid: number; change: IssueChange; by: UserRow },
): IssueRow {
  const { stateEvent, labels, addLabels = [], removeLabels = [], assigneeIds, ...fields } = change;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return state.store.atomic(() => {
    const current = findIssue(state, project, iid);
    const kept = (labels ?? current.labels).filter((label) => !removeLabels.includes(label));
    const next: IssueRow = {
      ...current,
      ...given,
      ...transition(current, stateEvent, by),
      labels: unique([...kept, ...addLabels]),
      assigneeIds: assigneeIds ? assignable(state, project, assigneeIds) : current.assigneeIds,
      updatedAt: new Date().toISOString(),
    };
    checkText(next);
    state.issues.put(String(next.id), next);
    return next;
  });
}

export function mustFindUser(workshop: Workshop, id: number): UserRow {
  const user = workshop.user(id);
  if (user === undefined) throw notFound('User');
  return user;
}
