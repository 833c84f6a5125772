import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiResponseError, TwitterApi } from 'twitter-api-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../sandbox/store.ts';
import { usualLimits } from '../../../sandbox/x/limits.ts';
import type { Keys } from '../../../sandbox/x/state.ts';
import { agentTo } from '../../../src/integrations/x/agent.ts';
import { signed } from './signing.ts';
import { aurora, borealis, startX, type XStand } from './world.ts';

let stand: XStand;
beforeEach(async () => {
  stand = await startX();
});
afterEach(() => stand.close());

const clientFor = (keys: Keys) => new TwitterApi(keys, { httpAgent: agentTo(stand.url) }).v2;
const client = () => clientFor(aurora.keys);

/** What a refused call was answered: status and problem. */
async function refusal(call: Promise<unknown>): Promise<{ status: number; data: unknown; headers: object }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ApiResponseError)) throw error;
    return { status: error.code, data: error.data, headers: error.headers };
  }
  throw new Error('it was accepted');
}

describe('X sandbox: posts', () => {
  it('shortens links, and answers where they lead', async () => {
    const { data } = await client().tweet('Read https://example.com/a?b=1&c=2 and example.org <now>');
    expect(data.text).toMatch(/^Read https:\/\/t\.co\/\w{10} and https:\/\/t\.co\/\w{10} &lt;now&gt;$/);
    const [post] = (await client().userTimeline(aurora.id, { 'tweet.fields': ['created_at', 'entities'] })).tweets;
    expect(post?.text).toBe(data.text);
    expect(post?.entities?.urls?.map((link) => link.expanded_url)).toEqual([
      'https://example.com/a?b=1&c=2',
      'http://example.org',
    ]);
    const [first] = post?.entities?.urls ?? [];
    expect([...data.text].slice(first?.start, first?.end).join('')).toBe(first?.url);
    expect(Date.parse(post?.created_at ?? '')).not.toBeNaN();
  });

  it('gives of a post only the fields that were asked for', async () => {
    await client().tweet('One');
    const [post] = (await client().userTimeline(aurora.id)).tweets;
    expect(Object.keys(post ?? {}).sort()).toEqual(['edit_history_tweet_ids', 'id', 'text']);
  });

  it.each([
    [
      'is the same as an earlier one',
      'Hello  world ',
      403,
      'You are not allowed to create a Tweet with duplicate content.',
    ],
    ['weighs more than 280', 'の'.repeat(141), 403, 'You are not permitted to perform this action.'],
    ['is empty', '   ', 400, 'One or more parameters to your request was invalid.'],
  ])('refuses a text that %s', async (_what, text, status, detail) => {
    await client().tweet('Hello world');
    const refused = await refusal(client().tweet(text));
    expect(refused).toMatchObject({ status, data: { detail } });
    expect(stand.sandbox.countEffects()).toEqual({ posts: 1 });
  });

  it('takes 280 of X’s own counting, and the same text from another account', async () => {
    await client().tweet('の'.repeat(140));
    await clientFor(borealis.keys).tweet('の'.repeat(140));
    expect(stand.sandbox.countEffects()).toEqual({ posts: 2 });
  });

  it('deletes the account’s own only; what is not there is not deleted', async () => {
    const { data } = await client().tweet('One');
    expect(await refusal(clientFor(borealis.keys).deleteTweet(data.id))).toMatchObject({ status: 403 });
    expect((await client().deleteTweet(data.id)).data.deleted).toBe(true);
    expect((await client().deleteTweet(data.id)).data.deleted).toBe(false);
    expect(stand.sandbox.countEffects()).toEqual({ posts: 1, deletions: 1 });
  });

  it('pages the timeline, newest first', async () => {
    for (let number = 1; number <= 12; number += 1) await client().tweet(`Post ${number}`);
    const timeline = await client().userTimeline(aurora.id, { max_results: 5 });
    expect(timeline.tweets.map(({ text }) => text)).toEqual(['Post 12', 'Post 11', 'Post 10', 'Post 9', 'Post 8']);
    const all = await timeline.fetchLast(100);
    expect(all.tweets.map(({ text }) => text).at(-1)).toBe('Post 1');
    expect(all.tweets).toHaveLength(12);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a page of 3', () => client().userTimeline(aurora.id, { max_results: 3 })],
    ['a field that is none', () => client().get(`users/${aurora.id}/tweets`, { 'tweet.fields': 'mood' })],
    ['a made-up page', () => client().userTimeline(aurora.id, { pagination_token: 'zz' })],
    ['a parameter that is none', () => client().get('users/me', { moods: '1' })],
  ])('refuses %s', async (_what, call) => {
    expect(await refusal(call())).toMatchObject({ status: 400, data: { title: 'Invalid Request' } });
  });

  it('answers an account that is not there with what is missing', async () => {
    expect(await client().get('users/99/tweets')).toMatchObject({ errors: [{ resource_type: 'user', value: '99' }] });
  });

  it('asks to wait when the window is used up, and says until when', async () => {
    stand.sandbox.setLimits({ ...usualLimits, post: 1 });
    await client().tweet('One');
    const refused = await refusal(client().tweet('Two'));
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'x-rate-limit-limit': '1', 'x-rate-limit-remaining': '0' },
    });
    const reset = Number(new Map(Object.entries(refused.headers)).get('x-rate-limit-reset'));
    expect(reset).toBeGreaterThan(Date.now() / 1_000);
    expect(stand.sandbox.countEffects()).toEqual({ posts: 1 });
  });

  it('keeps everything over a restart of the sandbox', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adjutant-x-'));
    const path = join(folder, 'vendors.sqlite');
    const post = async (text: string) => {
      const store = openStore(path);
      const own = await startX({ store });
      await new TwitterApi(aurora.keys, { httpAgent: agentTo(own.url) }).v2.tweet(text);
      const seen = own.sandbox.timeline(aurora.username).map(({ written }) => written);
      const effects = own.sandbox.countEffects();
      await own.close();
      store.close();
      return { seen, effects };
    };
    await post('One');
    expect(await post('Two')).toEqual({ seen: ['Two', 'One'], effects: { posts: 2 } });
    rmSync(folder, { recursive: true });
  });
});

