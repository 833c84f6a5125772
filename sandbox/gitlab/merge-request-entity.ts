import { countChangedFiles } from './diff.ts';
import { userEntity } from './entities.ts';
import { isDraft } from './merge-requests.ts';
import { type MergeStatus, mergeStatus } from './merging.ts';
import { commentsOf } from './notes.ts';
import { pipelineDetailEntity, pipelineEntity } from './pipeline-entity.ts';
import { headPipeline } from './pipelines.ts';
import type { MergeRequestRow, ProjectRow } from './state.ts';
import type { Workshop } from './workshop.ts';

export async function mergeRequestBasicEntity(workshop: Workshop, project: ProjectRow, row: MergeRequestRow) {
  return basic(workshop, project, { row, status: await mergeStatus(workshop, project, row) });
}

export async function mergeRequestEntity(workshop: Workshop, project: ProjectRow, row: MergeRequestRow) {
  const { base, start, head } = row.refs;
  const pipeline = headPipeline(workshop.state, project, row);
  const files = await countChangedFiles(workshop.repository(project), base, head);
  return {
    ...(await mergeRequestBasicEntity(workshop, project, row)),
    subscribed: true,
    changes_count: files === 0 ? null : String(files),
    latest_build_started_at: pipeline?.startedAt ?? null,
    latest_build_finished_at: pipeline?.finishedAt ?? null,
    first_deployed_to_production_at: null,
    pipeline: pipeline === undefined ? null : pipelineEntity(workshop, project, pipeline),
    head_pipeline: pipeline === undefined ? null : pipelineDetailEntity(workshop, project, pipeline),
    diff_refs: { base_sha: base, head_sha: head, start_sha: start },
    merge_error: null,
    first_contribution: false,
    user: { can_merge: row.state === 'opened' },
  };
}

const mergeRequestUrl = (workshop: Workshop, project: ProjectRow, iid: number): string =>
  `${workshop.url()}/${project.path}/-/merge_requests/${iid}`;

function basic(
  workshop: Workshop,
  project: ProjectRow,
  { row, status }: { row: MergeRequestRow; status: MergeStatus },
) {
  const person = (id: number | null) => {
    const user = workshop.user(id);
    return user === undefined ? null : userEntity(user, workshop.url());
  };
  const draft = isDraft(row.title);
  return {
    id: row.id,
    iid: row.iid,
    project_id: project.id,
    title: row.title,
    description: row.description,
    state: row.state,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    merged_by: person(row.mergedBy),
    merge_user: person(row.mergedBy),
    merged_at: row.mergedAt,
    closed_by: person(row.closedBy),
    closed_at: row.closedAt,
    target_branch: row.targetBranch,
    source_branch: row.sourceBranch,
    user_notes_count: commentsOf(workshop.state, row).length,
    upvotes: 0,
    downvotes: 0,
    author: person(row.authorId),
    assignees: [],
    assignee: null,
    reviewers: [],
    source_project_id: project.id,
    target_project_id: project.id,
    labels: row.labels,
    draft,
    imported: false,
    imported_from: 'none',
    work_in_progress: draft,
    milestone: null,
    merge_when_pipeline_succeeds: false,
    merge_status: ['mergeable', 'draft_status', 'not_open'].includes(status) ? 'can_be_merged' : 'cannot_be_merged',
    detailed_merge_status: status,
    merge_after: null,
    sha: row.refs.head,
    merge_commit_sha: row.mergeCommit,
    squash_commit_sha: row.squashCommit,
    discussion_locked: null,
    should_remove_source_branch: null,
    force_remove_source_branch: row.removeSourceBranch,
    prepared_at: row.createdAt,
    reference: `!${row.iid}`,
    references: { short: `!${row.iid}`, relative: `!${row.iid}`, full: `${project.path}!${row.iid}` },
    web_url: mergeRequestUrl(workshop, project, row.iid),
    time_stats: { time_estimate: 0, total_time_spent: 0, human_time_estimate: null, human_total_time_spent: null },
    squash: row.squash,
    squash_on_merge: row.squash,
    task_completion_status: tasks(row.description ?? ''),
    has_conflicts: status === 'conflict',
    blocking_discussions_resolved: true,
    approvals_before_merge: null,
  };
}

function tasks(description: string) {
  const boxes = description.match(/^\s*(?:[-*+]|\d+\.) \[[ x]\] /gim) ?? [];
  return { count: boxes.length, completed_count: boxes.filter((box) => /\[x\]/i.test(box)).length };
}
