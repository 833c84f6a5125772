import { describe, expect, it } from 'vitest';
import { AppError, type Log } from '../../src/core/index.ts';
import { createVendorCall } from '../../src/platform/vendor-call.ts';

interface Entry {
  event: string;
  fields: object;
}

function carried(timeoutMs = 1_000) {
  const entries: Entry[] = [];
  const keep = (fields: object, event: string): void => void entries.push({ event, fields });
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log };
  return { entries, ...createVendorCall({ name: 'gitlab', timeoutMs, log, firstDelayMs: 1 }) };
}

const away = new AppError('upstream.unavailable', 'away');
const waiting = (retryAfterMs: number) => new AppError('upstream.rate-limited', 'wait', { retryAfterMs });

/** Fails as often as it is told to, then answers how often it was tried. */
function failing(error: Error, times: number): () => Promise<number> {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries <= times) throw error;
    return tries;
  };
}

describe('a call to a vendor', () => {
  it.each([
    ['away once', away, 1, 2],
    ['away twice', away, 2, 3],
    ['asking to wait a moment', waiting(5), 1, 2],
  ])('is tried again for a read that finds the vendor %s', async (_name, error, times, tries) => {
    const { call } = carried();
    expect(await call('x', failing(error, times), 'read')).toBe(tries);
  });

  it.each<[string, Error, 'read' | 'write' | undefined]>([
    ['a write', away, 'write'],
    ['what is not said to be a read', away, undefined],
    ['a write that was asked to wait', waiting(1), 'write'],
    ['a read that was refused', new AppError('upstream.refused', 'no'), 'read'],
    ['a read that would have to wait too long', waiting(60_000), 'read'],
    ['a read that failed by a defect', new TypeError('defect'), 'read'],
  ])('is not tried again for %s', async (_name, error, kind) => {
    const { call } = carried();
    let tries = 0;
    const work = async (): Promise<never> => {
      tries += 1;
      throw error;
    };
    await expect(call('x', work, kind)).rejects.toBe(error);
    expect(tries).toBe(1);
  });

  it('gives up after three tries', async () => {
    const { call } = carried();
    await expect(call('x', failing(away, 3), 'read')).rejects.toBe(away);
  });

  it('ends in time, and tells the work so', async () => {
    const { call } = carried(20);
    let aborted = false;
    const work = (signal: AbortSignal): Promise<never> =>
      new Promise(() => signal.addEventListener('abort', () => (aborted = true)));
    await expect(call('x', work)).rejects.toMatchObject({ code: 'upstream.unavailable' });
    expect(aborted).toBe(true);
  });

  it('is on record, with how it ended', async () => {
    const { call, entries } = carried();
    await call('projects.show', failing(away, 0), 'read');
    await expect(call('commits.create', failing(away, 1))).rejects.toBe(away);
    const common = { vendor: 'gitlab', durationMs: expect.any(Number) };
    expect(entries).toEqual([
      { event: 'vendor called', fields: { ...common, operation: 'projects.show', kind: 'read' } },
      {
        event: 'vendor call failed',
        fields: { ...common, operation: 'commits.create', kind: 'write', code: 'upstream.unavailable' },
      },
    ]);
  });
});
