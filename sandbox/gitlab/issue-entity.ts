import { userEntity } from './entities.ts';
import { mustFindUser } from './issues.ts';
import type { IssueRow, ProjectRow } from './state.ts';
import type { Workshop } from './workshop.ts';

function tasks(description: string) {
  const boxes = description.match(/^\s*(?:[-*+]|\d+\.) \[[ x]\] /gim) ?? [];
  return { count: boxes.length, completed_count: boxes.filter((box) => /\[x\]/i.test(box)).length };
}

/** The JSON of an issue, under the names of GitLab's published schema. */
export function issueEntity(workshop: Workshop, project: ProjectRow, row: IssueRow) {
  const url = workshop.url();
  const person = (id: number) => userEntity(mustFindUser(workshop, id), url);
  const assignees = row.assigneeIds.map(person);
  const api = `${url}/api/v4/projects/${project.id}`;
  const boxes = tasks(row.description ?? '');
  return {
    id: row.id,
    iid: row.iid,
    project_id: project.id,
    title: row.title,
    description: row.description,
    state: row.state,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    closed_at: row.closedAt,
    closed_by: row.closedBy === null ? null : person(row.closedBy),
    labels: row.labels,
    milestone: null,
    assignees,
    author: person(row.authorId),
    type: 'ISSUE',
    assignee: assignees[0] ?? null,
    user_notes_count: 0,
    merge_requests_count: 0,
    upvotes: 0,
    downvotes: 0,
    due_date: row.dueDate,
    confidential: row.confidential,
    discussion_locked: null,
    issue_type: 'issue',
    web_url: `${url}/${project.path}/-/issues/${row.iid}`,
    time_stats: { time_estimate: 0, total_time_spent: 0, human_time_estimate: null, human_total_time_spent: null },
    task_completion_status: boxes,
    blocking_issues_count: 0,
    has_tasks: boxes.count > 0,
    task_status: `${boxes.completed_count} of ${boxes.count} checklist items completed`,
    _links: {
      self: `${api}/issues/${row.iid}`,
      notes: `${api}/issues/${row.iid}/notes`,
      award_emoji: `${api}/issues/${row.iid}/award_emoji`,
      project: api,
      closed_as_duplicate_of: null,
    },
    references: { short: `#${row.iid}`, relative: `#${row.iid}`, full: `${project.path}#${row.iid}` },
    severity: 'UNKNOWN',
    moved_to_id: null,
    imported: false,
    imported_from: 'none',
    service_desk_reply_to: null,
  };
}
