import { z } from 'zod';
import { diffTrees } from '../diff.ts';
import { commitEntity, diffEntity } from '../entities.ts';
import { invalid, notFound } from '../errors.ts';
import { log } from '../history.ts';
import { mergeRequestBasicEntity, mergeRequestEntity } from '../merge-request-entity.ts';
import { changeMergeRequest, openMergeRequest, projectMergeRequests, refresh } from '../merge-requests.ts';
import { mergeMergeRequest } from '../merging.ts';
import type { MergeRequestRow } from '../state.ts';
import type { Operations, ProjectCall } from './call.ts';
import { selection, selectMergeRequests } from './merge-request-filter.ts';
import { flag, integer, names, pages } from './parameters.ts';

export function registerMergeRequests({ inProject }: Operations): void {
  inProject('get', '/merge_requests', list);
  inProject('post', '/merge_requests', create);
  inProject('put', '/merge_requests/:iid', change);
  inProject('put', '/merge_requests/:iid/merge', merge);

  inProject('get', '/merge_requests/:iid', async (call) => {
    call.parameters({});
    return mergeRequestEntity(call.workshop, call.project, await find(call));
  });

  inProject('get', '/merge_requests/:iid/changes', async (call) => {
    const { unidiff } = call.parameters({ unidiff: flag().default(false) });
    const row = await find(call);
    const diffs = await diffTrees(call.repository, row.refs.base, row.refs.head);
    const entity = await mergeRequestEntity(call.workshop, call.project, row);
    return { ...entity, changes: diffs.map((diff) => diffEntity(diff, unidiff)), overflow: false };
  });

  inProject('get', '/merge_requests/:iid/diffs', async (call) => {
    const query = call.parameters({ ...pages, unidiff: flag().default(false) });
    const { refs } = await find(call);
    const diffs = await diffTrees(call.repository, refs.base, refs.head);
    return call.paginate(query, diffs).map((diff) => diffEntity(diff, query.unidiff));
  });

  inProject('get', '/merge_requests/:iid/commits', async (call) => {
    const query = call.parameters(pages);
    const { refs } = await find(call);
    const commits = await log(call.repository, ['--max-count=1000', `${refs.base}..${refs.head}`]);
    const projectUrl = `${call.workshop.url()}/${call.project.path}`;
    return call.paginate(query, commits).map((commit) => commitEntity(commit, projectUrl));
  });
}

/** The merge request of the path, with what was pushed since taken in. */
export async function find({ request, project, workshop, state }: ProjectCall): Promise<MergeRequestRow> {
  const iid = String(request.params.iid);
  if (!/^\d{1,15}$/.test(iid)) throw invalid('merge_request_iid is invalid');
  const row = projectMergeRequests(state, project).find((candidate) => candidate.iid === Number(iid));
  if (row === undefined) throw notFound('Merge Request');
  return refresh(workshop, project, row);
}

async function list(call: ProjectCall) {
  const query = call.parameters({ ...pages, ...selection });
  const rows = selectMergeRequests(call, query);
  const page = call.paginate(query, rows);
  const fresh = await Promise.all(page.map((row) => refresh(call.workshop, call.project, row)));
  return Promise.all(fresh.map((row) => mergeRequestBasicEntity(call.workshop, call.project, row)));
}

async function create(call: ProjectCall) {
  const body = call.parameters({
    title: z.string(),
    source_branch: z.string().max(255),
    target_branch: z.string().max(255),
    target_project_id: integer()
      .refine((id) => id === call.project.id)
      .optional(),
    description: z.string().optional(),
    labels: names().default([]),
    remove_source_branch: flag().default(false),
    squash: flag().default(false),
  });
  const row = await openMergeRequest(call.workshop, call.project, {
    title: body.title,
    description: body.description ?? null,
    sourceBranch: body.source_branch,
    targetBranch: body.target_branch,
    labels: body.labels,
    removeSourceBranch: body.remove_source_branch,
    squash: body.squash,
    authorId: call.user.id,
  });
  return mergeRequestEntity(call.workshop, call.project, row);
}

async function change(call: ProjectCall) {
  const body = call.parameters({
    title: z.string().optional(),
    description: z.string().optional(),
    target_branch: z.string().max(255).optional(),
    state_event: z.enum(['close', 'reopen']).optional(),
    labels: names().optional(),
    remove_source_branch: flag().optional(),
    squash: flag().optional(),
  });
  if (Object.keys(body).length === 0) {
    throw invalid(
      'title, description, target_branch, state_event, labels, remove_source_branch, squash are missing, at least one parameter must be provided',
    );
  }
  const row = await changeMergeRequest(call.workshop, call.project, {
    row: await find(call),
    by: call.user,
    change: {
      title: body.title,
      description: body.description,
      targetBranch: body.target_branch,
      stateEvent: body.state_event,
      labels: body.labels,
      removeSourceBranch: body.remove_source_branch,
      squash: body.squash,
    },
  });
  call.state.record('mergeRequestUpdates');
  return mergeRequestEntity(call.workshop, call.project, row);
}

async function merge(call: ProjectCall) {
  const body = call.parameters({
    merge_commit_message: z.string().max(1_000_000).optional(),
    squash_commit_message: z.string().max(1_000_000).optional(),
    should_remove_source_branch: flag().optional(),
    squash: flag().optional(),
    sha: z.string().optional(),
  });
  const row = await mergeMergeRequest(call.workshop, call.project, {
    row: await find(call),
    order: {
      by: call.user,
      message: body.merge_commit_message,
      squashMessage: body.squash_commit_message,
      squash: body.squash,
      removeSourceBranch: body.should_remove_source_branch,
      sha: body.sha,
    },
  });
  call.state.record('merges');
  return mergeRequestEntity(call.workshop, call.project, row);
}
