/** Something that happened and can be told. */
export interface Happening {
  at: Date;
  /** The capability's name for what an agent did; `plan`, `risk` for what changed here. */
  kind: string;
  person: string;
  /** One line, in our words or escaped. */
  markdown: string;
  url: string | undefined;
}

export interface WaitingApproval {
  /** What the capability is called. */
  capability: string;
  /** What was asked for, as one line: in our words or escaped. */
  markdown: string;
  person: string;
  since: Date;
  url: string;
}

/** What went on in a project. */
export interface Activity {
  /** Oldest first. */
  happened: readonly Happening[];
  waiting: readonly WaitingApproval[];
  openRisks: readonly { number: number; title: string; score: number }[];
  plan: { number: number; title: string; finish: string; deadline: string } | undefined;
}

export interface ActivityQuestion {
  /** One of the reader's. */
  project: string;
  from: Date;
  to: Date;
  /** At most so many happenings, the latest. */
  limit: number;
  /** The agent whose own doings are left out: what tells of others does not tell of itself. */
  without: string;
}

export interface ActivityReader {
  of(question: ActivityQuestion): Promise<Activity>;
}