describe('X sandbox: signatures', () => {
  const ask = async (headers: Record<string, string>, path = '/2/users/me') => {
    const answer = await fetch(`${stand.url}/x${path}`, { headers });
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() };
  };

  it('takes a request that was signed for X’s own address', async () => {
    const answer = await ask(signed('GET', '/2/users/me', aurora.keys));
    expect(answer).toMatchObject({ status: 200, body: { data: { username: 'aurora_robotics' } } });
  });

  it('takes parameters that need encoding', async () => {
    const path = '/2/users/me?user.fields=created_at%2Cname';
    expect(await ask(signed('GET', path, aurora.keys), path)).toMatchObject({ status: 200 });
  });

  it.each<[string, () => Record<string, string>]>([
    ['no signature', () => ({})],
    ['a bearer token', () => ({ authorization: 'Bearer abc' })],
    ['another secret', () => signed('GET', '/2/users/me', { ...aurora.keys, accessSecret: 'wrong' })],
    ['another application', () => signed('GET', '/2/users/me', { ...aurora.keys, appKey: 'other' })],
    ['an unknown token', () => signed('GET', '/2/users/me', { ...aurora.keys, accessToken: 'nobody' })],
    ['another method', () => signed('POST', '/2/users/me', aurora.keys)],
    ['another path', () => signed('GET', '/2/users/you', aurora.keys)],
    ['a time long ago', () => signed('GET', '/2/users/me', aurora.keys, { atSeconds: Date.now() / 1_000 - 600 })],
    ['a time to come', () => signed('GET', '/2/users/me', aurora.keys, { atSeconds: Date.now() / 1_000 + 600 })],
    ['plain text as its method', () => signed('GET', '/2/users/me', aurora.keys, { method: 'PLAINTEXT' })],
  ])('refuses %s', async (_what, headers) => {
    expect(await ask(headers())).toEqual({
      status: 401,
      type: 'application/problem+json; charset=utf-8',
      body: { title: 'Unauthorized', detail: 'Unauthorized', type: 'about:blank', status: 401 },
    });
  });

  it('refuses a query that was not signed', async () => {
    expect(await ask(signed('GET', '/2/users/me', aurora.keys), '/2/users/me?user.fields=name')).toMatchObject({
      status: 401,
    });
  });

  it('takes each signed request once', async () => {
    const headers = signed('GET', '/2/users/me', aurora.keys);
    expect(await ask(headers)).toMatchObject({ status: 200 });
    expect(await ask(headers)).toMatchObject({ status: 401 });
  });
});
