/** So much in so long. */
export interface Limit {
  /** Names it in keys and metrics, such as `person-requests`. */
  name: string;
  most: number;
  seconds: number;
}

/** How far a limit is used up by one key. */
export interface Count {
  /** What was counted last was still within. */
  isWithin: boolean;
  remaining: number;
  /** Until counting begins anew. */
  resetMs: number;
}

/**
 * Counts against limits, together with all other processes. Where what they share is out of reach, each counts for itself: a
 * limit never fails, and never holds up for longer than a moment.
 */
export interface Limiter {
  /** Counts one by what is known in this process, and tells the others behind: for who cannot wait. */
  countHere(limit: Limit, key: string): Count;
  /** Counts one together with the others. */
  count(limit: Limit, key: string): Promise<Count>;
  /** How it stands, by what is known in this process. Counts nothing. */
  standing(limit: Limit, key: string): Count;
}
