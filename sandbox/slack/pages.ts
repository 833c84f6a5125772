import { fileURLToPath } from 'node:url';
import express from 'express';
import { createChanges, sendPage } from '../chat-page.ts';
import { isJson } from './block-kit-rules.ts';
import type { Change } from './changes.ts';
import { chatRoutes } from './chat-routes.ts';
import { SlackError } from './model.ts';
import type { PageParts } from './page-parts.ts';
import { privateFiles } from './private-files.ts';

const folder = fileURLToPath(new URL('./page/', import.meta.url));

/** The chat page with its data, and the `response_url`s. */
export function pagesRouter(parts: PageParts): { router: express.Router; close(): void } {
  const router = express.Router();
  const changes = createChanges();
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
  router.use(privateFiles(parts));
  const page = sendPage(folder);
  router.get('/', page);
  router.get('/archives/:channel/:message', page);
  router.use('/chat/page', express.static(folder, { index: false, cacheControl: false }));
  router.get('/chat/changes', ({ query: { team, user } }, response) => {
    const concerns = (change: Change): boolean =>
      (change.team === undefined || change.team === team) && (change.user === undefined || change.user === user);
    changes.follow(response, (tell) =>
      parts.workspace.changes.subscribe((change) => {
        if (concerns(change)) tell(change);
      }),
    );
  });
  router.use('/chat', chatRoutes(parts));
  return { router, close: changes.close };
}

const gone = new Set(['expired_url', 'used_url', 'invalid_url']);
const hookErrors: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof SlackError) {
    response.status(gone.has(error.code) ? 404 : 400).json({ ok: false, error: error.code, ...error.details });
  } else if (isJson(error) && error.status === 400) response.status(400).json({ ok: false, error: 'invalid_payload' });
  else next(error);
};
