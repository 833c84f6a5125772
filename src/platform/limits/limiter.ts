import { setTimeout } from 'node:timers/promises';
import { AppError, type Limit, type Limiter, type Log, type Meter, noMeter } from '../../core/index.ts';
import { countOf, createCounts, type Used } from './counts.ts';
import type { SharedCounts } from './shared-counts.ts';

export interface LimiterOptions {
  shared: SharedCounts;
  log: Log;
  meter?: Meter;
}

export interface SharedLimiter extends Limiter {
  /** What all processes count in, or `process` while that is out of reach. */
  place(): SharedCounts['name'] | 'process';
  /** Tells the others what is not told yet. */
  close(): Promise<void>;
}

/** What is shared is not waited for any longer. */
const patienceMs = 500;
/** Out of reach: so long, nobody waits for it again. */
const pauseMs = 1_000;
/** What was counted here is told together. */
const tellEveryMs = 1_000;

interface Untold {
  limit: Limit;
  key: string;
  points: number;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = setTimeout(patienceMs, undefined, { signal: over.signal }).then(() => {
    throw new AppError('service.unavailable', `no answer within ${patienceMs} ms`);
  });
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

/** Counts in this process at once, and in what is shared as far as it can be reached. The stricter of the two holds. */
export function createLimiter({ shared, log, meter = noMeter }: LimiterOptions): SharedLimiter {
  const counts = createCounts();
  const untold = new Map<string, Untold>();
  const state = { awayUntil: 0, isAway: false, isClosed: false };
  let telling: NodeJS.Timeout | undefined;

  function tellAway(error: unknown): void {
    state.awayUntil = performance.now() + pauseMs;
    if (state.isAway) return;
    state.isAway = true;
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ place: shared.name, reason }, 'limits counted by each process for itself');
  }

  function tellBack(): void {
    if (!state.isAway) return;
    state.isAway = false;
    log.info({ place: shared.name }, 'limits counted together again');
  }

  async function addShared(limit: Limit, key: string, points: number): Promise<Used | undefined> {
    if (performance.now() < state.awayUntil) return undefined;
    try {
      const used = await inTime(shared.add(limit, key, points));
      tellBack();
      counts.raise(limit, key, used);
      return used;
    } catch (error) {
      tellAway(error);
      return undefined;
    }
  }

  async function tell(): Promise<void> {
    const all = [...untold.values()];
    untold.clear();
    for (const { limit, key, points } of all) await addShared(limit, key, points);
  }

  function tellLater(): void {
    if (telling || state.isClosed) return;
    telling = globalThis.setTimeout(() => {
      telling = undefined;
      void tell();
    }, tellEveryMs);
    telling.unref();
  }

  function noted<C extends { isWithin: boolean }>(limit: Limit, count: C): C {
    if (!count.isWithin) meter.limited(limit.name);
    return count;
  }

  return {
    countHere(limit, key) {
      const count = counts.add(limit, key);
      const name = `${limit.name}:${key}`;
      untold.set(name, { limit, key, points: (untold.get(name)?.points ?? 0) + 1 });
      tellLater();
      return noted(limit, count);
    },

    async count(limit, key) {
      const here = counts.add(limit, key);
      // Who is over the limit already costs nobody anything more.
      const shared = here.isWithin ? await addShared(limit, key, 1) : undefined;
      return noted(limit, shared ? countOf(limit, shared) : here);
    },

    standing: (limit, key) => counts.look(limit, key),
    place: () => (state.isAway ? 'process' : shared.name),

    async close() {
      state.isClosed = true;
      clearTimeout(telling);
      await tell();
    },
  };
}
