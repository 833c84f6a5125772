import { setTimeout } from 'node:timers/promises';
import { AppError, type Limit, type Limiter } from '../../core/index.ts';

export interface AllowanceOptions {
  limiter: Limiter;
  /** The vendor, as people call it. */
  title: string;
  /** Whose requests are counted: all processes and all people use it together. */
  account: string;
  /** What the vendor takes of an operation; `undefined` where it takes anything. */
  limitOf(operation: string): Limit | undefined;
}

/** Comes back when one more request is allowed. Throws `upstream.rate-limited` when that would take too long: nothing was sent. */
export type Allowance = (operation: string) => Promise<void>;

const maxWaitMs = 5_000;
/** So that those who waited together do not come back together. */
const spreadMs = 250;

/** Keeps below what a vendor allows, so that it never has to refuse, or to lock the account. */
export function createAllowance({ limiter, title, account, limitOf }: AllowanceOptions): Allowance {
  return async (operation) => {
    const limit = limitOf(operation);
    if (!limit) return;
    const giveUpAt = performance.now() + maxWaitMs;
    for (;;) {
      const { isWithin, resetMs } = await limiter.count(limit, account);
      if (isWithin) return;
      if (performance.now() + resetMs > giveUpAt) {
        throw new AppError(
          'upstream.rate-limited',
          `${title} was asked as often as it allows for this account. It can be asked again in ${Math.ceil(resetMs / 1_000)} s.`,
          { retryAfterMs: resetMs },
        );
      }
      await setTimeout(resetMs + Math.random() * spreadMs);
    }
  };
}
