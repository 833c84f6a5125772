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
 * the chain was made anew after it was signed. `unsigned`: a line of the file of signed ends is none of this installation.
 */
export interface TrailFault {
  kind: 'changed' | 'missing' | 'inserted' | 'cut' | 'rewritten' | 'unsigned';
  /** In the chain, or of the line, from 1. */
  number: number;
}

export interface TrailVerdict {
  /** How many fit, from the first on. */
  rows: number;
  /** How many signed ends there are to compare with; undefined where none are kept in a file. */
  checkpoints: number | undefined;
  fault: TrailFault | undefined;
}

/** A row as the chain holds it: each column as text, the moment in UTC to the microsecond. */
export interface ChainRow {
  id: string;
  at: string;
  pseudonym: string | null;
  door: string;
  action: string;
  capability: string | null;
  outcome: string;
  run_id: string | null;
  effect_id: string | null;
  correlation: string;
  details: string;
}

/** All that is known of a row, so that the chain can be computed anew by who reads it elsewhere. */
export interface TrailRecord extends ChainRow {
  /** Its place in the chain, and the hash that it has there, hexadecimal; null for a second or so after it was written. */
  number: number | null;
  hash: string | null;
  /** Null when the person was erased. */
  person: string | null;
  /** The run's number. */
  run: number | null;
}

/** Reads the organisation's audit trail, latest first. */
export interface TrailReader {
  read(filter: TrailFilter): Promise<TrailRow[]>;
  /** All that fit, first ones first. */
  records(filter: Omit<TrailFilter, 'limit' | 'offset'>): AsyncIterable<TrailRecord>;
  /** Proves that it was not altered, or names the first row that was. */
  verify(): Promise<TrailVerdict>;
}
