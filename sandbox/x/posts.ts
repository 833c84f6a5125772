import { forbidden, invalid } from './errors.ts';
import { sameness, shortenLinks, weightOf } from './links.ts';
import type { AccountRow, PostRow, State } from './state.ts';

const maxWeight = 280;
/** Among how many of the latest posts X looks for the same text. */
const doublesAmong = 100;

export interface Posts {
  create(account: AccountRow, body: unknown): PostRow;
  /** Whether it was there. */
  remove(account: AccountRow, id: string): boolean;
  page(account: string, query: Readonly<Record<string, unknown>>): { posts: PostRow[]; nextToken?: string };
}

function textOf(body: unknown): string {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const unknown = fields.find(([name]) => name !== 'text');
  if (unknown)
    throw invalid(unknown[0], unknown[1], `The body parameter [${unknown[0]}] is not known to this sandbox.`);
  const text: unknown = fields[0]?.[1];
  if (typeof text !== 'string' || text.trim() === '')
    throw invalid('text', text ?? '', 'The body needs a text that is not empty.');
  return text.trim();
}

/** Text that holds the place in the timeline, opaque to clients. */
const tokenOf = (id: string): string => Buffer.from(`before:${id}`).toString('hex');
function placeOf(token: unknown): bigint | undefined {
  if (token === undefined) return undefined;
  const id = /^before:(\d{1,19})$/.exec(Buffer.from(String(token), 'hex').toString())?.[1];
  if (id === undefined) throw invalid('pagination_token', token, 'The pagination_token is not one of this timeline.');
  return BigInt(id);
}

function sizeOf(wanted: unknown): number {
  const size = wanted === undefined ? 10 : Number(wanted);
  if (Number.isInteger(size) && size >= 5 && size <= 100) return size;
  throw invalid(
    'max_results',
    wanted,
    `The \`max_results\` query parameter value [${wanted}] is not between 5 and 100`,
  );
}

export function createPosts(state: State, now: () => Date): Posts {
  return {
    create(account, body) {
      const written = textOf(body);
      if (weightOf(written) > maxWeight) throw forbidden('You are not permitted to perform this action.');
      const latest = state.postsOf(account.id).slice(0, doublesAmong);
      if (latest.some((post) => sameness(post.written) === sameness(written)))
        throw forbidden('You are not allowed to create a Tweet with duplicate content.');
      const made: PostRow[] = [];
      state.change('posts', () => {
        const id = state.nextId(now());
        const post = { id, account: account.id, written, ...shortenLinks(id, written), createdAt: now().toISOString() };
        state.posts.put(id, post);
        made.push(post);
      });
      const [post] = made;
      if (post === undefined) throw new Error('The post was not stored.');
      return post;
    },
    remove(account, id) {
      const post = state.posts.get(id);
      if (post === undefined) return false;
      if (post.account !== account.id) throw forbidden('You are not authorized to delete this Tweet.');
      state.change('deletions', () => state.posts.delete(id));
      return true;
    },
    page(account, { max_results: wanted, pagination_token: token }) {
      const [size, before] = [sizeOf(wanted), placeOf(token)];
      const left = state.postsOf(account).filter(({ id }) => before === undefined || BigInt(id) < before);
      const posts = left.slice(0, size);
      const last = posts.at(-1);
      return last && left.length > posts.length ? { posts, nextToken: tokenOf(last.id) } : { posts };
    },
  };
}
