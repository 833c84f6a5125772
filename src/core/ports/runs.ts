export type RunState = 'queued' | 'running' | 'waiting' | 'done' | 'failed';

/** What a run waits for: a person, somebody's next move at the vendor, or the time that was approved. */
export type WaitsFor = 'decision' | 'sending' | 'time';

export interface RunView {
  id: string;
  number: number;
  capability: string;
  state: RunState;
  person: string;
  createdAt: Date;
  finishedAt: Date | null;
  /** The effect that it waits for. */
  effect: string | null;
  /** Absent while it waits for nothing. */
  waitsFor?: WaitsFor | undefined;
  /** How it ended: `done`, `refused`, `failed`; null while it goes on. */
  outcome: { kind: string; output?: Record<string, unknown>; code?: string; message?: string } | null;
}

/** How a call stands: what it came to, or why it has come to nothing yet. `dropped`: it never begins. */
export type CallStand = 'done' | 'pending' | 'refused' | 'working' | 'later' | 'dropped';

/** Reads the runs that a person may see: their own, and all of the tenant for those who may decide. */
export interface RunReader {
  find(number: number): Promise<RunView | undefined>;
  /** How each of its calls stands, by the title of its capability, and what it waits for. */
  calls(run: string): Promise<readonly { title: string; stands: CallStand; waitsFor?: WaitsFor | undefined }[]>;
}
