import type { ActivityReader } from './ports/activity.ts';
import type { Channels } from './ports/channels.ts';
import type { FileReader } from './ports/files.ts';
import type { GitLab } from './ports/gitlab.ts';
import type { Model } from './ports/models.ts';
import type { PeopleReader } from './ports/people.ts';
import type { PlanReader } from './ports/plans.ts';
import type { RiskReader } from './ports/risks.ts';
import type { RunReader } from './ports/runs.ts';
import type { Salesforce } from './ports/salesforce.ts';
import type { Schedules } from './ports/schedules.ts';
import type { TrailReader } from './ports/trail.ts';
import type { X } from './ports/x.ts';
import type { Principal } from './principal.ts';

/** Structured logging: data in fields, never in the sentence. */
export interface Log {
  debug(fields: object, event: string): void;
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
  child(fields: object): Log;
}

export type Clock = () => Date;

/** Says how far slow work is, in a few words. May be called as often as one likes: not all of it is told. */
export type Progress = (words: string) => void;

/** What a capability may use: the asker, the tenant's own vendor accounts, and nothing else. */
export interface Context {
  principal: Principal;
  /** Absent for a read that is answered at the door. */
  run: string | undefined;
  /** Ties together what belongs to one request, in logs, runs and the audit trail. */
  correlation: string;
  /** The name of the step inside its run: the same step is done once, however often it starts. */
  step: string | undefined;
  /** The schedule that asked, whose approval stands for what it asks. */
  schedule: string | undefined;
  log: Log;
  clock: Clock;
  /** Aborted when the worker lost its lease or shuts down. */
  signal: AbortSignal;
  progress: Progress;
  gitlab: GitLab;
  x: X;
  salesforce: Salesforce;
  channels: Channels;
  /** Asks nobody where no model is configured: then it throws. */
  model: Model;
  runs: RunReader;
  people: PeopleReader;
  plans: PlanReader;
  risks: RiskReader;
  schedules: Schedules;
  activity: ActivityReader;
  trail: TrailReader;
  files: FileReader;
}

/** The context while an effect is sent or looked up: what is made at the vendor carries the effect's id. */
export interface EffectContext extends Context {
  effect: {
    id: string;
    requester: string;
    /** Where a person saw it, in their words, when they said that it is there. */
    seenAt?: string | undefined;
  };
}
