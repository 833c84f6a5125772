import express from 'express';
import { type CallingDoor, hasTokenInAddress, maxBody, tokenInAddress } from '../../calling/index.ts';
import { AppError } from '../../core/index.ts';
import type { Attempts } from '../../platform/attempts.ts';
import { correlationOf } from '../../platform/http.ts';
import { traceRequests } from '../../platform/tracing/trace-requests.ts';
import type { Services } from '../../services/index.ts';
import type { Asked } from './answer.ts';
import { createAttachments } from './attachments.ts';
import { authenticate } from './bearer.ts';
import { createCalls } from './calls.ts';
import { describeRest } from './openapi.ts';
import { answerProblems, sendProblem } from './problem.ts';
import { tellLimits } from './rate-limit.ts';
import { createRunView } from './run-view.ts';

export interface RestOptions extends Pick<CallingDoor, 'addressOf' | 'patienceMs'> {
  services: Services;
  attempts: Attempts;
}

type Response = express.Response<unknown, { asked: Asked }>;

/** A body of another type is left unread by the parser, and must not pass for none. */
const requireJson: express.RequestHandler = (request, _response, next) => {
  const isGiven = request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length') ?? 0) > 0;
  if (!isGiven || request.is('application/json')) return next();
  throw new AppError('input.invalid', 'Send the fields as JSON, with "Content-Type: application/json".');
};

const refuseTokenInAddress: express.RequestHandler = (request, _response, next) => {
  if (hasTokenInAddress(request.query)) throw new AppError('identity.unverified', tokenInAddress);
  next();
};

/** Only then is the body read. What somebody may see is kept nowhere on its way. */
const identify =
  (services: Services) =>
  async (request: express.Request, response: Response, next: express.NextFunction): Promise<void> => {
    response.set('Cache-Control', 'no-store');
    response.locals.asked = {
      principal: await authenticate(services, request),
      correlation: correlationOf(request),
      wantsPictures: request.query.pictures === 'png',
    };
    tellLimits(services, response, response.locals.asked.principal);
    next();
  };

/** Every capability as `POST /v1/<agent>/<verb-noun>`, its fields as a JSON body, and `GET /v1/runs/<number>`. */
export function createRest({ services, attempts, addressOf, patienceMs }: RestOptions): express.Router {
  const { registry, publicUrl } = services;
  const call = createCalls(services, { door: 'rest', keyName: 'Idempotency-Key', addressOf, patienceMs });
  const showRun = createRunView(services);
  const attachments = createAttachments(services);
  const description = JSON.stringify(describeRest(registry, publicUrl));
  const router = express.Router();

  router.use(refuseTokenInAddress);
  router.get('/openapi.json', (_request, response) => void response.type('json').send(description));
  const traced = traceRequests({ tracer: services.tracer, door: '/v1', honoursCaller: true });
  router.use(attempts.tokens, identify(services), traced);
  router.get('/runs/:number', showRun);
  router.post('/attachments', attachments.keep);
  router.get('/attachments', attachments.list);
  router.post('/:agent/:verbNoun', requireJson, express.json({ limit: maxBody, strict: false }), call);
  for (const [path, method] of [
    ['/runs/:number', 'GET'],
    ['/attachments', 'POST, GET'],
    ['/:agent/:verbNoun', 'POST'],
  ] as const) {
    router.all(path, (request, response) => {
      const error = new AppError(
        'input.invalid',
        `${request.method} is not for this address: use ${method.replace(', ', ' or ')}.`,
      );
      response.set('Allow', method);
      sendProblem(response, error, { title: 'Method not allowed', status: 405 });
    });
  }
  router.use((request) => {
    const what = `${request.method} ${request.originalUrl.slice(0, 100)}`;
    throw new AppError(
      'capability.unknown',
      `There is nothing at ${what}. Post to /v1/<agent>/<verb-noun>; /v1/openapi.json describes all.`,
    );
  });
  router.use(answerProblems(services.log.child({ door: 'rest' })));
  return router;
}
