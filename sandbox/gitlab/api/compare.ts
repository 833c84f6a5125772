import { z } from 'zod';
import { diffTrees } from '../diff.ts';
import { commitEntity, diffEntity, encodePath } from '../entities.ts';
import { notFound } from '../errors.ts';
import { log, mergeBase } from '../history.ts';
import { resolveCommit } from '../refs.ts';
import type { Operations } from './call.ts';
import { flag, integer } from './parameters.ts';

export function registerCompare({ inProject }: Operations): void {
  inProject('get', '/repository/compare', async ({ parameters, repository, project, workshop }) => {
    const query = parameters({
      from: z.string(),
      to: z.string(),
      straight: flag().default(false),
      unidiff: flag().default(false),
      from_project_id: integer()
        .refine((id) => id === project.id)
        .optional(),
    });
    const from = await resolveCommit(repository, query.from);
    const to = await resolveCommit(repository, query.to);
    if (from === undefined || to === undefined) throw notFound('Ref');
    const projectUrl = `${workshop.url()}/${project.path}`;
    const commits = await log(repository, ['--reverse', '--max-count=1000', `${from}..${to}`]);
    const start = query.straight ? from : ((await mergeBase(repository, from, to)) ?? from);
    const diffs = await diffTrees(repository, start, to);
    const last = commits.at(-1);
    return {
      commit: last === undefined ? null : commitEntity(last, projectUrl),
      commits: commits.map((commit) => commitEntity(commit, projectUrl)),
      diffs: diffs.map((diff) => diffEntity(diff, query.unidiff)),
      compare_timeout: false,
      compare_same_ref: query.from === query.to,
      web_url: `${projectUrl}/-/compare/${encodePath(query.from)}...${encodePath(query.to)}`,
    };
  });
}
