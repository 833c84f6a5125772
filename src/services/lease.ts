import { AppError, type Log } from '../core/index.ts';

export interface LeaseKeeper {
  /** Aborted when somebody else took over. */
  signal: AbortSignal;
  stop(): void;
}

const taken = (): AppError => new AppError('lease.lost', 'Another worker took this over, or may.');

/** Renews a lease three times as often as it runs out. `renew` answers false when it is no longer ours. */
export function keepLease(seconds: number, renew: () => Promise<boolean>, log: Log): LeaseKeeper {
  const lost = new AbortController();
  let isStopped = false;
  const timer = setInterval(
    () => {
      renew().then(
        (isHeld) => isHeld || isStopped || lost.abort(taken()),
        (error: Error) => log.warn({ reason: error.message }, 'lease not renewed'),
      );
    },
    (seconds * 1_000) / 3,
  );
  return {
    signal: lost.signal,
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

/** What is going on when a lease was not prolonged in time needs a while to end. */
const usedPart = 0.9;

/** The same for what nothing else keeps from being done twice: aborted before somebody else may take over, too. */
export function keepShortLease(seconds: number, renew: () => Promise<boolean>, log: Log): LeaseKeeper {
  const late = new AbortController();
  const lastMs = seconds * 1_000 * usedPart;
  /** Counted from before it is asked for, so that it never lasts longer here than there. */
  const endAfter = (askedAt: number) =>
    setTimeout(() => late.abort(taken()), lastMs - (performance.now() - askedAt)).unref();
  let end = endAfter(performance.now());
  let isStopped = false;
  const { signal, stop } = keepLease(
    seconds,
    async () => {
      const askedAt = performance.now();
      const isHeld = await renew();
      // What was asked for before the end may be answered after it.
      if (isStopped) return isHeld;
      clearTimeout(end);
      if (isHeld && !late.signal.aborted) end = endAfter(askedAt);
      return isHeld;
    },
    log,
  );
  return {
    signal: AbortSignal.any([signal, late.signal]),
    stop() {
      isStopped = true;
      stop();
      clearTimeout(end);
    },
  };
}
