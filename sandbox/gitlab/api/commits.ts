import { z } from 'zod';
import { createCommit } from '../commits.ts';
import { diffTrees } from '../diff.ts';
import { commitDetailEntity, commitEntity, diffEntity } from '../entities.ts';
import { invalid, notFound } from '../errors.ts';
import { type Commit, firstParent, log, readCommit, readStats } from '../history.ts';
import { startPushedPipeline } from '../pipelines.ts';
import { resolveCommit } from '../refs.ts';
import { signature } from '../workshop.ts';
import type { Operations, ProjectCall } from './call.ts';
import { pageRange } from './pagination.ts';
import { date, flag, pages } from './parameters.ts';

const maxActions = 1000;
const needed = {
  create: [],
  delete: [],
  update: ['content'],
  move: ['previous_path'],
  chmod: ['execute_filemode'],
} as const;

const action = z.strictObject({
  action: z.enum(['create', 'update', 'delete', 'move', 'chmod']),
  file_path: z.string(),
  previous_path: z.string().optional(),
  content: z.string().optional(),
  encoding: z.enum(['text', 'base64']).default('text'),
  last_commit_id: z.string().optional(),
  execute_filemode: flag().optional(),
});

export function registerCommits({ inProject }: Operations): void {
  inProject('get', '/repository/commits', listCommits);
  inProject('post', '/repository/commits', commitActions);

  inProject('get', '/repository/commits/:sha', async (call) => {
    const { stats } = call.parameters({ stats: flag().default(true) });
    return detail(call, await findCommit(call), stats);
  });

  inProject('get', '/repository/commits/:sha/diff', async (call) => {
    const query = call.parameters({ ...pages, unidiff: flag().default(false) });
    const commit = await findCommit(call);
    const diffs = await diffTrees(call.repository, firstParent(commit), commit.sha);
    return call.paginate(query, diffs).map((diff) => diffEntity(diff, query.unidiff));
  });
}

async function listCommits(call: ProjectCall) {
  const query = call.parameters({
    ...pages,
    ref_name: z.string().default(call.project.defaultBranch),
    since: date().optional(),
    until: date().optional(),
    path: z.string().max(4096).optional(),
    author: z.string().max(200).optional(),
    all: flag().default(false),
    with_stats: flag().default(false),
    first_parent: flag().default(false),
    order: z.enum(['default', 'topo']).default('default'),
    trailers: flag().default(false),
  });
  const start = query.all ? '--branches' : await resolveCommit(call.repository, query.ref_name);
  if (start === undefined) throw notFound('Commit');
  const { perPage, offset } = pageRange(query);
  const selection = [`--max-count=${perPage + 1}`, `--skip=${offset}`, start];
  if (query.since !== undefined) selection.push(`--since=${new Date(query.since).toISOString()}`);
  if (query.until !== undefined) selection.push(`--until=${new Date(query.until).toISOString()}`);
  if (query.author !== undefined) selection.push('--fixed-strings', `--author=${query.author}`);
  if (query.first_parent) selection.push('--first-parent');
  if (query.order === 'topo') selection.push('--topo-order');
  const commits = call.paginateUncounted(query, await log(call.repository, selection, query.path));
  const { repository, project, workshop } = call;
  return Promise.all(
    commits.map(async (commit) => ({
      ...commitEntity(commit, `${workshop.url()}/${project.path}`, query.trailers),
      ...(query.with_stats ? { stats: await readStats(repository, commit) } : {}),
    })),
  );
}

async function commitActions(call: ProjectCall) {
  const body = call.parameters({
    branch: z.string().min(1),
    commit_message: z.string().min(1).max(1_000_000),
    actions: z.array(action).min(1).max(maxActions),
    start_branch: z.string().optional(),
    start_sha: z.string().optional(),
    author_name: z.string().max(255).optional(),
    author_email: z.string().max(255).optional(),
    force: flag().default(false),
    stats: flag().default(true),
  });
  body.actions.forEach((given, index) => {
    const missing = needed[given.action].find((name) => given[name] === undefined);
    if (missing !== undefined) throw invalid(`actions[${index}][${missing}] is missing`);
  });
  const committer = signature(call.user);
  const sha = await createCommit(call.workshop, call.project, {
    branch: body.branch,
    message: body.commit_message,
    actions: body.actions,
    startBranch: body.start_branch,
    startSha: body.start_sha,
    force: body.force,
    author: { name: body.author_name ?? committer.name, email: body.author_email ?? committer.email },
    committer,
  });
  await startPushedPipeline(call.workshop, call.project, { ref: body.branch, sha, by: call.user });
  return detail(call, await readCommit(call.repository, sha), body.stats);
}

async function findCommit({ request, repository }: ProjectCall): Promise<Commit> {
  const sha = await resolveCommit(repository, String(request.params.sha));
  if (sha === undefined) throw notFound('Commit');
  return readCommit(repository, sha);
}

async function detail({ repository, project, workshop }: ProjectCall, commit: Commit, withStats: boolean) {
  const stats = withStats ? await readStats(repository, commit) : undefined;
  return commitDetailEntity(commit, `${workshop.url()}/${project.path}`, { projectId: project.id, stats });
}
