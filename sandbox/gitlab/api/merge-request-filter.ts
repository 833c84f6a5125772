import { z } from 'zod';
import { isDraft, projectMergeRequests } from '../merge-requests.ts';
import type { MergeRequestRow } from '../state.ts';
import type { ProjectCall } from './call.ts';
import { date, integer, names } from './parameters.ts';

const yesOrNo = z.enum(['yes', 'no']).optional();

export const selection = {
  state: z.enum(['opened', 'closed', 'locked', 'merged', 'all']).default('all'),
  source_branch: z.string().optional(),
  target_branch: z.string().optional(),
  search: z.string().max(4096).default(''),
  in: z.enum(['title', 'description', 'title,description', 'description,title']).default('title,description'),
  iids: z.array(integer()).max(100).optional(),
  labels: names().default([]),
  author_id: integer().optional(),
  author_username: z.string().optional(),
  scope: z.enum(['all', 'created_by_me', 'created-by-me']).default('all'),
  wip: yesOrNo,
  created_after: date().optional(),
  created_before: date().optional(),
  updated_after: date().optional(),
  updated_before: date().optional(),
  order_by: z.enum(['created_at', 'updated_at', 'title', 'merged_at']).default('created_at'),
  sort: z.enum(['asc', 'desc']).default('desc'),
};

type Selection = z.infer<z.ZodObject<typeof selection>>;

export function selectMergeRequests(
  { state, project, user, workshop }: ProjectCall,
  query: Selection,
): MergeRequestRow[] {
  const authorOf = (row: MergeRequestRow) => workshop.user(row.authorId)?.username;
  const rows = projectMergeRequests(state, project)
    .filter((row) => query.state === 'all' || row.state === query.state)
    .filter((row) => query.source_branch === undefined || row.sourceBranch === query.source_branch)
    .filter((row) => query.target_branch === undefined || row.targetBranch === query.target_branch)
    .filter((row) => query.iids === undefined || query.iids.includes(row.iid))
    .filter((row) => query.labels.every((label) => row.labels.includes(label)))
    .filter((row) => query.author_id === undefined || row.authorId === query.author_id)
    .filter((row) => query.author_username === undefined || authorOf(row) === query.author_username)
    .filter((row) => query.scope === 'all' || row.authorId === user.id)
    .filter((row) => query.wip === undefined || isDraft(row.title) === (query.wip === 'yes'))
    .filter((row) => inTime(row.createdAt, query.created_after, query.created_before))
    .filter((row) => inTime(row.updatedAt, query.updated_after, query.updated_before))
    .filter((row) => mentions(row, query));
  return rows.sort(comparison(query));
}

function inTime(moment: string, after: string | undefined, before: string | undefined): boolean {
  const at = Date.parse(moment);
  return (after === undefined || at >= Date.parse(after)) && (before === undefined || at <= Date.parse(before));
}

/** Every word of the search has to be there, in the fields that `in` names. */
function mentions(row: MergeRequestRow, query: Selection): boolean {
  const fields = query.in.split(',').map((field) => (field === 'title' ? row.title : (row.description ?? '')));
  const text = fields.join('\n').toLowerCase();
  return query.search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function comparison({ order_by, sort }: Selection): (a: MergeRequestRow, b: MergeRequestRow) => number {
  const keys = {
    created_at: (row: MergeRequestRow) => row.createdAt,
    updated_at: (row: MergeRequestRow) => row.updatedAt,
    merged_at: (row: MergeRequestRow) => row.mergedAt ?? '',
    title: (row: MergeRequestRow) => row.title,
  };
  const key = keys[order_by];
  const direction = sort === 'asc' ? 1 : -1;
  return (a, b) => direction * (key(a) === key(b) ? a.iid - b.iid : key(a) < key(b) ? -1 : 1);
}
