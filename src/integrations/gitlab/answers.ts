import { z } from 'zod';
import { fileDiff } from './diff.ts';

/** What is used of GitLab's answers, and no more: a field that is not named here may change as it likes. */
export const answers = {
  project: z.object({ path_with_namespace: z.string(), default_branch: z.string().nullish(), web_url: z.string() }),
  branch: z.object({
    name: z.string(),
    commit: z.object({ id: z.string() }),
    default: z.boolean(),
    protected: z.boolean(),
    web_url: z.string(),
  }),
  commit: z.object({ id: z.string(), title: z.string(), message: z.string() }),
  newCommit: z.object({ id: z.string(), web_url: z.string() }),
  file: z.object({ content: z.string(), size: z.number(), execute_filemode: z.boolean().nullish() }),
  hits: z.array(z.object({ path: z.string() })),
  issue: z.object({
    iid: z.number().int(),
    web_url: z.string(),
    title: z.string(),
    description: z.string().nullish(),
    state: z.enum(['opened', 'closed']),
  }),
  people: z.array(z.object({ id: z.number().int(), username: z.string(), name: z.string() })),
  comparison: z.object({
    commits: z.array(z.object({ id: z.string(), title: z.string(), message: z.string() })),
    diffs: z.array(fileDiff),
    compare_timeout: z.boolean().nullish(),
  }),
  mergeRequest: z.object({
    iid: z.number().int(),
    web_url: z.string(),
    title: z.string(),
    description: z.string().nullish(),
    state: z.enum(['opened', 'closed', 'merged', 'locked']),
    source_branch: z.string(),
    target_branch: z.string(),
    source_project_id: z.number().nullish(),
    target_project_id: z.number().nullish(),
  }),
};
