import { z } from 'zod';
import { approve, unapprove } from '../approvals.ts';
import { invalid } from '../errors.ts';
import { changeMergeRequest } from '../merge-requests.ts';
import { mergeMergeRequest } from '../merging.ts';
import { addNote } from '../notes.ts';
import { changePipeline, pipelinesOf, pipelineVerbs, startPipeline } from '../pipelines.ts';
import type { MergeRequestRow, UserRow } from '../state.ts';
import { visitor } from '../workshop.ts';
import { playable } from './review.ts';
import type { View } from './source.ts';

/** What a form of a merge request's page may order; the name ends its address. */
export type Order = (view: View, row: MergeRequestRow, body: unknown) => Promise<unknown>;

const change =
  (stateEvent: 'close' | 'reopen'): Order =>
  ({ workshop, project }, row) =>
    changeMergeRequest(workshop, project, { row, change: { stateEvent }, by: visitor });

function person({ workshop, project }: View, username: string): UserRow {
  const found = playable(workshop, project.path).find((each) => each.username === username);
  if (found === undefined) throw invalid('nobody of that name can be played here');
  return found;
}

const text = z.string().max(5_000);
const mergeForm = z.object({ sha: z.string().optional() });
const noteForm = z.object({ body: text, as: text.default(visitor.username), internal: z.literal('yes').optional() });
const approvalForm = z.object({ verb: z.enum(['approve', 'unapprove']), as: text.default(visitor.username) });
const pipelineForm = z.object({
  verb: z.enum([...pipelineVerbs, 'run']),
  pipeline: z.coerce.number().int().optional(),
});

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw invalid('the form is not complete');
}

export const orders: Readonly<Record<string, Order>> = {
  close: change('close'),
  reopen: change('reopen'),
  merge: ({ workshop, project }, row, body) =>
    mergeMergeRequest(workshop, project, { row, order: { by: visitor, sha: read(mergeForm, body).sha } }),
  notes: async (view, row, body) => {
    const { body: words, as, internal } = read(noteForm, body);
    addNote(view.workshop.state, row, { by: person(view, as), body: words, internal: internal === 'yes' });
  },
  approvals: async (view, row, body) => {
    const { verb, as } = read(approvalForm, body);
    (verb === 'approve' ? approve : unapprove)(view.workshop.state, row, person(view, as));
  },
  pipelines: async ({ workshop, project }, row, body) => {
    const { verb, pipeline } = read(pipelineForm, body);
    if (verb === 'run') return startPipeline(workshop, project, row, visitor);
    const known = pipelinesOf(workshop.state, project, row).find(({ id }) => id === pipeline);
    if (known === undefined) throw invalid('there is no such pipeline here');
    changePipeline(workshop, known.id, verb);
  },
};
