import type { Log } from '../core/index.ts';

export interface LeaseKeeper {
  /** Aborted when somebody else took over. */
  signal: AbortSignal;
  stop(): void;
}

/** Renews a lease three times as often as it runs out. `renew` answers false when it is no longer ours. */
export function keepLease(seconds: number, renew: () => Promise<boolean>, log: Log): LeaseKeeper {
  const lost = new AbortController();
  const timer = setInterval(
    () => {
      renew().then(
        (isHeld) => isHeld || lost.abort(),
        (error: Error) => log.warn({ reason: error.message }, 'lease not renewed'),
      );
    },
    (seconds * 1_000) / 3,
  );
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}
