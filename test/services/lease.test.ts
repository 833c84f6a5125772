import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/platform/log.ts';
import { keepLease, keepShortLease } from '../../src/services/lease.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const log = createLog('silent');

/** A renewal that is answered when the test says so. */
function slowRenewal() {
  const asked: ((isHeld: boolean) => void)[] = [];
  const renew = () => new Promise<boolean>((resolve) => asked.push(resolve));
  const answer = async (isHeld: boolean) => {
    for (const each of asked.splice(0)) each(isHeld);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { renew, answer };
}

describe.each([
  ['a lease', keepLease],
  ['a short lease', keepShortLease],
] as const)('%s', (_what, keep) => {
  it('is lost once somebody else has it', async () => {
    const { renew, answer } = slowRenewal();
    const keeper = keep(3, renew, log);
    await vi.advanceTimersByTimeAsync(1_000);
    await answer(false);
    expect(keeper.signal.aborted).toBe(true);
    keeper.stop();
  });

  it.each([true, false])('does nothing more when it is given back, whatever is answered late (%s)', async (isHeld) => {
    const { renew, answer } = slowRenewal();
    const keeper = keep(3, renew, log);
    await vi.advanceTimersByTimeAsync(1_000);
    keeper.stop();
    await answer(isHeld);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(keeper.signal.aborted).toBe(false);
  });
});

describe('a short lease', () => {
  it('ends before somebody else may take over, and goes on while it is renewed', async () => {
    const { renew, answer } = slowRenewal();
    const keeper = keepShortLease(3, renew, log);
    await vi.advanceTimersByTimeAsync(1_000);
    await answer(true);
    await vi.advanceTimersByTimeAsync(2_600);
    expect(keeper.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(keeper.signal.aborted).toBe(true);
    keeper.stop();
  });
});
