import express from 'express';
import { isAppError, type Log } from '../../core/index.ts';
import { correlationOf } from '../../platform/http.ts';
import type { InvokeAnswer } from './invokes.ts';
import { isAllowedService } from './service-hosts.ts';
import type { TeamsSettings } from './settings.ts';
import type { Tokens } from './tokens.ts';
import { type InboundTurn, readTurn } from './turn.ts';

/** Teams gives up after fifteen seconds; what is not answered by then is answered by us. */
const answerWithinMs = 12_000;
const bodyLimit = '256kb';
const headerMax = 10_000;

export interface ReceiverOptions {
  settings: TeamsSettings | undefined;
  tokens: Tokens | undefined;
  handle(turn: InboundTurn, correlation: string): Promise<InvokeAnswer>;
  log: Log;
}

type Body = Readonly<Record<string, unknown>>;
const isActivity = (body: unknown): body is Body =>
  typeof body === 'object' && body !== null && 'type' in body && 'serviceUrl' in body && !Array.isArray(body);

const refuse = (response: express.Response, status: number, error: string, message: string): void =>
  void response.status(status).json({ error, message });

/** Takes activities: verified, read, handed on, and answered in any case. Nothing of the inside is in an answer. */
export function createReceiver({ settings, tokens, handle, log }: ReceiverOptions): express.Router {
  const unverified = (response: express.Response): void =>
    refuse(response, 401, 'identity.unverified', 'The token of this request is wrong, or out of date.');

  async function verified(request: express.Request, response: express.Response): Promise<Body | undefined> {
    if (!settings || !tokens) {
      refuse(
        response,
        503,
        'vendor.not-connected',
        'Teams is not set up here. Set TEAMS_APP_ID and TEAMS_APP_PASSWORD.',
      );
      return undefined;
    }
    const body: unknown = request.body;
    const authorization = request.get('authorization') ?? '';
    if (!isActivity(body)) {
      if (authorization === '') unverified(response);
      else refuse(response, 400, 'input.invalid', 'The body has to be an activity.');
      return undefined;
    }
    const known = authorization.length > headerMax ? 'invalid' : await tokens.verify(body, authorization);
    if (known === 'valid') return body;
    if (known === 'invalid') unverified(response);
    else refuse(response, 503, 'service.unavailable', 'The keys to check this request are out of reach. Try again.');
    return undefined;
  }

  /** Our own answers go to the address that came with the request, and only people of a tenant that is let in are answered. */
  function isLetIn({ place }: InboundTurn): boolean {
    if (settings?.onlyTenant !== undefined && place.realm !== settings.onlyTenant) return false;
    return isAllowedService(place.serviceUrl, settings?.serviceHosts ?? []);
  }

  async function dispatch(body: Body, correlation: string): Promise<InvokeAnswer> {
    try {
      const turn = readTurn(body);
      if (isLetIn(turn)) return await handle(turn, correlation);
      log.warn({ service: turn.place.serviceUrl, realm: turn.place.realm, correlation }, 'activity not let in');
      return { status: 403 };
    } catch (error) {
      const known = isAppError(error) && error.code !== 'internal' ? error : undefined;
      if (known) log.warn({ reason: known.message, correlation }, 'activity refused');
      else log.error({ err: error, correlation }, 'activity failed');
      return { status: known?.status ?? 503 };
    }
  }

  async function receive(request: express.Request, response: express.Response): Promise<void> {
    const body = await verified(request, response);
    if (!body) return;
    const timer = setTimeout(() => response.headersSent || response.status(503).end(), answerWithinMs);
    const { status, body: content } = await dispatch(body, correlationOf(request));
    clearTimeout(timer);
    if (response.headersSent) return;
    response.status(status);
    if (content === undefined) response.end();
    else response.json(content);
  }

  const router = express.Router();
  router.post('/messages', express.json({ limit: bodyLimit, type: () => true, inflate: false }), receive);
  router.use(explainBody);
  return router;
}

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;

const explainBody: express.ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status = statusOf(error);
  if (status === 413) return refuse(response, 413, 'input.too-large', `An activity has at most ${bodyLimit} here.`);
  if (status === 400) return refuse(response, 400, 'input.invalid', 'The body is not valid JSON.');
  next(error);
};
