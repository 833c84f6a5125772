import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualLimits } from '../../../sandbox/x/limits.ts';
import type { AppError } from '../../../src/core/index.ts';
import { createX } from '../../../src/integrations/x/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';
import { newCache } from '../../harness/cache.ts';
import { aurora, borealis } from '../../sandbox/x/world.ts';
import { silent } from '../gitlab/world.ts';
import { createXWorld, type XWorld } from './world.ts';

let world: XWorld;
beforeEach(async () => {
  world = await createXWorld();
});
afterEach(() => world.close());

const faultOf = async (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => expect.unreachable('it went well'),
    (error: AppError) => error,
  );

describe('X', () => {
  it('knows whose account it is', async () => {
    expect(await world.x.account()).toEqual({
      id: '2244994945',
      username: 'aurora_robotics',
      name: 'Aurora Robotics',
    });
  });

  it('posts, and finds the post as it was written', async () => {
    const text =
      'R&D at <Aurora>: read https://example.com/a?b=1&c=2 & tell 👩‍👩‍👧‍👦\nSecond line $& http://example.org/x';
    const made = await world.x.post(text);
    expect(made.url).toBe(`${world.url}/x/aurora_robotics/status/${made.id}`);
    const [found] = await world.x.timeline(10);
    expect(found).toMatchObject({ id: made.id, text, url: made.url });
    expect(found?.createdAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect((await fetch(made.url)).status).toBe(200);
  });

  it('asks once whose account it posts with, and each time when people are to see it', async () => {
    const cache = newCache();
    const x = () => world.as(aurora.keys, cache);
    const asked = () => world.requests.filter((request) => request.includes('/users/me')).length;
    for (let number = 1; number <= 3; number += 1) await x().post(`Post ${number}`);
    await x().timeline(5);
    expect(asked()).toBe(1);
    for (let time = 0; time < 2; time += 1) await x().account();
    expect(asked()).toBe(3);
  });

  it('reads as much of the timeline as is wanted, over its pages', async () => {
    for (let number = 1; number <= 9; number += 1) await world.x.post(`Post ${number}`);
    expect((await world.x.timeline(2)).map(({ text }) => text)).toEqual(['Post 9', 'Post 8']);
    expect(await world.x.timeline(100)).toHaveLength(9);
    expect((await world.x.timeline(7)).at(-1)?.text).toBe('Post 3');
  });

  it('answers an empty timeline with nothing', async () => {
    expect(await world.x.timeline(10)).toEqual([]);
  });

  it('asks whose account it is once', async () => {
    await world.x.post('One');
    await world.x.timeline(10);
    expect(world.requests.filter((each) => each.includes('/users/me'))).toHaveLength(1);
  });

  it('deletes a post, and one that is gone already', async () => {
    const { id } = await world.x.post('One');
    await world.x.deletePost(id);
    await world.x.deletePost(id);
    expect(await world.x.timeline(10)).toEqual([]);
  });

  it('leads to X itself when nothing else is said', async () => {
    const vendor = createVendorCall({ name: 'x', timeoutMs: 5_000, log: silent });
    const secret = new Secret(JSON.stringify(aurora.keys));
    const { url } = await createX({ secret, url: world.url }, vendor).post('One');
    expect(url).toMatch(/^https:\/\/x\.com\/aurora_robotics\/status\/\d+$/);
  });
});

describe('what X refuses', () => {
  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    ['a double', () => world.x.post('Hello'), 'upstream.refused', /has posted the same text already\. Change the text/],
    [
      'a text that is too long',
      () => world.x.post('x'.repeat(281)),
      'upstream.refused',
      /X refuses it\. It says: You are not permitted/,
    ],
    ['an empty text', () => world.x.post(' '), 'upstream.refused', /It says: The body needs a text/],
    [
      'keys of nobody',
      () => world.as({ ...aurora.keys, accessSecret: 'no' }).post('One'),
      'upstream.unauthorized',
      /Ask an admin to connect X again/,
    ],
    [
      'a post of another account',
      async () => world.x.deletePost((await world.as(borealis.keys).post('Theirs')).id),
      'upstream.refused',
      /not authorized to delete/,
    ],
  ])('%s is said in words', async (_what, work, code, words) => {
    await world.x.post('Hello');
    const fault = await faultOf(work());
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(words);
    expect(world.sandbox.timeline('aurora_robotics')).toHaveLength(1);
  });

  it('says how long to wait when too much was asked', async () => {
    world.sandbox.setLimits({ ...usualLimits, post: 0 });
    const fault = await faultOf(world.x.post('One'));
    expect(fault.code).toBe('upstream.rate-limited');
    expect(fault.message).toMatch(/^X asks to wait \d+ s\.$/);
    expect(fault.retryAfterMs).toBeGreaterThan(60_000);
    expect(fault.retryAfterMs).toBeLessThanOrEqual(15 * 60_000 + 1_000);
  });

  it.each<[string, Parameters<XWorld['fault']>[0]]>([
    ['X is away', { kind: 'status', status: 503, times: 5 }],
    ['the connection breaks before anything is done', { kind: 'drop-before', times: 5 }],
    ['the answer is lost', { kind: 'drop-after', times: 5 }],
  ])('is in doubt when %s, and is not sent twice by itself', async (_what, rule) => {
    world.fault({ ...rule, method: 'POST' });
    const fault = await faultOf(world.x.post('One'));
    expect(fault.code).toBe('upstream.unavailable');
    expect(world.requests.filter((each) => each.startsWith('POST'))).toHaveLength(1);
  });

  it('is in doubt when X takes too long', async () => {
    const slow = await createXWorld({ timeoutMs: 200 });
    slow.fault({ kind: 'delay', delayMs: 2_000, times: 1, method: 'POST' });
    expect((await faultOf(slow.x.post('One'))).code).toBe('upstream.unavailable');
    await slow.close();
  });

  it('reads again while X is away for a moment', async () => {
    world.fault({ kind: 'status', status: 503, times: 2, method: 'GET' });
    expect(await world.x.timeline(5)).toEqual([]);
  });

  it('never shows a key', async () => {
    world.fault({ kind: 'status', status: 400, times: 1, method: 'POST' });
    const fault = await faultOf(world.x.post('One'));
    const told = JSON.stringify([fault.message, fault.cause, String((fault.cause as Error).stack)]);
    for (const secret of Object.values(aurora.keys)) expect(told).not.toContain(secret);
  });

  it.each(['', 'no json', '{}', '{"appKey":"a"}'])(
    'says that an account stored as %j has to be connected again',
    (text) => {
      const vendor = createVendorCall({ name: 'x', timeoutMs: 5_000, log: silent });
      expect(() => createX({ secret: new Secret(text) }, vendor)).toThrow(/four keys\. Ask an admin/);
    },
  );
});
