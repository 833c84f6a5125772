import type { Tracer } from '../../core/index.ts';

export interface OpenTracer {
  tracer: Tracer;
  /** Which trace a line of the log belongs to. */
  logFields(): object;
  /** Sends what is left, for a few seconds at the most. */
  close(): Promise<void>;
}
