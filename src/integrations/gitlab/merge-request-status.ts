import { z } from 'zod';
import type { MergeRequestStatus, Pipeline, PipelineState } from '../../core/index.ts';
import { answers } from './answers.ts';
import { type Api, type Operations, orAbsent } from './operations.ts';

const person = z.object({ username: z.string(), name: z.string() });
const detail = answers.mergeRequest.extend({
  merge_user: person.nullish(),
  closed_by: person.nullish(),
  head_pipeline: z.object({ id: z.number().int(), status: z.string(), web_url: z.string() }).nullish(),
});
const approvals = z.object({ approved_by: z.array(z.object({ user: person })).nullish() });
const notes = z.array(
  z.object({
    id: z.number().int(),
    body: z.string(),
    author: person,
    created_at: z.string(),
    system: z.boolean(),
    internal: z.boolean().nullish(),
    confidential: z.boolean().nullish(),
  }),
);

const perPage = 100;

const states: Readonly<Record<string, PipelineState>> = {
  success: 'passed',
  failed: 'failed',
  canceled: 'canceled',
  canceling: 'canceled',
  skipped: 'skipped',
  manual: 'waiting',
  scheduled: 'waiting',
};

/** A status that is not known here is one on the way to another. */
const toPipeline = (found: z.infer<typeof detail>['head_pipeline']): Pipeline | undefined =>
  found ? { id: found.id, state: states[found.status] ?? 'running', url: found.web_url } : undefined;

interface Place {
  project: string;
  iid: number;
}

const readApprovals = (api: Api, { read }: Operations, { project, iid }: Place): Promise<string[] | undefined> =>
  orAbsent(
    read('merge-requests.approvals', async () => {
      const found = await api.MergeRequestApprovals.showConfiguration(project, { mergerequestIId: iid });
      return (approvals.parse(found).approved_by ?? []).map(({ user }) => user.name);
    }),
    // An installation may have no approvals; the merge request itself was there a moment ago.
    async () => undefined,
  );

/** What people wrote for everybody, oldest first: not what GitLab notes itself, and nothing internal. */
const readComments = (
  api: Api,
  { read }: Operations,
  { project, iid }: Place,
): Promise<MergeRequestStatus['comments']> =>
  read('merge-requests.notes', async () => {
    const options = { sort: 'desc', orderBy: 'created_at', perPage, page: 1 } as const;
    const found = notes.parse(await api.MergeRequestNotes.all(project, iid, options));
    return found
      .filter(({ system, internal, confidential }) => !system && !internal && !confidential)
      .map(({ id, body, author, created_at }) => ({ id, author: author.name, text: body, at: new Date(created_at) }))
      .reverse();
  });

/** How a merge request stands, with what people said about it. */
export async function readMergeRequestStatus(
  api: Api,
  operations: Operations,
  place: Place,
  confirm: () => Promise<unknown>,
): Promise<MergeRequestStatus | undefined> {
  const { project, iid } = place;
  const found = await orAbsent(
    operations.read('merge-requests.show', async () => detail.parse(await api.MergeRequests.show(project, iid))),
    confirm,
  );
  if (!found) return undefined;
  const [approvers, comments] = await Promise.all([
    readApprovals(api, operations, place),
    readComments(api, operations, place),
  ]);
  return {
    iid,
    url: found.web_url,
    title: found.title,
    description: found.description ?? '',
    state: found.state,
    source: found.source_branch,
    target: found.target_branch,
    endedBy: (found.merge_user ?? found.closed_by)?.name ?? '',
    pipeline: toPipeline(found.head_pipeline),
    approvers: approvers ?? [],
    comments,
  };
}
