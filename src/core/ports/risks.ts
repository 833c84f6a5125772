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
}

/** One row of a project's register. Its score is probability times impact. */
export interface Risk extends RiskContent {
  /** What people call it by; counted per organisation. */
  number: number;
  project: string;
  /** The plan that it was found in. */
  plan: number | undefined;
  state: RiskState;
  /** A person changed it, so that an assessment leaves its words and figures alone. */
  isEdited: boolean;
  changedBy: string;
  changedAt: Date;
}

export type RiskChange = Partial<
  Pick<Risk, 'title' | 'probability' | 'impact' | 'owner' | 'response' | 'mitigation' | 'trigger' | 'state'>
>;

/** Reads the registers of the projects that a person is a member of. */
export interface RiskReader {
  /** Highest score first. */
  register(project: string): Promise<Risk[]>;
  find(number: number): Promise<Risk | undefined>;
}

export interface RiskStore {
  /** Adds what is new and brings the figures of the others up to date; what a person edited or closed stays. The whole register. */
  assess(project: string, plan: number | undefined, risks: readonly RiskContent[]): Promise<Risk[]>;
  update(number: number, change: RiskChange): Promise<Risk>;
}
