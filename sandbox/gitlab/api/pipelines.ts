import { z } from 'zod';
import { notFound } from '../errors.ts';
import { pipelineDetailEntity, pipelineEntity } from '../pipeline-entity.ts';
import { pipelinesOf, projectPipelines } from '../pipelines.ts';
import { type PipelineRow, pipelineStatuses } from '../state.ts';
import type { Operations, ProjectCall } from './call.ts';
import { find } from './merge-requests.ts';
import { pages } from './parameters.ts';

const scopes = { running: ['running'], pending: ['pending'], finished: ['success', 'failed', 'canceled'] } as const;

export function registerPipelines({ inProject }: Operations): void {
  inProject('get', '/pipelines', (call) => {
    const query = call.parameters({
      ...pages,
      ref: z.string().optional(),
      sha: z.string().optional(),
      status: z.enum(pipelineStatuses).optional(),
      scope: z.enum(['running', 'pending', 'finished']).optional(),
      source: z.string().optional(),
      username: z.string().optional(),
      order_by: z.enum(['id', 'updated_at']).default('id'),
      sort: z.enum(['asc', 'desc']).default('desc'),
    });
    const isOf = (wanted: string | undefined, value: string | undefined) => wanted === undefined || wanted === value;
    const found = projectPipelines(call.state, call.project)
      .filter((row) => isOf(query.ref, row.ref) && isOf(query.sha, row.sha) && isOf(query.status, row.status))
      .filter((row) => query.scope === undefined || scopes[query.scope].some((status) => status === row.status))
      .filter((row) => isOf(query.source, row.source))
      .filter((row) => isOf(query.username, call.workshop.user(row.userId)?.username));
    const key = (row: PipelineRow) => (query.order_by === 'id' ? row.id : Date.parse(row.updatedAt));
    found.sort((a, b) => (query.sort === 'asc' ? key(a) - key(b) : key(b) - key(a)));
    return present(call, call.paginate(query, found));
  });

  inProject('get', '/pipelines/:pipeline', (call) => {
    call.parameters({});
    const row = projectPipelines(call.state, call.project).find(
      ({ id }) => String(id) === call.request.params.pipeline,
    );
    if (row === undefined) throw notFound('Pipeline');
    return pipelineDetailEntity(call.workshop, call.project, row);
  });

  inProject('get', '/merge_requests/:iid/pipelines', async (call) => {
    const query = call.parameters(pages);
    const row = await find(call);
    return present(call, call.paginate(query, pipelinesOf(call.state, call.project, row)));
  });
}

const present = ({ workshop, project }: ProjectCall, rows: PipelineRow[]) =>
  rows.map((row) => pipelineEntity(workshop, project, row));
