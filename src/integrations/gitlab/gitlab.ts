import { Gitlab } from '@gitbeaker/rest';
import type { z } from 'zod';
import {
  AppError,
  type Branch,
  type Cache,
  type Commit,
  type GitLab,
  type MergeRequest,
  noCache,
} from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import type { Vendor } from '../../platform/vendor-call.ts';
import { answers } from './answers.ts';
import { toActions } from './commit-actions.ts';
import { gitDiff } from './diff.ts';
import { readTextFile } from './file-text.ts';
import { createIssues } from './issues.ts';
import { readMergeRequestStatus } from './merge-request-status.ts';
import { createOperations, orAbsent } from './operations.ts';
import { readTree } from './read-tree.ts';
import { searchPaths } from './search.ts';
import { createRequester } from './transport.ts';
import { listPaths } from './tree.ts';

export interface GitLabSettings {
  /** Base of the installation; a path in it is kept. */
  url: string;
  token: Secret;
  /** For each request; the vendor call's own timeout stands around all requests of one operation. */
  timeoutMs?: number;
  /** Larger files are refused. */
  maxFileBytes?: number;
  /** Of this account: for what was read at a commit. */
  cache?: Cache;
}

const perPage = 100;

const toBranch = (answer: unknown): Branch => {
  const { name, commit, default: isDefault, protected: isProtected, web_url: url } = answers.branch.parse(answer);
  return { name, commit: commit.id, isDefault, isProtected, url };
};

function toMergeRequest(answer: z.infer<typeof answers.mergeRequest>): MergeRequest {
  const { iid, web_url: url, title, description, state, source_branch: source, target_branch: target } = answer;
  return { iid, url, title, description: description ?? '', state, source, target };
}

/** GitLab's REST API behind the port. */
export function createGitLab(settings: GitLabSettings, vendor: Vendor): GitLab {
  const { token, timeoutMs = 15_000, maxFileBytes = 1_000_000, cache = noCache } = settings;
  const api = new Gitlab({
    host: settings.url.replace(/\/+$/, ''),
    token: token.reveal(),
    queryTimeout: timeoutMs,
    requesterFn: createRequester,
  });
  const operations = createOperations(vendor, token);
  const { read, write } = operations;

  const project = (path: string): ReturnType<GitLab['project']> =>
    read('projects.show', async () => {
      const found = answers.project.parse(await api.Projects.show(path));
      if (found.default_branch) {
        return { path: found.path_with_namespace, defaultBranch: found.default_branch, url: found.web_url };
      }
      throw new AppError('upstream.refused', `${path} has no default branch yet. Push a first commit to it.`);
    });

  const commit = (path: string, id: string): Promise<Commit | undefined> =>
    orAbsent(
      read('commits.show', async () => answers.commit.parse(await api.Commits.show(path, id))),
      () => project(path),
    );

  return {
    project,
    commit,
    branch: (path, name) =>
      orAbsent(
        read('branches.show', async () => toBranch(await api.Branches.show(path, name))),
        () => project(path),
      ),
    file: (path, file, ref) =>
      orAbsent(
        read('files.show', async () => {
          const answer = answers.file.parse(await api.RepositoryFiles.show(path, file, ref));
          return readTextFile(file, answer, maxFileBytes);
        }),
        () => requireCommit(path, ref, commit),
      ),
    readTree: (request) => readTree(api, operations, request, { maxFileBytes, cache, confirm: project }),
    search: (path, text, ref, limit) => searchPaths(api, operations, { project: path, text, ref, limit }),
    compare: (path, base, head) =>
      read('repositories.compare', async () => {
        const found = answers.comparison.parse(await api.Repositories.compare(path, base, head, { straight: false }));
        if (!found.compare_timeout) {
          return { commits: found.commits, diff: found.diffs.map(gitDiff).join(''), files: found.diffs.length };
        }
        throw new AppError('upstream.refused', `GitLab takes too long to compare ${base} with ${head}. Compare less.`);
      }),
    createBranchWithCommit: ({ project: path, branch, startCommit, message, changes }) =>
      write('commits.create', async () => {
        const actions = changes.flatMap(toActions);
        const made = await api.Commits.create(path, branch, message, actions, { startSha: startCommit });
        const { id, web_url: url } = answers.newCommit.parse(made);
        return { commit: id, url };
      }),
    deleteBranch: (path, name) => write('branches.remove', async () => void (await api.Branches.remove(path, name))),
    openMergeRequest: ({ project: path, source, target, title, description }) =>
      write('merge-requests.create', async () => {
        const made = await api.MergeRequests.create(path, source, target, title, { description });
        return toMergeRequest(answers.mergeRequest.parse(made));
      }),
    mergeRequestsOf: (path, source) =>
      read('merge-requests.list', async () => {
        const query = {
          projectId: path,
          sourceBranch: source,
          orderBy: 'created_at',
          sort: 'desc',
        } as const;
        const found = await api.MergeRequests.all({ ...query, page: 1, perPage });
        const all = answers.mergeRequest.array().parse(found);
        // A fork may have a branch of the same name; its merge requests are not of this branch.
        return all.filter((each) => each.source_project_id === each.target_project_id).map(toMergeRequest);
      }),
    mergeRequestStatus: (path, iid) =>
      readMergeRequestStatus(api, operations, { project: path, iid }, () => project(path)),
    paths: (path, ref) => listPaths(api, operations, { project: path, ref, cache }),
    ...createIssues(api, operations, project),
    closeMergeRequest: (path, iid) =>
      write(
        'merge-requests.close',
        async () => void (await api.MergeRequests.edit(path, iid, { stateEvent: 'close' })),
      ),
  };
}

async function requireCommit(
  project: string,
  ref: string,
  commit: (project: string, id: string) => Promise<Commit | undefined>,
): Promise<void> {
  if (await commit(project, ref)) return;
  throw new AppError('upstream.not-found', `GitLab has no branch or commit ${ref} in ${project}.`);
}
