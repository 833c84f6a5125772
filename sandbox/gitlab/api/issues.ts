import { z } from 'zod';
import { userEntity } from '../entities.ts';
import { invalid } from '../errors.ts';
import { issueEntity } from '../issue-entity.ts';
import { changeIssue, findIssue, openIssue, projectIssues, projectUsers } from '../issues.ts';
import type { IssueRow } from '../state.ts';
import type { Operations, ProjectCall } from './call.ts';
import { date, flag, integer, names, pages } from './parameters.ts';

/** `2027-03-31`; GitLab refuses other spellings, and days that are not. */
const day = () =>
  z.string().refine((text) => {
    const isForm = /^\d{4}-\d{2}-\d{2}$/.test(text);
    return isForm && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
  });
/** GitLab would carry these lines out instead of storing them. */
const quickAction =
  /^\/(?:assign|close|confidential|create_merge_request|done|due|duplicate|estimate|iteration|label|lock|milestone|move|promote|reassign|relabel|remove_|reopen|spend|subscribe|tableflip|title|todo|unassign|unlabel|weight|zoom)/m;

const fields = {
  description: z.string().optional(),
  labels: names().optional(),
  assignee_ids: z.array(integer()).max(200).optional(),
  assignee_id: integer().optional(),
  due_date: z.union([day(), z.literal('')]).optional(),
  confidential: flag().optional(),
};

export function registerIssues({ inProject }: Operations): void {
  inProject('get', '/issues', list);
  inProject('post', '/issues', create);
  inProject('get', '/issues/:iid', (call) => {
    call.parameters({});
    return issueEntity(call.workshop, call.project, find(call));
  });
  inProject('put', '/issues/:iid', change);

  inProject('get', '/users', (call) => {
    const query = call.parameters({ ...pages, search: z.string().default('') });
    const term = query.search.toLowerCase();
    const found = projectUsers(call.state, call.project).filter(({ name, username }) =>
      [name, username].some((text) => text.toLowerCase().includes(term)),
    );
    return call.paginate(query, found).map((user) => userEntity(user, call.workshop.url()));
  });
}

function find({ request, state, project }: ProjectCall): IssueRow {
  const iid = String(request.params.iid);
  if (!/^\d{1,15}$/.test(iid)) throw invalid('issue_iid is invalid');
  return findIssue(state, project, Number(iid));
}

function refuseOrders(description: string | undefined): void {
  if (description !== undefined && quickAction.test(description))
    throw invalid('description holds a quick action, which is not supported by this sandbox');
}

function create(call: ProjectCall) {
  const body = call.parameters({ title: z.string(), ...fields });
  refuseOrders(body.description);
  const row = openIssue(call.workshop, call.project, {
    title: body.title,
    description: body.description ?? null,
    labels: body.labels ?? [],
    assigneeIds: body.assignee_ids ?? (body.assignee_id === undefined ? [] : [body.assignee_id]),
    dueDate: body.due_date || null,
    confidential: body.confidential ?? false,
    authorId: call.user.id,
  });
  return issueEntity(call.workshop, call.project, row);
}

function change(call: ProjectCall) {
  const body = call.parameters({
    title: z.string().optional(),
    state_event: z.enum(['close', 'reopen']).optional(),
    add_labels: names().optional(),
    remove_labels: names().optional(),
    ...fields,
  });
  if (Object.keys(body).length === 0) {
    throw invalid(
      'assignee_id, assignee_ids, confidential, description, due_date, labels, add_labels, remove_labels, state_event, title are missing, at least one parameter must be provided',
    );
  }
  refuseOrders(body.description);
  const row = changeIssue(call.workshop, call.project, {
    iid: find(call).iid,
    by: call.user,
    change: {
      title: body.title,
      description: body.description,
      stateEvent: body.state_event,
      labels: body.labels,
      addLabels: body.add_labels,
      removeLabels: body.remove_labels,
      assigneeIds: body.assignee_ids ?? (body.assignee_id === undefined ? undefined : [body.assignee_id]),
      dueDate: body.due_date === '' ? null : body.due_date,
      confidential: body.confidential,
    },
  });
  call.state.record('issueUpdates');
  return issueEntity(call.workshop, call.project, row);
}

const selection = {
  state: z.enum(['opened', 'closed', 'all']).default('all'),
  labels: names().default([]),
  iids: z.array(integer()).max(100).optional(),
  search: z.string().max(4096).default(''),
  in: z.enum(['title', 'description', 'title,description', 'description,title']).default('title,description'),
  author_id: integer().optional(),
  scope: z.enum(['all', 'created_by_me', 'created-by-me']).default('all'),
  created_after: date().optional(),
  created_before: date().optional(),
  order_by: z.enum(['created_at', 'updated_at', 'title', 'due_date']).default('created_at'),
  sort: z.enum(['asc', 'desc']).default('desc'),
};
type Selection = z.infer<z.ZodObject<typeof selection>>;

/** Every word of the search has to be there, in the fields that `in` names. */
function mentions(row: IssueRow, query: Selection): boolean {
  const texts = query.in.split(',').map((field) => (field === 'title' ? row.title : (row.description ?? '')));
  const text = texts.join('\n').toLowerCase();
  return query.search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function inTime(moment: string, after: string | undefined, before: string | undefined): boolean {
  const at = Date.parse(moment);
  return (after === undefined || at >= Date.parse(after)) && (before === undefined || at <= Date.parse(before));
}

const keys: Readonly<Record<Selection['order_by'], (row: IssueRow) => string>> = {
  created_at: (row) => row.createdAt,
  updated_at: (row) => row.updatedAt,
  title: (row) => row.title,
  due_date: (row) => row.dueDate ?? '',
};

function list(call: ProjectCall) {
  const query = call.parameters({ ...pages, ...selection });
  const key = keys[query.order_by];
  const direction = query.sort === 'asc' ? 1 : -1;
  const rows = projectIssues(call.state, call.project)
    .filter((row) => query.state === 'all' || row.state === query.state)
    .filter((row) => query.labels.every((label) => row.labels.includes(label)))
    .filter((row) => query.iids === undefined || query.iids.includes(row.iid))
    .filter((row) => query.author_id === undefined || row.authorId === query.author_id)
    .filter((row) => query.scope === 'all' || row.authorId === call.user.id)
    .filter((row) => inTime(row.createdAt, query.created_after, query.created_before))
    .filter((row) => mentions(row, query))
    .sort((a, b) => direction * (key(a) === key(b) ? a.iid - b.iid : key(a) < key(b) ? -1 : 1));
  return call.paginate(query, rows).map((row) => issueEntity(call.workshop, call.project, row));
}
