export const riskStates = ['open', 'mitigated', 'happened', 'closed'] as const;
export type RiskState = (typeof riskStates)[number];
/** What is done about it (ISO 31000 and PMBOK name the same four for threats). */
export const riskResponses = ['avoid', 'reduce', 'transfer', 'accept'] as const;
export type RiskResponse = (typeof riskResponses)[number];

export interface RiskContent {
  /**
   * Tells it from the project's other risks when the project is assessed again. It begins with `plan.` when it rests on the
   * plan's facts: then it is closed once the plan shows it no more.
   */
  key: string;
  /** The plan that it was found in, or that the words about it speak of. */
  plan: number | undefined;
  title: string;
  category: string;
  /** What makes it likely here, from the plan's facts. */
  reason: string;
  /** Both from 1 (very low) to 5 (very high). */
  probability: number;
  impact: number;
  owner: string;
  response: RiskResponse;
  mitigation: string;
  /** What shows that it begins to happen. */
  trigger: string;
  /** ISO date until which the response is to be done; empty without one. An assessment proposes it once and never moves it. */
  due: string;
  /** The score that is expected once the response is done, where somebody said one. */
  residual?: number;
}

/** One row of a project's register. Its score is probability times impact. */
export interface Risk extends RiskContent {
  /** What people call it by; counted per organisation. */
  number: number;
  project: string;
  /** The title of its plan; empty without a plan, or when it is not there any more. */
  planTitle: string;
  state: RiskState;
  /** Why it stands as it does; empty when nobody said. */
  note: string;
  /** The score that is expected once the response is done; 0 when nobody said one. */
  residual: number;
  /** What its score was before it last changed, and when that was. */
  before: { score: number; at: Date } | undefined;
  /** A person changed it, so that an assessment leaves its words and figures alone. */
  isEdited: boolean;
  changedBy: string;
  changedAt: Date;
}

/** What of a risk a person changes. */
export const riskFields = [
  'title',
  'probability',
  'impact',
  'owner',
  'response',
  'mitigation',
  'trigger',
  'due',
  'residual',
  'state',
  'note',
] as const satisfies readonly (keyof Risk)[];
export type RiskField = (typeof riskFields)[number];
export type RiskChange = Partial<Pick<Risk, RiskField>>;

/** Reads the registers of the projects that a person is a member of. */
export interface RiskReader {
  /** Highest score first. */
  register(project: string): Promise<Risk[]>;
  find(number: number): Promise<Risk | undefined>;
}

/** A risk that an assessment has something to say about, with why. */
export interface RiskVerdict {
  number: number;
  why: string;
}

export interface Assessment {
  /** The whole register. */
  register: Risk[];
  /** Numbers of what is new in it. */
  added: number[];
  /** Numbers of those that an assessment brought up to date. */
  changed: number[];
  closed: RiskVerdict[];
  /** Would be closed, were they not people's own: only a person closes them. */
  kept: RiskVerdict[];
}

export interface RiskStore {
  /**
   * Adds what is new, brings the figures of the others up to date, and closes what the plan does not show any more and what
   * belongs to plans that were replaced or deleted; what a person said, changed or closed stays. Without a plan and without risks
   * it does the last only.
   */
  assess(project: string, plan: number | undefined, risks: readonly RiskContent[]): Promise<Assessment>;
  update(number: number, change: RiskChange): Promise<Risk>;
  /** Opens those again that were closed as their plan was deleted, and that nobody closed since; their numbers. */
  reopen(project: string, plan: number): Promise<number[]>;
}
