import { timingSafeEqual } from 'node:crypto';
import express from 'express';
import { AppError } from '../core/index.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Secret } from '../platform/secret.ts';

const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

function isSame(given: string, token: Secret): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(`Bearer ${token.reveal()}`)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Who asks from this machine without a proxy between, or who has the token, where there is one. */
function mayRead(request: express.Request, token: Secret | undefined): boolean {
  if (token) return isSame(request.get('authorization') ?? '', token);
  return loopback.includes(request.socket.remoteAddress ?? '') && request.get('x-forwarded-for') === undefined;
}

/** `GET /metrics`: figures of this process in the text format of Prometheus. */
export function createMetricsRoute(metrics: Metrics, token: Secret | undefined): express.Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    if (!mayRead(request, token))
      throw new AppError(
        'permission.denied',
        'Metrics are shown to this machine only, or with the token of METRICS_TOKEN.',
      );
    response.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}
