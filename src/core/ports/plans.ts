/** How two tasks hang together. */
export const linkKinds = ['finish-to-start', 'start-to-start', 'finish-to-finish', 'start-to-finish'] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface TaskLink {
  /** Code of the task before. */
  code: string;
  kind: LinkKind;
  /** Working days to wait after it; negative to overlap. */
  lagDays: number;
}

/** One leaf of the work breakdown structure with its place in time. Durations are working days, dates ISO. */
export interface PlanTask {
  /** `2.1`: phase and place in it. */
  code: string;
  name: string;
  phase: string;
  days: number;
  optimisticDays: number;
  pessimisticDays: number;
  after: readonly TaskLink[];
  /** Who does it; empty when nobody is named. */
  owner: string;
  isMilestone: boolean;
  start: string;
  finish: string;
  /** Working days that it can slip without moving the end. */
  floatDays: number;
  isCritical: boolean;
  /** Not before this ISO date, whatever the links allow; empty when free. */
  notBefore: string;
  /** What is there when it is done. */
  deliverable?: string;
  /** The plan is for this day: what the task waits for prepares it, and what waits for the task comes after. */
  isEvent?: boolean;
}

/** All of a plan but what storing it adds. */
export interface PlanContent {
  project: string;
  title: string;
  goal: string;
  /** Which kind of project it was taken for; empty when the tasks were given. */
  template: string;
  start: string;
  finish: string;
  /** A promised end; empty without one. */
  deadline: string;
  tasks: readonly PlanTask[];
  /** What was taken for granted, in sentences. */
  assumptions: readonly string[];
  /** Names of the people who are there to do it. */
  team?: readonly string[];
  /** ISO dates on which nobody works, besides weekends. */
  holidays?: readonly string[];
}

export interface Plan extends PlanContent {
  /** What people call it by; counted per organisation. */
  number: number;
  /** Grows with each change. */
  version: number;
  changedBy: string;
  changedAt: Date;
  /** What the last change was, in a sentence. */
  change: string;
}

/** What a plan is called. */
export type PlanName = Pick<Plan, 'number' | 'title'>;

/** An issue that was made for a task. */
export interface PlanIssue {
  code: string;
  iid: number;
  url: string;
}

/** Reads the plans of the projects that a person is a member of. */
export interface PlanReader {
  find(number: number): Promise<Plan | undefined>;
  /** The one that was changed last. */
  latest(project: string): Promise<Plan | undefined>;
  /** Those of a project, the one that was changed last first. */
  names(project: string): Promise<PlanName[]>;
  /** One that was deleted, as it was. */
  findDeleted(number: number): Promise<Plan | undefined>;
  /** Issues that were made of it here and not taken back, in their order. */
  issues(number: number): Promise<PlanIssue[]>;
}

export interface PlanStore {
  create(content: PlanContent): Promise<Plan>;
  /** Throws `input.invalid` when somebody changed it since it was read. */
  change(plan: Pick<Plan, 'number' | 'version'>, content: PlanContent, change: string): Promise<Plan>;
  /** It is there no more; its number stays taken. Throws `input.invalid` when somebody changed it since it was read. */
  remove(plan: Plan): Promise<void>;
  /** Brings one back that was deleted, as a new version. Throws `input.invalid` when it is there already. */
  restore(plan: Plan): Promise<Plan>;
}
