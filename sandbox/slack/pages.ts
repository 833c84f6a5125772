import { fileURLToPath } from 'node:url';
import express from 'express';
import { isJson } from './block-kit-rules.ts';
import type { Change } from './changes.ts';
import { chatRoutes } from './chat-routes.ts';
import { SlackError } from './model.ts';
import type { PageParts } from './page-parts.ts';
import type { Workspace } from './workspace.ts';

const folder = fileURLToPath(new URL('./page/', import.meta.url));
const HEARTBEAT_MS = 20_000;
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The chat page with its data, and the `response_url`s. */
export function pagesRouter(parts: PageParts): { router: express.Router; close(): void } {
  const router = express.Router();
  const open = new Set<express.Response>();
  router.post(
    '/slack/response/:kind/:team/:id/:secret',
    express.json({ limit: '1mb', type: () => true }),
    (request, response) => {
      const { id, secret } = request.params;
      parts.hooks.use(id ?? '', secret ?? '', request.body);
      response.type('text').send('ok');
    },
  );
  router.use('/slack/response', hookErrors);
  router.post('/slack/upload/v1/:secret', express.raw({ type: () => true, limit: '51mb' }), (request, response) => {
    const body: unknown = request.body;
    const { status, text } = parts.files.upload(
      request.params.secret ?? '',
      Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    );
    response.status(status).type('text').send(text);
  });
  const page: express.RequestHandler = (_request, response) => {
    response.set({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.sendFile('index.html', { root: folder, cacheControl: false });
  };
  router.get('/', page);
  router.get('/archives/:channel/:message', page);
  router.use('/chat/page', express.static(folder, { index: false, cacheControl: false }));
  router.get('/chat/changes', (request, response) => follow(parts.workspace, open, request, response));
  router.use('/chat', chatRoutes(parts));
  return {
    router,
    close: () => {
      for (const response of open) response.end();
    },
  };
}

/** Server-sent events: what changed, for this team and person; the page then fetches what it shows. */
function follow(
  workspace: Workspace,
  open: Set<express.Response>,
  request: express.Request,
  response: express.Response,
): void {
  const { team, user } = request.query;
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write('retry: 1000\n\nevent: open\ndata: {}\n\n');
  const concerns = (change: Change) =>
    (change.team === undefined || change.team === team) && (change.user === undefined || change.user === user);
  const stop = workspace.changes.subscribe((change) => {
    if (concerns(change)) response.write(`data: ${JSON.stringify(change)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  open.add(response);
  response.on('close', () => {
    stop();
    clearInterval(heartbeat);
    open.delete(response);
  });
}

const gone = new Set(['expired_url', 'used_url', 'invalid_url']);
const hookErrors: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof SlackError) {
    response.status(gone.has(error.code) ? 404 : 400).json({ ok: false, error: error.code, ...error.details });
  } else if (isJson(error) && error.status === 400) response.status(400).json({ ok: false, error: 'invalid_payload' });
  else next(error);
};
