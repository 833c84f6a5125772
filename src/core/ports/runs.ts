export type RunState = 'queued' | 'running' | 'waiting' | 'done' | 'failed';

export interface RunView {
  id: string;
  number: number;
  capability: string;
  state: RunState;
  person: string;
  createdAt: Date;
  finishedAt: Date | null;
  /** What it waits for, when it waits for a person. */
  effect: string | null;
  /** How it ended: `done`, `refused`, `failed`; null while it goes on. */
  outcome: { kind: string; output?: Record<string, unknown>; code?: string; message?: string } | null;
}

/** How a call stands: what it came to, or why it has come to nothing yet. `dropped`: it never begins. */
export type CallStand = 'done' | 'pending' | 'refused' | 'working' | 'later' | 'dropped';

/** Reads the runs that a person may see: their own, and all of the tenant for those who may decide. */
export interface RunReader {
  find(number: number): Promise<RunView | undefined>;
  /** How each of its calls stands, by the title of its capability. */
  calls(run: string): Promise<readonly { title: string; stands: CallStand }[]>;
}
