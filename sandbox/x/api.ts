import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { invalid, missing, XError } from './errors.ts';
import type { createLimits, Operation } from './limits.ts';
import { authenticate } from './oauth.ts';
import type { Posts } from './posts.ts';
import type { AccountRow, PostRow, State } from './state.ts';

export interface ApiParts {
  state: State;
  posts: Posts;
  spend: ReturnType<typeof createLimits>['spend'];
  now: () => Date;
}

interface Call {
  account: AccountRow;
  request: Request;
  response: Response;
}

const postFields = ['created_at', 'entities', 'id', 'text'];
const userFields = ['created_at', 'id', 'name', 'username'];

/** `name=a,b` of fields that this sandbox knows. */
function fieldsOf(request: Request, name: string, known: readonly string[]): ReadonlySet<string> {
  const given = request.query[name];
  if (given === undefined) return new Set();
  const fields = String(given).split(',');
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown === undefined) return new Set(fields);
  throw invalid(name, given, `The \`${name}\` query parameter value [${unknown}] is not one of [${known.join(',')}]`);
}

function allowOnly({ query }: Request, known: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalid(unknown, query[unknown], `The query parameter [${unknown}] is not one of [${known.join(',')}]`);
}

const entitiesOf = ({ links }: PostRow): Record<string, unknown> => ({
  urls: links.map(({ start, end, url, expanded }) => ({
    start,
    end,
    url,
    expanded_url: expanded,
    display_url: expanded.replace(/^https?:\/\/(www\.)?/i, '').slice(0, 30),
  })),
});

const postJson = (post: PostRow, fields: ReadonlySet<string>): Record<string, unknown> => ({
  id: post.id,
  text: post.text,
  edit_history_tweet_ids: [post.id],
  ...(fields.has('created_at') ? { created_at: post.createdAt } : {}),
  ...(fields.has('entities') && post.links.length > 0 ? { entities: entitiesOf(post) } : {}),
});

function timeline({ state, posts }: ApiParts, { request }: Call): Record<string, unknown> {
  allowOnly(request, ['max_results', 'pagination_token', 'tweet.fields']);
  const id = String(request.params.id);
  if (!/^\d{1,19}$/.test(id)) throw invalid('id', id, `The \`id\` query parameter value [${id}] is not valid`);
  const fields = fieldsOf(request, 'tweet.fields', postFields);
  if (!state.accounts.all().some((account) => account.id === id)) return { errors: [missing('user', 'id', id)] };
  const { posts: found, nextToken } = posts.page(id, request.query);
  const [newest, oldest] = [found[0], found.at(-1)];
  const next = nextToken === undefined ? {} : { next_token: nextToken };
  if (!newest || !oldest) return { meta: { result_count: 0 } };
  return {
    data: found.map((post) => postJson(post, fields)),
    meta: { result_count: found.length, newest_id: newest.id, oldest_id: oldest.id, ...next },
  };
}

function me({ account, request }: Call): Record<string, unknown> {
  allowOnly(request, ['user.fields']);
  const fields = fieldsOf(request, 'user.fields', userFields);
  const { id, name, username, createdAt } = account;
  return { data: { id, name, username, ...(fields.has('created_at') ? { created_at: createdAt } : {}) } };
}

function remove({ posts }: ApiParts, { account, request }: Call): Record<string, unknown> {
  const id = String(request.params.id);
  if (!/^\d{1,19}$/.test(id)) throw invalid('id', id, `The \`id\` query parameter value [${id}] is not valid`);
  return { data: { deleted: posts.remove(account, id) } };
}

/** `/2/…`: who signed, how often, then what; refusals are problem documents. */
export function createApi(parts: ApiParts): Router {
  const router = express.Router({ caseSensitive: true });
  router.use((request, response, next) => {
    response.locals.account = authenticate(parts.state, request, parts.now());
    next();
  });
  router.use(express.json({ limit: '1mb' }));
  const on = (
    [method, path, limit]: ['get' | 'post' | 'delete', string, Operation],
    answer: (call: Call) => unknown,
  ): void =>
    void router[method](path, (request, response) => {
      const account = response.locals.account as AccountRow;
      response.set(parts.spend(limit, account.id)).status(method === 'post' ? 201 : 200);
      response.json(answer({ account, request, response }));
    });
  on(['post', '/tweets', 'post'], ({ account, request }) => ({
    data: postJson(parts.posts.create(account, request.body), new Set()),
  }));
  on(['delete', '/tweets/:id', 'delete'], (call) => remove(parts, call));
  on(['get', '/users/me', 'me'], me);
  on(['get', '/users/:id/tweets', 'timeline'], (call) => timeline(parts, call));
  router.use(() => {
    throw new XError(404, { title: 'Not Found', detail: 'Not Found', type: 'about:blank', status: 404 });
  });
  router.use(answerError);
  return router;
}

function toAnswer(error: unknown): XError {
  if (error instanceof XError) return error;
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (error instanceof URIError || (status >= 400 && status < 500))
    return invalid('body', '', 'The request could not be read.');
  return new XError(500, { title: 'Internal Server Error', detail: String(error), type: 'about:blank', status: 500 });
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const { status, body, headers } = toAnswer(error);
  response.status(status).set(headers).type('application/problem+json').send(JSON.stringify(body));
};
