import { TwitterApi } from 'twitter-api-v2';
import { z } from 'zod';
import { type Cache, keptJson, noCache, type X, type XPost } from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import type { Vendor } from '../../platform/vendor-call.ts';
import { agentTo } from './agent.ts';
import { answers, type PostAnswer, writtenText } from './answers.ts';
import { toAppError } from './errors.ts';
import { readKeys } from './keys.ts';

export interface XSettings {
  /** JSON of the four OAuth 1.0a values. */
  secret: Secret;
  /** Where X's API is reached; X itself when left out. */
  url?: string | undefined;
  /** Where people read posts; X itself when left out. */
  web?: string | undefined;
  /** For each request; the vendor call's own timeout stands around all requests of one operation. */
  timeoutMs?: number;
  /** Of this account: for whose it is. */
  cache?: Cache;
}

const keptSeconds = 3_600;
const keptAccount = keptJson(z.object({ id: z.string(), username: z.string(), name: z.string() }));
const usualWeb = 'https://x.com';
/** X answers pages of 5 to 100 posts. */
const [minPage, maxPage] = [5, 100];

/** X's API v2 behind the port. */
export function createX(
  { secret, url, web = usualWeb, timeoutMs = 15_000, cache = noCache }: XSettings,
  { call }: Vendor,
): X {
  const api = new TwitterApi(readKeys(secret), url === undefined ? {} : { httpAgent: agentTo(url) }).v2;
  const options = { timeout: timeoutMs };
  const carried =
    (kind: 'read' | 'write') =>
    <T>(operation: string, work: () => Promise<T>): Promise<T> =>
      call(`x.${operation}`, () => translated(work), kind);
  const [read, write] = [carried('read'), carried('write')];

  const readAccount = (): ReturnType<X['account']> =>
    read('users.me', async () => {
      const { id, username, name } = answers.me.parse(await api.get('users/me', {}, options)).data;
      return { id, username, name };
    });
  let known: ReturnType<X['account']> | undefined;
  /** Asked once; a failure is not kept. */
  const account = (): ReturnType<X['account']> => {
    known ??= readAccount().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };

  /** For addresses and readings, where an old name does no harm; what people are shown before they approve is read anew. */
  const lately = (): ReturnType<X['account']> =>
    cache.remember({ kind: 'x-accounts', key: 'me', seconds: keptSeconds, ...keptAccount }, account);

  const urlOf = (username: string, id: string): string => `${web.replace(/\/+$/, '')}/${username}/status/${id}`;
  const toPost = (username: string, post: PostAnswer): XPost => ({
    id: post.id,
    text: writtenText(post),
    createdAt: new Date(post.created_at),
    url: urlOf(username, post.id),
  });

  const readPage = (user: string, size: number, token: string | undefined) =>
    read('users.posts', async () => {
      const query = {
        max_results: size,
        'tweet.fields': 'created_at,entities',
        ...(token === undefined ? {} : { pagination_token: token }),
      };
      return answers.timeline.parse(await api.get(`users/${user}/tweets`, query, options));
    });

  return {
    account,
    async post(text) {
      // Before anything is sent: a post whose address nobody knows could not be told of.
      const { username } = await lately();
      return write('posts.create', async () => {
        const { id } = answers.newPost.parse(await api.post('tweets', { text }, options)).data;
        return { id, text, createdAt: new Date(), url: urlOf(username, id) };
      });
    },
    async timeline(limit) {
      const { id, username } = await lately();
      const posts: PostAnswer[] = [];
      let token: string | undefined;
      do {
        const size = Math.min(Math.max(limit - posts.length, minPage), maxPage);
        const page = await readPage(id, size, token);
        posts.push(...page.data);
        token = page.meta.next_token;
      } while (token !== undefined && posts.length < limit);
      return posts.slice(0, limit).map((post) => toPost(username, post));
    },
    deletePost: (id) =>
      // Whether it was there does not matter: it is not there any more.
      write('posts.delete', async () => void answers.deleted.parse(await api.delete(`tweets/${id}`, {}, options))),
  };
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toAppError(error);
  }
}
