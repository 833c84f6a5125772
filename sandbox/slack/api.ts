import express from 'express';
import { argumentsOf, type Method } from './api-arguments.ts';
import { isJson, type Json } from './block-kit-rules.ts';
import { SlackError } from './model.ts';
import type { Scopes } from './scopes.ts';
import type { Workspace } from './workspace.ts';

export type Limiter = (method: string, team: string, channel?: string) => number;

const BODY_MAX = '2mb';
/** What the vendor's own count of effects counts: calls that changed something that a person can see. */
const effects = new Set([
  'chat.postMessage',
  'chat.update',
  'chat.delete',
  'chat.postEphemeral',
  'reactions.add',
  'views.open',
  'views.publish',
  'views.push',
  'views.update',
]);

export interface ApiParts {
  workspace: Workspace;
  methods: Record<string, Method>;
  limiter: Limiter;
  scopes: Scopes;
}

/** `POST|GET /<method>` with a bearer token; refusals are 200 with `ok: false`, only rate limits are 429. */
export function apiRouter({ workspace, methods, limiter, scopes }: ApiParts): express.Router {
  const router = express.Router();
  router.use(
    express.urlencoded({ extended: false, limit: BODY_MAX, parameterLimit: 1000 }),
    express.json({ limit: BODY_MAX }),
  );
  router.all('/:method', (request, response) => {
    const name = request.params.method;
    const body: Json = { ...request.query, ...(isJson(request.body) ? request.body : {}) };
    try {
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (method === undefined) throw new SlackError('unknown_method', { req_method: name });
      const organisation = authenticated(workspace, request.headers.authorization, body.token);
      const { team } = organisation.slack;
      const waitSeconds = limiter(name, team, typeof body.channel === 'string' ? body.channel : '');
      if (waitSeconds > 0)
        return void response
          .status(429)
          .set('Retry-After', String(waitSeconds))
          .json({ ok: false, error: 'ratelimited' });
      scopes.check(team, name);
      const result = method({ organisation, team, args: argumentsOf(body) });
      if (effects.has(name)) workspace.count(name);
      response.json({ ok: true, ...result });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      response.json({ ok: false, error: error.code, ...error.details });
    }
  });
  router.use(badBody);
  return router;
}

function authenticated(workspace: Workspace, header: string | undefined, field: unknown) {
  const bearer = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
  const token = bearer ?? (typeof field === 'string' ? field : undefined);
  if (token === undefined || token === '') throw new SlackError('not_authed');
  const organisation = workspace.organisationOfToken(token);
  if (organisation === undefined) throw new SlackError('invalid_auth');
  return organisation;
}

const badBody: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (!isJson(error) || typeof error.status !== 'number' || error.status >= 500) return next(error);
  response.json({ ok: false, error: error.status === 413 ? 'request_too_large' : 'invalid_form_data' });
};
