import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, type FaultPoint, type Found } from '../../../src/core/index.ts';
import { attempt } from '../../../src/services/effects/attempt.ts';
import type { AttemptRequest } from '../../../src/services/effects/tries.ts';
import { contextOf } from '../../agents/context.ts';
import { createDepot, depotRegistry } from '../depot.ts';
import { noGitLab } from '../world.ts';

const { addBox } = depotRegistry(createDepot());
const done = { id: 'box 1' };
const no = (code: ErrorCode, retryAfterMs?: number): AppError =>
  new AppError(code, 'words', retryAfterMs === undefined ? {} : { retryAfterMs });
const away = no('upstream.unavailable');

interface Script {
  run?: object;
  ifAbsent?: 'resend' | 'wait' | 'ask';
  find?: Found<object> | Error;
  /** What the first looks tell, where they differ. */
  finds?: Found<object>[];
  request?: Partial<AttemptRequest>;
}

async function play({ run = done, find = 'absent', finds = [], request = {}, ifAbsent = 'resend' }: Script) {
  const calls: string[] = [];
  const points: FaultPoint[] = [];
  const answer = <T>(name: string, value: T | Error): Promise<T> => {
    calls.push(name);
    return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  };
  const result = await attempt({
    capability: {
      ...addBox,
      ifAbsent,
      run: () => answer('run', run as typeof done | Error),
      find: () => answer('find', (finds.shift() ?? find) as Found<typeof done> | Error),
    },
    input: { project: 'aurora/shop', name: '1' },
    ctx: { ...contextOf({ gitlab: noGitLab }), effect: { id: 'effect', requester: 'Maria' } },
    probe: { reached: (point) => void points.push(point) },
    attempts: 1,
    firstDelayMs: 1_000,
    looksFirst: false,
    sentAgoMs: undefined,
    limitMs: 60_000,
    noteCall: async () => undefined,
    lookUpOnly: false,
    ...request,
  });
  return { result, calls: calls.join(' '), points };
}

const first = { looksFirst: true, attempts: 2 };
const again = { ...first, sentAgoMs: 1_000 };
const ask = { ifAbsent: 'ask' } as const;
const wait = { ifAbsent: 'wait' } as const;
const longAgo = { ...again, sentAgoMs: 60_001 };
const noLimit = { ...again, limitMs: undefined };
const last = { attempts: 6 };

