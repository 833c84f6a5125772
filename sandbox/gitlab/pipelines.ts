import { refused } from './errors.ts';
import { resolveCommit } from './refs.ts';
import type { MergeRequestRow, PipelineRow, PipelineStatus, ProjectRow, State, UserRow } from './state.ts';
import { readBlob } from './tree.ts';
import type { Workshop } from './workshop.ts';

/** What a person at the page can make of a pipeline: nothing here runs one. */
export const pipelineVerbs = ['start', 'pass', 'fail', 'cancel', 'retry'] as const;
export type PipelineVerb = (typeof pipelineVerbs)[number];

const configuration = '.gitlab-ci.yml';
const moves: Readonly<Record<PipelineStatus, Partial<Record<PipelineVerb, PipelineStatus>>>> = {
  pending: { start: 'running', pass: 'success', fail: 'failed', cancel: 'canceled' },
  running: { pass: 'success', fail: 'failed', cancel: 'canceled' },
  success: {},
  failed: { retry: 'running' },
  canceled: { retry: 'running' },
};

export const verbsOf = ({ status }: PipelineRow): PipelineVerb[] =>
  pipelineVerbs.filter((verb) => verb in moves[status]);

interface Start {
  ref: string;
  sha: string;
  by: UserRow;
}

function put({ state }: Workshop, project: ProjectRow, { ref, sha, by, source }: Start & Pick<PipelineRow, 'source'>) {
  const now = new Date().toISOString();
  return state.store.atomic(() => {
    const row: PipelineRow = {
      id: state.store.next('gitlab.pipeline'),
      iid: state.store.next(`gitlab.pipeline.${project.id}`),
      projectId: project.id,
      ref,
      sha,
      source,
      status: 'pending',
      userId: by.id,
      createdAt: now,
      updatedAt: now,
      startedAt: null,
      finishedAt: null,
    };
    state.pipelines.put(String(row.id), row);
    return row;
  });
}

/** GitLab starts one for what was pushed when the commit holds the configuration for it. */
export async function startPushedPipeline(workshop: Workshop, project: ProjectRow, start: Start): Promise<void> {
  const config = await readBlob(workshop.repository(project), start.sha, configuration);
  if (config !== undefined) put(workshop, project, { ...start, source: 'push' });
}

/** A person wants one for a merge request. Without configuration in the repository it is one of another system's. */
export async function startPipeline(
  workshop: Workshop,
  project: ProjectRow,
  row: MergeRequestRow,
  by: UserRow,
): Promise<void> {
  const repository = workshop.repository(project);
  if ((await resolveCommit(repository, row.sourceBranch)) === undefined) {
    throw refused(400, 'Reference not found');
  }
  const config = await readBlob(repository, row.refs.head, configuration);
  const source = config === undefined ? 'external' : 'web';
  put(workshop, project, { ref: row.sourceBranch, sha: row.refs.head, by, source });
}

export function changePipeline({ state }: Workshop, id: number, verb: PipelineVerb): void {
  state.store.atomic(() => {
    const row = state.pipelines.get(String(id));
    const status = row && moves[row.status][verb];
    if (row === undefined || status === undefined) throw refused(403, '403 Forbidden');
    const now = new Date().toISOString();
    const startedAt = status === 'canceled' ? row.startedAt : (row.startedAt ?? now);
    const finishedAt = status === 'running' ? null : now;
    state.pipelines.put(String(id), { ...row, status, startedAt, finishedAt, updatedAt: now });
  });
}

export const projectPipelines = (state: State, project: ProjectRow): PipelineRow[] =>
  state.pipelines
    .all()
    .filter((row) => row.projectId === project.id)
    .reverse();

/** Newest first: those of the commits that the source branch had. */
export const pipelinesOf = (state: State, project: ProjectRow, row: MergeRequestRow): PipelineRow[] =>
  projectPipelines(state, project).filter(({ ref }) => ref === row.sourceBranch);

/** The newest of the commit that the merge request stands at. */
export const headPipeline = (state: State, project: ProjectRow, row: MergeRequestRow): PipelineRow | undefined =>
  pipelinesOf(state, project, row).find(({ sha }) => sha === row.refs.head);
