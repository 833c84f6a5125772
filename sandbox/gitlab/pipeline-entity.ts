import { userEntity } from './entities.ts';
import type { PipelineRow, ProjectRow } from './state.ts';
import type { Workshop } from './workshop.ts';

export function pipelineEntity(workshop: Workshop, project: ProjectRow, row: PipelineRow) {
  return {
    id: row.id,
    iid: row.iid,
    project_id: project.id,
    sha: row.sha,
    ref: row.ref,
    status: row.status,
    source: row.source,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    web_url: `${workshop.url()}/${project.path}/-/pipelines/${row.id}`,
  };
}

const labels = {
  pending: 'pending',
  running: 'running',
  success: 'passed',
  failed: 'failed',
  canceled: 'canceled',
} as const;

const seconds = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

export function pipelineDetailEntity(workshop: Workshop, project: ProjectRow, row: PipelineRow) {
  const entity = pipelineEntity(workshop, project, row);
  const user = workshop.user(row.userId);
  const label = labels[row.status];
  return {
    ...entity,
    before_sha: '0'.repeat(40),
    tag: false,
    yaml_errors: null,
    user: user === undefined ? null : userEntity(user, workshop.url()),
    started_at: row.startedAt,
    finished_at: row.finishedAt,
    committed_at: null,
    duration: row.startedAt && row.finishedAt ? seconds(row.startedAt, row.finishedAt) : null,
    queued_duration: row.startedAt === null ? null : seconds(row.createdAt, row.startedAt),
    coverage: null,
    detailed_status: {
      icon: `status_${row.status}`,
      text: label.charAt(0).toUpperCase() + label.slice(1),
      label,
      group: row.status,
      tooltip: label,
      has_details: false,
      details_path: new URL(entity.web_url).pathname,
      illustration: null,
      favicon: '/assets/ci_favicons/favicon_status.png',
    },
    archived: false,
  };
}
