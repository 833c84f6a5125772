import {
  type Comment,
  isMergeRequestOver,
  type MergeRequestSeen,
  type MergeRequestStatus,
  type Pipeline,
  type PipelineState,
} from '../../core/index.ts';

/** Something about a merge request that is worth a line. */
export type Change =
  | { kind: 'pipeline'; pipeline: Pipeline }
  | { kind: 'comment'; comment: Comment }
  | { kind: 'approved'; names: readonly string[] }
  | { kind: 'unapproved'; names: readonly string[] }
  | { kind: 'merged' | 'closed'; by: string };

/** Pipelines on their way are nothing to tell. */
const toldStates: readonly PipelineState[] = ['passed', 'failed', 'canceled'];

const pipelineKey = (pipeline: Pipeline | undefined): string => (pipeline ? `${pipeline.id}:${pipeline.state}` : '');

/** What there is to remember of how a merge request stands; comments that were taken back stay counted. */
export const seenOf = (status: MergeRequestStatus, before?: MergeRequestSeen): MergeRequestSeen => ({
  state: status.state,
  // Between a push and its pipeline there is none: the last one stays known, and is not told again.
  pipeline: pipelineKey(status.pipeline) || (before?.pipeline ?? ''),
  lastNote: Math.max(before?.lastNote ?? 0, ...status.comments.map(({ id }) => id)),
  approvers: status.approvers,
});

function pipelineChange(seen: MergeRequestSeen, { pipeline }: MergeRequestStatus): Change[] {
  const isTold = !pipeline || !toldStates.includes(pipeline.state) || pipelineKey(pipeline) === seen.pipeline;
  return isTold ? [] : [{ kind: 'pipeline', pipeline }];
}

function approvalChanges(seen: MergeRequestSeen, now: MergeRequestStatus): Change[] {
  const added = now.approvers.filter((name) => !seen.approvers.includes(name));
  const gone = seen.approvers.filter((name) => !now.approvers.includes(name));
  return [
    ...(added.length > 0 ? [{ kind: 'approved', names: added } as const] : []),
    ...(gone.length > 0 ? [{ kind: 'unapproved', names: gone } as const] : []),
  ];
}

/** What happened between what was told and now, in the order in which it reads best: the end comes last. */
export function changesBetween(seen: MergeRequestSeen, now: MergeRequestStatus): Change[] {
  const ending = isMergeRequestOver(now) && now.state !== seen.state;
  return [
    ...pipelineChange(seen, now),
    ...now.comments.filter(({ id }) => id > seen.lastNote).map((comment): Change => ({ kind: 'comment', comment })),
    ...approvalChanges(seen, now),
    ...(ending ? [{ kind: now.state === 'merged' ? 'merged' : 'closed', by: now.endedBy } as const] : []),
  ];
}
