/** What a series of measurements came to, in the unit of the series. */
export interface Figures {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export function figuresOf(series: readonly number[]): Figures {
  const sorted = [...series].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Calls per second of `workers` callers who each call again as soon as they are answered. */
export async function throughput(
  calls: number,
  workers: number,
  call: (worker: number) => Promise<unknown>,
): Promise<number> {
  const left = { calls };
  const start = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (left.calls-- > 0) await call(worker);
    }),
  );
  return calls / ((performance.now() - start) / 1_000);
}
