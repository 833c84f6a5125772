import { fileURLToPath } from 'node:url';
import express from 'express';
import { z } from 'zod';
import { createChanges, sendPage } from '../chat-page.ts';
import type { TeamsDriver } from './drive.ts';
import { type Conversation, isJson, TeamsError } from './model.ts';
import type { TeamsState } from './state.ts';

export interface PageParts {
  state: TeamsState;
  drive: TeamsDriver;
  url(): string;
}

const folder = fileURLToPath(new URL('./page/', import.meta.url));
const shared = fileURLToPath(new URL('../slack/page/', import.meta.url));
const id = z.string().min(1).max(300);
const who = { tenant: id, user: id };
const seen = z.object({ ...who, conversation: id });
const written = seen
  .extend({ text: z.string().max(28_000), thread: id.optional(), files: z.array(id).max(10).optional() })
  .refine(({ text, files = [] }) => text !== '' || files.length > 0, 'A message says something, or brings a file.');
const brought = z.object({ name: z.string().min(1).max(255) });
/** More than Adjutant takes can be tried. */
const uploadMax = 60 * 1024 * 1024;
const pressed = seen.extend({ message: id, data: z.record(z.string(), z.unknown()) });
const moved = seen.extend({ hasBot: z.boolean() });

/** The Teams tab: its page, what it reads and does. JSON or the bytes of a file in, JSON out, from its own origin only. */
export function pagesRouter({ state, drive, url }: PageParts): { router: express.Router; close(): void } {
  const router = express.Router();
  const changes = createChanges();
  const page = sendPage(folder);
  router.get('/', page);
  router.get('/l/message/:conversation/:message', page);
  router.use('/page', express.static(folder, { index: false, cacheControl: false }));
  router.use('/page', express.static(shared, { index: false, cacheControl: false }));
  router.use('/chat', ownOrigin(url), express.json({ limit: '1mb', type: 'application/json' }));
  router.get('/chat/tenants', (_request, response) => void response.json(state.tenants));
  router.get('/chat/state', (request, response) => {
    const { conversation: asked, ...person } = seen.parse(request.query);
    const conversation = state.conversation(asked);
    if (!isSeenBy(conversation, person)) throw new TeamsError(404, 'ConversationNotFound', 'It is not yours.');
    response.json({ conversation, messages: state.messages(conversation.id) });
  });
  const does = <T>(path: string, schema: z.ZodType<T>, work: (input: T) => Promise<unknown>): void => {
    router.post(`/chat/${path}`, async (request, response) => {
      response.json((await work(schema.parse(request.body))) ?? {});
    });
  };
  router.get('/chat/files/:id', (request, response) => {
    const { name, content } = drive.fileOf(request.params.id);
    response.set('x-content-type-options', 'nosniff').attachment(name).type('application/octet-stream').send(content);
  });
  const raw = express.raw({ type: 'application/octet-stream', limit: uploadMax });
  router.post('/chat/upload', raw, (request, response) => {
    const content: unknown = request.body;
    if (!Buffer.isBuffer(content)) throw new TeamsError(400, 'BadRequest', 'There is no file in it.');
    response.json({ file: drive.bring({ ...brought.parse(request.query), content }) });
  });
  does('personal', z.object(who), (input) => drive.openPersonal(input));
  does('say', written, (input) => drive.say(input));
  does('execute', pressed, (input) => drive.execute(input));
  does('submit', pressed, (input) => drive.submit(input));
  does('dialog', pressed, (input) => drive.submitDialog(input));
  does('app', moved, ({ hasBot, ...where }) => (hasBot ? drive.install(where) : drive.uninstall(where)));
  router.get('/chat/changes', (_request, response) => changes.follow(response, (tell) => state.subscribe(tell)));
  router.use('/chat', problems);
  return { router, close: changes.close };
}

const isSeenBy = ({ tenant, user }: Conversation, who: { tenant: string; user: string }): boolean =>
  tenant === who.tenant && (user === undefined || user === who.user);

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** A page of another site must not act here: bodies of these types need a preflight that is never answered, and the origin is looked at. */
function ownOrigin(url: () => string): express.RequestHandler {
  return (request, response, next) => {
    const { origin, host = '' } = request.headers;
    const isOwn = origin === undefined || origin === new URL(url()).origin || origin === `http://${host}`;
    const isReadable =
      request.method === 'GET' || request.is(['application/json', 'application/octet-stream']) !== false;
    if (isOwn && loopback.test(host) && isReadable) next();
    else
      response
        .status(403)
        .json({ message: 'Only the chat page itself may do this, with JSON or the bytes of a file.' });
  };
}

const problems: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof TeamsError) response.status(error.status).json({ error: error.code, message: error.message });
  else if (error instanceof z.ZodError) response.status(400).json({ message: z.prettifyError(error) });
  else if (isJson(error) && Number(error.status) < 500)
    response.status(Number(error.status)).json({ message: 'bad request' });
  else next(error);
};
