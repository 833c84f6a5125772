import { isMergeRequestOver, type MergeRequestSeen, type MergeRequestStatus, type Reply } from '../../core/index.ts';
import { changesBetween, seenOf } from './changes.ts';
import { waitMs } from './pace.ts';
import { type Farewell, takeLeave, tell } from './telling.ts';

/** What a look at a merge request came to. */
export type Look = { status: MergeRequestStatus } | { farewell: Farewell } | { laterMs: number };

export interface Looker {
  iid: number;
  seen: MergeRequestSeen;
  /** How long nothing has changed. */
  quietMs: number;
  /** Between two looks at the least. */
  shortestMs: number;
}

export interface Conclusion {
  seen: MergeRequestSeen;
  /** What is to be said, when there is something. */
  told: Reply | undefined;
  nextMs: number;
  /** Why there is no next look. */
  ended: 'over' | Farewell | null;
}

/** From what was seen and what is now to what is told, and when to look again. */
export function conclude({ iid, seen, quietMs, shortestMs }: Looker, look: Look): Conclusion {
  if ('laterMs' in look) return { seen, told: undefined, nextMs: look.laterMs, ended: null };
  if ('farewell' in look) return { seen, told: takeLeave(iid, look.farewell), nextMs: 0, ended: look.farewell };
  const { status } = look;
  const changes = changesBetween(seen, status);
  return {
    seen: seenOf(status, seen),
    told: changes.length > 0 ? tell(status, changes) : undefined,
    nextMs: waitMs(status.pipeline?.state, changes.length > 0 ? 0 : quietMs, shortestMs),
    ended: isMergeRequestOver(status) ? 'over' : null,
  };
}
