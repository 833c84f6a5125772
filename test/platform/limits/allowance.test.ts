import { describe, expect, it } from 'vitest';
import type { Limit, Limiter } from '../../../src/core/index.ts';
import { createAllowance } from '../../../src/platform/limits/allowance.ts';
import { countOf, createCounts } from '../../../src/platform/limits/counts.ts';
import { createLog } from '../../../src/platform/log.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';

/** Counts as one process alone does. */
function alone(): Limiter {
  const counts = createCounts();
  return { countHere: counts.add, count: async (limit, key) => counts.add(limit, key), standing: counts.look };
}

const calling = (limiter: Limiter, limit: Limit, account: string) => {
  const allow = createAllowance({ limiter, title: 'GitLab', account, limitOf: () => limit });
  return createVendorCall({ name: 'gitlab', timeoutMs: 1_000, log: createLog('silent'), allow, firstDelayMs: 1 });
};
/** Work that notes how often it was sent. */
function sending() {
  const sent = { times: 0 };
  return {
    sent,
    work: async () => {
      sent.times += 1;
    },
  };
}

describe('what a vendor allows', () => {
  it.each(['read', 'write'] as const)('is waited for when it is a moment, for a %s', async (kind) => {
    const { call } = calling(alone(), { name: 'gitlab', most: 2, seconds: 1 }, 'a');
    const { sent, work } = sending();
    for (let time = 0; time < 3; time += 1) await call('gitlab.x', work, kind);
    expect(sent.times).toBe(3);
  });

  it.each(['read', 'write'] as const)('is not waited for when it is long: a %s is not sent at all', async (kind) => {
    const { call } = calling(alone(), { name: 'gitlab', most: 2, seconds: 60 }, 'a');
    const { sent, work } = sending();
    for (let time = 0; time < 2; time += 1) await call('gitlab.x', work, kind);
    const refused = await call('gitlab.x', work, kind).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'upstream.rate-limited', isRetryable: true });
    expect(refused).toHaveProperty('message', expect.stringMatching(/^GitLab was asked as often .* in (59|60) s\.$/));
    expect(refused).toHaveProperty('retryAfterMs', expect.any(Number));
    expect(sent.times).toBe(2);
  });

  it('is counted for each account by itself, whoever uses it', async () => {
    const [limiter, limit] = [alone(), { name: 'gitlab', most: 1, seconds: 60 }];
    const { sent, work } = sending();
    await calling(limiter, limit, 'a').call('gitlab.x', work);
    await expect(calling(limiter, limit, 'a').call('gitlab.x', work)).rejects.toMatchObject({ isRetryable: true });
    await calling(limiter, limit, 'b').call('gitlab.x', work);
    expect(sent.times).toBe(2);
  });
});

describe('counts', () => {
  it('forget the oldest key when there are very many', () => {
    const [counts, limit] = [createCounts(() => 0), { name: 'flood', most: 1, seconds: 60 }];
    counts.add(limit, 'first');
    for (let key = 0; key < 50_000; key += 1) counts.add(limit, String(key));
    expect(counts.look(limit, 'first')).toEqual(countOf(limit, { used: 0, resetMs: 60_000 }));
    expect(counts.look(limit, '49999').remaining).toBe(0);
  });
});
