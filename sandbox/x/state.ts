import type { Collection, Store } from '../store.ts';

/** The four values with which an application acts for an account: OAuth 1.0a. */
export interface Keys {
  appKey: string;
  appSecret: string;
  accessToken: string;
  accessSecret: string;
}

export interface AccountRow {
  id: string;
  username: string;
  name: string;
  keys: Keys;
  createdAt: string;
}

/** A link as X keeps it: places are counted in code points of the text that is answered. */
export interface LinkRow {
  start: number;
  end: number;
  url: string;
  expanded: string;
}

export interface PostRow {
  id: string;
  account: string;
  /** As it was sent. */
  written: string;
  /** As X answers it: links shortened, `&`, `<` and `>` escaped. */
  text: string;
  links: LinkRow[];
  createdAt: string;
}

type Effect = 'posts' | 'deletions';

export interface State {
  store: Store;
  accounts: Collection<AccountRow>;
  posts: Collection<PostRow>;
  nonces: Collection<{ key: string; at: number }>;
  /** The account's posts, newest first. */
  postsOf(account: string): PostRow[];
  /** A change and its count together: neither is there without the other. */
  change(effect: Effect, work: () => void): void;
  effects(): Record<string, number>;
  /** Posts that are the same in the end get ids in the order in which they were made. */
  nextId(now: Date): string;
  clear(): void;
}

/** X's ids hold their time: milliseconds since this moment, and 22 more bits. */
const epochMs = 1_288_834_974_657;

export function createState(store: Store): State {
  const accounts = store.collection<AccountRow>('x.accounts');
  const posts = store.collection<PostRow>('x.posts');
  const nonces = store.collection<{ key: string; at: number }>('x.nonces');
  const effects = store.collection<{ effect: Effect; count: number }>('x.effects');
  const last = store.collection<{ id: string }>('x.last-id');
  const empty = <T>(rows: Collection<T>, key: (row: T) => string): void => {
    for (const row of rows.all()) rows.delete(key(row));
  };
  return {
    store,
    accounts,
    posts,
    nonces,
    postsOf: (account) =>
      posts
        .all()
        .filter((post) => post.account === account)
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1)),
    change: (effect, work) =>
      store.atomic(() => {
        work();
        effects.put(effect, { effect, count: (effects.get(effect)?.count ?? 0) + 1 });
      }),
    effects: () => Object.fromEntries(effects.all().map(({ effect, count }) => [effect, count])),
    nextId(now) {
      const byTime = BigInt(now.getTime() - epochMs) << 22n;
      const after = BigInt(last.get('post')?.id ?? '0') + 1n;
      const id = String(byTime > after ? byTime : after);
      last.put('post', { id });
      return id;
    },
    clear: () =>
      store.atomic(() => {
        empty(accounts, (row) => row.username);
        empty(posts, (row) => row.id);
        empty(nonces, (row) => row.key);
        empty(effects, (row) => row.effect);
      }),
  };
}
