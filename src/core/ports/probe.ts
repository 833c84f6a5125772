/** The places where a crash tells most about the ledger: crash tests end the process there. */
export const faultPoints = [
  'run.accepted',
  'effect.planned',
  'run.checkpointed',
  'effect.decided',
  'effect.claimed',
  'effect.before-call',
  'effect.after-call',
  'effect.stored',
  'effect.settled',
  'run.answered',
] as const;
export type FaultPoint = (typeof faultPoints)[number];

export interface Probe {
  reached(point: FaultPoint): void;
}

/** What runs everywhere but in crash tests. */
export const noProbe: Probe = { reached: () => undefined };
