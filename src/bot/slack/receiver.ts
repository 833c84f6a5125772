import type { App, Receiver } from '@slack/bolt';
import express from 'express';
import { isAppError, type Log } from '../../core/index.ts';
import { correlationOf } from '../../platform/http.ts';
import type { Secret } from '../../platform/secret.ts';
import type { Background } from './background.ts';
import { kindOf, lateAnswer, type Reception, refusedAnswer } from './reception.ts';
import { readBody, type SlackBody } from './request-body.ts';
import { isFromSlack } from './signature.ts';

/** Slack gives up after three seconds; what is not answered by then is answered by us. */
const answerWithinMs = 2_500;
const bodyLimit = '4mb';

export interface SlackReceiver {
  receiver: Receiver;
  router: express.Router;
}

export interface ReceiverOptions {
  signingSecret: Secret | undefined;
  background: Background;
  log: Log;
}

/** Bolt's part that listens, made our own: mounted on our server, with a window closed on both sides, and an answer in any case. */
export function createReceiver({ signingSecret, background, log }: ReceiverOptions): SlackReceiver {
  const started: { app?: App } = {};

  async function dispatch(body: SlackBody, request: express.Request, response: express.Response): Promise<void> {
    const kind = kindOf(body);
    const correlation = correlationOf(request);
    let isAnswered = false;
    const answer = (status: number, content?: unknown): void => {
      if (isAnswered) return;
      isAnswered = true;
      clearTimeout(timer);
      response.status(status);
      if (content === undefined || content === '') response.end();
      else if (typeof content === 'string') response.type('text').send(content);
      else response.json(content);
    };
    const timer = setTimeout(() => answer(...lateAnswer(kind)), answerWithinMs);
    const reception: Reception = { correlation, isAnswered: () => isAnswered };
    try {
      await started.app?.processEvent({
        body,
        customProperties: { reception },
        // Bolt acknowledges events before anybody looked at them; ours are acknowledged when they are accepted.
        ack: async (content: unknown) => (kind === 'event' ? undefined : answer(200, content)),
      });
      answer(200);
    } catch (error) {
      const known = isAppError(error) && error.code !== 'internal' ? error : undefined;
      if (known) log.warn({ reason: known.message, kind, correlation }, 'request of Slack refused');
      else log.error({ err: error, kind, correlation }, 'request of Slack failed');
      answer(...refusedAnswer(kind, correlation, known?.status ?? 503));
    }
  }

  const router = express.Router();
  router.post(
    '/events',
    express.raw({ type: () => true, limit: bodyLimit, inflate: false }),
    (request: express.Request, response: express.Response) => {
      if (!signingSecret?.reveal()) {
        return void response
          .status(503)
          .json({ error: 'vendor.not-connected', message: 'Slack is not set up here. Set SLACK_SIGNING_SECRET.' });
      }
      const raw: unknown = request.body;
      const [timestamp, signature] = [request.get('x-slack-request-timestamp'), request.get('x-slack-signature')];
      if (!Buffer.isBuffer(raw) || !isFromSlack({ timestamp, signature, body: raw }, signingSecret, Date.now())) {
        return void response
          .status(401)
          .json({ error: 'identity.unverified', message: 'The signature of this request is wrong, or out of date.' });
      }
      const body = readBody(raw, Boolean(request.is('application/x-www-form-urlencoded')));
      if (body.type === 'url_verification') return void response.json({ challenge: String(body.challenge) });
      if (body.ssl_check !== undefined) return void response.end();
      background.track(dispatch(body, request, response));
    },
  );
  router.use(explainTooLarge);
  return {
    router,
    receiver: {
      init: (app) => {
        started.app = app;
      },
      start: async () => undefined,
      stop: async () => undefined,
    },
  };
}

const explainTooLarge: express.ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const isTooLarge = typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
  if (!isTooLarge) return next(error);
  response
    .status(413)
    .json({ error: 'input.too-large', message: `A request of Slack has at most ${bodyLimit.toUpperCase()} here.` });
};
