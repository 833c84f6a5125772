import { z } from 'zod';
import type { World } from '../harness/world.ts';

const mergeRequests = z.array(
  z.object({ title: z.string(), state: z.string(), source_branch: z.string(), web_url: z.string() }),
);
const issues = z.array(
  z.object({
    iid: z.number(),
    title: z.string(),
    description: z.string().nullable(),
    state: z.string(),
    assignee: z.object({ username: z.string() }).nullable(),
  }),
);
export type SeenIssue = z.output<typeof issues>[number];
export type SeenMergeRequest = z.output<typeof mergeRequests>[number];

/** GitLab as somebody sees it who looks there, and not at what we say about it. */
export function gitlabOf({ vendors, aurora }: World) {
  const base = `${vendors.gitlabUrl}/api/v4/projects/${encodeURIComponent('aurora/adjutant')}`;
  const get = (path: string) => fetch(`${base}/${path}`, { headers: { 'private-token': aurora.gitlab.token } });
  return {
    mergeRequests: async (): Promise<SeenMergeRequest[]> =>
      mergeRequests.parse(await (await get('merge_requests?state=all')).json()),
    /** Newest first. */
    issues: async (): Promise<SeenIssue[]> => issues.parse(await (await get('issues?per_page=100')).json()),
    /** What GitLab answers when somebody looks for the branch. */
    branch: async (name: string): Promise<number> =>
      (await get(`repository/branches/${encodeURIComponent(name)}`)).status,
    /** Merged by hand. */
    merge: async (iid: number): Promise<void> => {
      const path = `${base}/merge_requests/${iid}/merge`;
      const answer = await fetch(path, { method: 'PUT', headers: { 'private-token': aurora.gitlab.token } });
      if (!answer.ok) throw new Error(`merging answered ${answer.status}: ${await answer.text()}`);
    },
    /** Closed by hand. */
    close: async (iid: number): Promise<void> => {
      const headers = { 'private-token': aurora.gitlab.token, 'content-type': 'application/json' };
      const body = JSON.stringify({ state_event: 'close' });
      const answer = await fetch(`${base}/merge_requests/${iid}`, { method: 'PUT', headers, body });
      if (!answer.ok) throw new Error(`closing answered ${answer.status}: ${await answer.text()}`);
    },
    file: async (path: string, ref: string): Promise<string> =>
      (await get(`repository/files/${encodeURIComponent(path)}/raw?ref=${encodeURIComponent(ref)}`)).text(),
  };
}
