import type { PipelineState } from '../../core/index.ts';

const minuteMs = 60_000;

/** How long to wait before the next look, in units of the shortest: while a pipeline runs, then by how long nothing changed. */
export function waitMs(pipeline: PipelineState | undefined, quietMs: number, shortestMs: number): number {
  if (pipeline === 'running') return shortestMs;
  if (quietMs < 10 * minuteMs) return 4 * shortestMs;
  if (quietMs < 120 * minuteMs) return 20 * shortestMs;
  return slowestMs(shortestMs);
}

export const slowestMs = (shortestMs: number): number => 60 * shortestMs;
