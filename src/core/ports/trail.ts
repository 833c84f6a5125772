/** One row of the audit trail, for reading. */
export interface TrailRow {
  at: Date;
  /** Empty when the person was erased. */
  person: string;
  door: string;
  action: string;
  capability: string | undefined;
  outcome: string;
  run: number | undefined;
  effect: string | undefined;
  /** Why, where a person said so. */
  reason: string;
}

/** What the trail tells of: a request, a decision about it, what was sent to a vendor, a firing that was left out, a kill switch, a change of who
 * approves, a sign-in. */
export const trailActions = ['asked', 'decided', 'sent', 'skipped', 'kill switch', 'policy', 'signed in'] as const;
export type TrailAction = (typeof trailActions)[number];

export interface TrailFilter {
  /** Part of a person's name; empty for all. */
  person: string;
  /** Part of a capability's name; empty for all. */
  capability: string;
  /** Empty for all. */
  action: TrailAction | '';
  /** How it ended, exactly: `done`, a verdict, an error code; empty for all. */
  outcome: string;
  /** The number of a run; 0 for all. */
  run: number;
  from: Date | undefined;
  to: Date | undefined;
  limit: number;
  /** So many are left out at the start: for turning pages. */
  offset: number;
}

/**
 * What is wrong at a row. `changed`: it, or another in its place, is not what was linked. `missing`: there is none. `inserted`: it was
 * put in long after the time that it tells. `cut`: from it on, rows were signed and are gone. `rewritten`: from it on, at the latest,
 * the chain was made anew after it was signed.
 */
export interface TrailFault {
  kind: 'changed' | 'missing' | 'inserted' | 'cut' | 'rewritten';
  /** In the chain, from 1. */
  number: number;
}

export interface TrailVerdict {
  /** How many fit, from the first on. */
  rows: number;
  /** How many signed ends there are to compare with; undefined where none are kept in a file. */
  checkpoints: number | undefined;
  fault: TrailFault | undefined;
}

/** Reads the organisation's audit trail, latest first. */
export interface TrailReader {
  read(filter: TrailFilter): Promise<TrailRow[]>;
  /** Proves that it was not altered, or names the first row that was. */
  verify(): Promise<TrailVerdict>;
}