describe('a try at an effect', () => {
  it.each<[string, Script, string, string, string?]>([
    ['what was done', {}, 'done', 'run'],
    ['a definite no', { run: no('upstream.refused') }, 'failed', 'run', 'upstream.refused'],
    ['not found', { run: no('upstream.not-found') }, 'failed', 'run', 'upstream.not-found'],
    ['a bad token', { run: no('upstream.unauthorized') }, 'failed', 'run', 'upstream.unauthorized'],
    ['bad input', { run: no('input.invalid') }, 'failed', 'run', 'input.invalid'],
    ['no answer, and it is there', { run: away, find: { found: done } }, 'done', 'run find'],
    ['no answer, and it is not there', { run: away }, 'later', 'run find', 'upstream.unavailable'],
    ['no answer, and nobody knows', { run: away, find: 'unknown' }, 'later', 'run find'],
    ['no answer, and nobody can be asked', { run: away, find: away }, 'later', 'run find'],
    ['a conflict, and it is ours', { run: no('upstream.conflict'), find: { found: done } }, 'done', 'run find'],
    ['a conflict, and it is not ours', { run: no('upstream.conflict') }, 'failed', 'run find', 'upstream.conflict'],
    ['a conflict, and nobody knows', { run: no('upstream.conflict'), find: 'unknown' }, 'later', 'run find'],
    ['a defect, and it is not there', { run: new TypeError('x') }, 'failed', 'run find', 'internal'],
    ['a defect, and it is there', { run: new TypeError('x'), find: { found: done } }, 'done', 'run find'],
    ['an odd answer, and it is there', { run: { id: '' }, find: { found: done } }, 'done', 'run find'],
    [
      'an odd answer, and an odd look-up',
      { run: { id: '' }, find: { found: { id: 7 } } },
      'later',
      'run find',
      'internal',
    ],
    ['looked for first and found', { request: first, find: { found: done } }, 'done', 'find'],
    ['looked for first and absent', { request: first }, 'done', 'find run'],
    ['looked for first and unknown', { request: first, find: 'unknown' }, 'later', 'find', 'upstream.unavailable'],
    ['looked for first in vain', { request: first, find: away }, 'later', 'find', 'upstream.unavailable'],
    ['asked to wait', { run: no('upstream.rate-limited') }, 'later', 'run', 'upstream.rate-limited'],
    ['asked to wait, the last try', { request: last, run: no('upstream.rate-limited') }, 'failed', 'run'],
    ['perhaps sent and absent, where a double is refused', { request: again }, 'done', 'find run'],
    ['perhaps sent and absent, where it is not', { ...ask, request: again }, 'unknown', 'find', 'effect.in-doubt'],
    ['perhaps sent and found, where it is not', { ...ask, request: again, find: { found: done } }, 'done', 'find'],
    ['planned long ago and absent, where a double is not refused', { ...ask, request: first }, 'done', 'find run'],
    ['no answer and absent, where a double is not refused', { ...ask, run: away }, 'later', 'run find'],
    ['the same once more', { ...ask, run: away, request: first }, 'unknown', 'find run find', 'upstream.unavailable'],
    ['a defect and absent, where a double is not refused', { ...ask, run: new TypeError('x') }, 'later', 'run find'],
    [
      'a conflict and absent, where a double is not refused',
      { ...ask, run: no('upstream.conflict') },
      'failed',
      'run find',
    ],
    ['no answer and absent, where it may still come', { ...wait, run: away }, 'later', 'run find', 'effect.in-doubt'],
    ['the same with the last try', { ...wait, request: last, run: away }, 'later', 'run find', 'effect.in-doubt'],
    ['perhaps sent just now and absent', { ...wait, request: again }, 'later', 'find', 'effect.in-doubt'],
    ['perhaps sent long ago and absent', { ...wait, request: longAgo }, 'done', 'find run'],
    ['the same after the last try', { ...wait, request: { ...longAgo, attempts: 7 } }, 'failed', 'find'],
    ['a conflict and absent, where it may still come', { ...wait, run: no('upstream.conflict') }, 'failed', 'run find'],
    ['a defect and absent, where it may still come', { ...wait, run: new TypeError('x') }, 'failed', 'run find'],
    ['perhaps sent and absent, where no limit is known', { ...wait, request: noLimit }, 'unknown', 'find'],
    ['no answer and absent, where no limit is known', { ...wait, request: noLimit, run: away }, 'unknown', 'find'],
    [
      'no after it was perhaps sent, and not there',
      { request: again, run: no('upstream.refused') },
      'failed',
      'find run find',
    ],
    ['only looked for and found', { request: { lookUpOnly: true }, find: { found: done } }, 'done', 'find'],
    ['only looked for and absent', { request: { lookUpOnly: true } }, 'unknown', 'find', 'effect.in-doubt'],
    ['only looked for in vain', { request: { lookUpOnly: true }, find: away }, 'later', 'find'],
    [
      'no answer, where nobody may look',
      { ...ask, run: away, find: 'hidden' },
      'unknown',
      'run find',
      'effect.in-doubt',
    ],
    ['perhaps sent, where nobody may look', { request: again, find: 'hidden' }, 'unknown', 'find', 'effect.in-doubt'],
    ['planned long ago, where nobody may look', { ...ask, request: first, find: 'hidden' }, 'done', 'find run'],
    ['said to be there, where nobody may look', { request: { lookUpOnly: true }, find: 'hidden' }, 'unknown', 'find'],
    ['the last try, nobody knows', { request: last, run: away, find: 'unknown' }, 'unknown', 'run find'],
    ['the last try, not there', { request: last, run: away }, 'failed', 'run find', 'upstream.unavailable'],
    ['the last try, there', { request: last, run: away, find: { found: done } }, 'done', 'run find'],
    ['the last look, nobody knows', { request: { ...first, ...last }, find: away }, 'unknown', 'find'],
  ])('%s', async (_name, script, kind, calls, code) => {
    const played = await play(script);
    expect([played.result.kind, played.calls]).toEqual([kind, calls]);
    if (code) expect(played.result).toMatchObject({ failure: { code } });
    if (kind === 'done') expect(played.result).toEqual({ kind: 'done', output: done });
  });

  it('finds what was sent before when the vendor refuses it as a double', async () => {
    const finds: Found<typeof done>[] = ['absent', { found: done }];
    const { result } = await play({ request: again, run: no('upstream.refused'), finds });
    expect(result).toEqual({ kind: 'done', output: done });
  });

  it.each([
    [{ request: again }, 59_000],
    [{ run: away }, 60_000],
  ])('waits until the vendor can no longer be at work on it: %o', async (script, delayMs) => {
    expect((await play({ ...wait, ...script })).result).toMatchObject({ kind: 'later', delayMs });
  });

  it.each<[Script, string | undefined]>([
    [{ run: away }, 'perhaps'],
    [{ ...wait, run: away }, 'perhaps'],
    [{ run: no('upstream.rate-limited') }, 'no'],
    [{ request: first, find: away }, undefined],
    [{ ...wait, request: again }, undefined],
  ])('says whether it may have been sent: %o', async (script, sent) => {
    const { result } = await play(script);
    expect(result.kind === 'later' ? result.sent : 'not later').toBe(sent);
  });

  it('notes a call before it begins, and only then', async () => {
    const noted: string[] = [];
    const noteCall = async () => void noted.push('call');
    await play({ request: { ...again, noteCall }, ifAbsent: 'ask' });
    expect(noted).toEqual([]);
    await play({ request: { noteCall } });
    expect(noted).toEqual(['call']);
    const lost = () => Promise.reject(no('lease.lost'));
    await expect(play({ request: { noteCall: lost } })).rejects.toMatchObject({ code: 'lease.lost' });
  });

  it('never shows a person the words of a defect', async () => {
    const { result } = await play({ run: new TypeError('password=hunter2') });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it.each([
    [1, 1_000],
    [2, 4_000],
    [3, 16_000],
    [4, 60_000],
    [5, 60_000],
  ])('after try %i waits about %i ms', async (attempts, floorMs) => {
    const { result } = await play({ run: away, request: { attempts } });
    const delayMs = result.kind === 'later' ? result.delayMs : 0;
    expect(delayMs).toBeGreaterThanOrEqual(floorMs);
    expect(delayMs).toBeLessThanOrEqual(floorMs * 1.25);
  });

  it.each([
    [30_000, 30_000],
    [9_999_999_999_000, 3_600_000],
  ])('waits as the vendor asks: %i ms is %i ms', async (askedMs, delayMs) => {
    expect((await play({ run: no('upstream.rate-limited', askedMs) })).result).toMatchObject({ delayMs });
  });

  it('passes the fault points around the call only', async () => {
    expect((await play({})).points).toEqual(['effect.before-call', 'effect.after-call']);
    expect((await play({ request: { lookUpOnly: true } })).points).toEqual([]);
    expect((await play({ run: away })).points).toEqual(['effect.before-call']);
  });
});
