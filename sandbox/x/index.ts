import express from 'express';
import type { Store } from '../store.ts';
import { createApi } from './api.ts';
import { createLimits, usualLimits, type XLimits } from './limits.ts';
import { createPages } from './pages.ts';
import { createPosts } from './posts.ts';
import { createState, type Keys, type PostRow } from './state.ts';

export interface XSandboxOptions {
  store: Store;
  /** How much X takes before it asks to wait; X's own figures when left out. */
  limits?: XLimits;
  clock?: () => Date;
}

export interface SandboxXUser {
  id: string;
  username: string;
  name: string;
  keys: Keys;
}

export interface XSandbox {
  /** Mounted at `/x`: the API at `/2`, and the pages of the accounts. */
  router: express.Router;
  /** Its clients call X by its own name, whatever address they connect to: such requests belong below `/x`. */
  byName: express.RequestHandler;
  addUser(user: SandboxXUser): void;
  /** What stands on an account's timeline, newest first. */
  timeline(username: string): Pick<PostRow, 'id' | 'written' | 'createdAt'>[];
  /** What a person writes at X by hand, outside of the API. */
  postByHand(username: string, text: string): string;
  setLimits(limits: XLimits): void;
  countEffects(): Record<string, number>;
  reset(): void;
}

const apiHost = 'api.x.com';

export function createXSandbox({ store, limits: given = usualLimits, clock }: XSandboxOptions): XSandbox {
  const now = clock ?? (() => new Date());
  const state = createState(store);
  const posts = createPosts(state, now);
  const users = new Map<string, SandboxXUser>();
  const limits = createLimits(given, now);

  const accountOf = (username: string) => {
    const account = state.accounts.get(username);
    if (account === undefined) throw new Error(`X has no account ${username}.`);
    return account;
  };
  function addUser(user: SandboxXUser): void {
    users.set(user.username, user);
    const createdAt = state.accounts.get(user.username)?.createdAt ?? now().toISOString();
    state.accounts.put(user.username, { ...user, createdAt });
  }

  const router = express.Router({ caseSensitive: true });
  router.use('/2', createApi({ state, posts, spend: limits.spend, now }));
  router.use(createPages(state));
  return {
    router,
    byName: (request, _response, next) => {
      if (request.headers.host === apiHost) request.url = `/x${request.url}`;
      next();
    },
    addUser,
    timeline: (username) => state.postsOf(accountOf(username).id),
    postByHand: (username, text) => posts.create(accountOf(username), { text }).id,
    setLimits: limits.set,
    countEffects: () => state.effects(),
    reset() {
      state.clear();
      for (const user of users.values()) addUser(user);
    },
  };
}
