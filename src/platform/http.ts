import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import express from 'express';
import { AppError, isAppError, type Log, type Meter, noMeter } from '../core/index.ts';

export interface HttpServerOptions {
  log: Log;
  /** Doors by the path where they are mounted. Each brings its own body parser: a shared one would take raw bodies away. */
  doors: readonly (readonly [path: string, router: express.Router])[];
  isReady(): Promise<boolean>;
  /** What is there and what is not, by choice or just now: told beside whether it is ready. */
  about?(): Readonly<Record<string, string>>;
  meter?: Meter;
  /** Proxies whose word is taken for where a request came from. */
  trustedProxies?: readonly string[];
}

export interface HttpServer {
  listen(port: number, host: string): Promise<number>;
  /** Takes no new requests, and waits for those in flight, at most `limitMs`. */
  drain(limitMs: number): Promise<void>;
}

const correlationId = /^[\w-]{8,64}$/;

/** A request's correlation id: the caller's when it is well formed, else a new one. */
export function correlationOf(request: express.Request): string {
  const given = request.get('x-correlation-id');
  return given && correlationId.test(given) ? given : randomUUID();
}

const correlate: express.RequestHandler = (request, response, next) => {
  const correlation = correlationOf(request);
  request.headers['x-correlation-id'] = correlation;
  response.set('x-correlation-id', correlation);
  next();
};

/** Measures until the answer is out, or its reader gone. */
const measured =
  (door: string, meter: Meter): express.RequestHandler =>
  (_request, response, next) => {
    const start = performance.now();
    response.once('close', () => meter.request(door, response.statusCode, (performance.now() - start) / 1_000));
    next();
  };

/** Body parsers throw errors that bear a status; everything else that reaches this is a defect. */
function statusOf(error: unknown): number {
  if (isAppError(error)) return error.status;
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 600 ? status : 500;
}

export function createHttpServer({
  log,
  doors,
  isReady,
  about = () => ({}),
  meter = noMeter,
  trustedProxies = [],
}: HttpServerOptions): HttpServer {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', [...trustedProxies]);
  app.use(correlate);
  const state: { server?: Server; isDraining: boolean } = { isDraining: false };

  app.get('/health/live', (_request, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_request, response) => {
    const isUp = !state.isDraining && (await isReady());
    response
      .status(isUp ? 200 : 503)
      .json({ status: isUp ? 'ready' : state.isDraining ? 'draining' : 'database unreachable', ...about() });
  });
  for (const [path, router] of doors) app.use(path, measured(path, meter), router);
  app.use((_request, response) => void response.status(404).json({ error: 'not found' }));
  app.use((error: unknown, request: express.Request, response: express.Response, next: express.NextFunction) => {
    const status = statusOf(error);
    if (status >= 500)
      log.error({ err: error, path: request.path, correlation: correlationOf(request) }, 'request failed');
    if (response.headersSent) return next(error);
    const known =
      error instanceof AppError && error.code !== 'internal'
        ? { error: error.code, message: error.message }
        : { error: status < 500 ? 'bad request' : 'internal' };
    response.status(status).json({ ...known, correlation: correlationOf(request) });
  });

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const server = app.listen(port, host, (error?: Error) => {
          if (error) return reject(error);
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
        state.server = server;
      }),

    async drain(limitMs) {
      state.isDraining = true;
      const { server } = state;
      if (!server) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), limitMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
