import type { MergeRequestStatus } from './gitlab.ts';

/** What was last told about a merge request. */
export interface MergeRequestSeen {
  state: MergeRequestStatus['state'];
  /** `12:passed`; empty without one. */
  pipeline: string;
  /** Highest id of a comment. */
  lastNote: number;
  approvers: readonly string[];
}

export interface FollowStore {
  /**
   * From now on its changes are told in the thread of this run; once for each place and merge request.
   * Answers until when, or nothing where there is no place to tell them.
   */
  follow(project: string, status: MergeRequestStatus): Promise<Date | undefined>;
  /** Ends what this person follows, and what is told in this thread. Answers how many there were. */
  stop(project: string, iid: number): Promise<number>;
}
