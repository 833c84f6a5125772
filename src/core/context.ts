import type { GitLab } from './ports/gitlab.ts';
import type { RunReader } from './ports/runs.ts';
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

/** What a capability may use: the asker, the tenant's own vendor accounts, and nothing else. */
export interface Context {
  principal: Principal;
  /** Absent for a read that is answered at the door. */
  run: string | undefined;
  /** Ties together what belongs to one request, in logs, runs and the audit trail. */
  correlation: string;
  /** The name of the step inside its run: the same step is done once, however often it starts. */
  step: string | undefined;
  log: Log;
  clock: Clock;
  /** Aborted when the worker lost its lease or shuts down. */
  signal: AbortSignal;
  gitlab: GitLab;
  runs: RunReader;
}

/** The context while an effect is sent or looked up: what is made at the vendor carries the effect's id. */
export interface EffectContext extends Context {
  effect: { id: string; requester: string };
}
