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
  capability: string;
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

export interface ActivityReader {
  /** At most `limit` happenings, the latest. The project is one of the reader's. */
  of(project: string, from: Date, to: Date, limit: number): Promise<Activity>;
}
