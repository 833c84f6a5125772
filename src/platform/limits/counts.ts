import type { Count, Limit } from '../../core/index.ts';

export interface Used {
  used: number;
  resetMs: number;
}

export const countOf = ({ most }: Limit, { used, resetMs }: Used): Count => ({
  isWithin: used <= most,
  remaining: Math.max(most - used, 0),
  resetMs,
});

/** What this process knows of who used how much. */
export interface Counts {
  add(limit: Limit, key: string): Count;
  look(limit: Limit, key: string): Count;
  /** Others counted, too: what they found holds where it is more. */
  raise(limit: Limit, key: string, shared: Used): void;
}

interface Window {
  used: number;
  endsAt: number;
}

/** Whoever floods us with new keys makes the oldest be forgotten, and not the memory full. */
const mostKeys = 50_000;

export function createCounts(now: () => number = () => performance.now()): Counts {
  const windows = new Map<string, Window>();

  function windowOf({ name, seconds }: Limit, key: string): Window {
    const known = windows.get(`${name}:${key}`);
    return known && known.endsAt > now() ? known : { used: 0, endsAt: now() + seconds * 1_000 };
  }

  function keep({ name }: Limit, key: string, window: Window): void {
    const full = `${name}:${key}`;
    // Deleted first, so that it is the newest again.
    windows.delete(full);
    windows.set(full, window);
    const [oldest] = windows.keys();
    if (windows.size > mostKeys && oldest !== undefined) windows.delete(oldest);
  }

  const count = (limit: Limit, { used, endsAt }: Window): Count =>
    countOf(limit, { used, resetMs: Math.max(endsAt - now(), 0) });

  return {
    add(limit, key) {
      const { used, endsAt } = windowOf(limit, key);
      const window = { used: used + 1, endsAt };
      keep(limit, key, window);
      return count(limit, window);
    },
    look: (limit, key) => count(limit, windowOf(limit, key)),
    raise(limit, key, { used, resetMs }) {
      if (used > windowOf(limit, key).used) keep(limit, key, { used, endsAt: now() + resetMs });
    },
  };
}
