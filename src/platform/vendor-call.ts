import {
  DelegateBackoff,
  handleWhen,
  type IRetryBackoffContext,
  isTaskCancelledError,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { AppError, isAppError, type Log, type Meter, noMeter, noTracer, type Tracer } from '../core/index.ts';
import type { Allowance } from './limits/allowance.ts';

export interface Vendor {
  /**
   * One operation at the vendor, each try within its timeout. A `read` is tried again while the vendor is away or asks to wait
   * for a moment; a `write` never is: whether it happened is for the effects ledger to find out.
   */
  call<T>(operation: string, work: (signal: AbortSignal) => Promise<T>, kind?: 'read' | 'write'): Promise<T>;
}

export interface VendorCallOptions {
  /** The vendor, for the log. */
  name: string;
  timeoutMs: number;
  log: Log;
  meter?: Meter;
  tracer?: Tracer;
  /** Asked before each try, and waited for outside of its timeout. */
  allow?: Allowance;
  /** Before the second try; doubled for each one after it. */
  firstDelayMs?: number;
}

const maxRetries = 2;
/** A vendor that asks for more patience than this gets it from whoever asked us. */
const maxWaitMs = 5_000;

const isPassing = (error: unknown): boolean =>
  isAppError(error) && error.isRetryable && (error.retryAfterMs ?? 0) <= maxWaitMs;

/** Doubles, with up to half of it at random, so that many who failed together do not come back together. */
function delayMs(firstDelayMs: number, { attempt, result }: IRetryBackoffContext<unknown>): number {
  const asked = 'error' in result && isAppError(result.error) ? (result.error.retryAfterMs ?? 0) : 0;
  const backoff = firstDelayMs * 2 ** (attempt - 1);
  return Math.max(asked, backoff * (1 + Math.random() / 2));
}

/** Carries calls to one vendor. The work translates the vendor's errors into `AppError`; only the timeout's own is made here. */
export function createVendorCall({
  name,
  timeoutMs,
  log,
  meter = noMeter,
  tracer = noTracer,
  allow,
  firstDelayMs = 200,
}: VendorCallOptions): Vendor {
  const limit = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  const again = retry(handleWhen(isPassing), {
    maxAttempts: maxRetries,
    backoff: new DelegateBackoff((context) => delayMs(firstDelayMs, context)),
  });

  async function inTime<T>(operation: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    await allow?.(operation);
    const attributes = { 'adjutant.vendor': name, 'adjutant.operation': operation };
    try {
      return await tracer.span({ name: operation, kind: 'client', attributes }, () =>
        limit.execute(({ signal }) => work(signal)),
      );
    } catch (cause) {
      if (!isTaskCancelledError(cause)) throw cause;
      throw new AppError('upstream.unavailable', `No answer within ${timeoutMs} ms to ${operation}.`, { cause });
    }
  }

  async function timed<T>(operation: string, kind: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const fields = { vendor: name, operation, kind };
    const measure = (outcome: string): number => {
      const durationMs = performance.now() - start;
      meter.vendorCall(name, operation, outcome, durationMs / 1_000);
      return Math.round(durationMs);
    };
    try {
      const result = await work();
      log.debug({ ...fields, durationMs: measure('done') }, 'vendor called');
      return result;
    } catch (error) {
      const code = isAppError(error) ? error.code : 'internal';
      log.info({ ...fields, code, durationMs: measure(code) }, 'vendor call failed');
      throw error;
    }
  }

  return {
    call: (operation, work, kind = 'write') =>
      timed(operation, kind, () =>
        kind === 'read' ? again.execute(() => inTime(operation, work)) : inTime(operation, work),
      ),
  };
}
