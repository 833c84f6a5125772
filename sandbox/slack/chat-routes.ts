import express from 'express';
import { z } from 'zod';
import type { SandboxOrganisation } from '../organisations.ts';
import { isJson } from './block-kit-rules.ts';
import { historyOf, threadsIn } from './history.ts';
import { type Channel, SlackError } from './model.ts';
import type { PageParts } from './page-parts.ts';
import { typedText } from './payloads.ts';
import { membersOfChannel, messageJson, viewJson } from './wire.ts';

const ROOTS_SHOWN = 200;
const id = z.string().min(1).max(255);
const who = { team: id, user: id };
const text = z.string().max(40_000);
const entered = z.union([z.string().max(40_000), z.array(z.string().max(4000)).max(100), z.null()]);
const place = {
  ...who,
  channel: id.optional(),
  messageTs: id.optional(),
  viewId: id.optional(),
  actionId: id,
  blockId: id.optional(),
};
const seen = z.object({ ...who, channel: id });
const looked = z.object({ ...who, file: id });
const written = z.object({ ...who, channel: id, text, threadTs: id.optional(), files: z.array(id).max(10).optional() });
const brought = z.object({ ...who, name: z.string().min(1).max(255) });
/** More than Adjutant takes can be tried. */
const uploadMax = 60 * 1024 * 1024;
const commanded = z.object({ ...who, channel: id, command: z.string().regex(/^\/\S{1,32}$/), text });
const clicked = z.object({ ...place, value: entered.optional() });
const asked = z.object({ ...place, query: z.string().max(200) });
const closed = z.object({ ...who, viewId: id });
const submitted = closed.extend({ values: z.record(id, z.record(id, entered)).optional() });

/** What the chat page reads and does: JSON in, JSON out, from its own origin only. */
export function chatRoutes(parts: PageParts): express.Router {
  const { workspace, drive } = parts;
  const router = express.Router();
  router.use(ownOrigin(parts.url), express.json({ limit: '2mb', type: 'application/json' }));
  router.get(
    '/workspaces',
    (_request, response) => void response.json(workspace.organisations.map((each) => workspaceJson(parts, each))),
  );
  router.get('/state', (request, response) => void response.json(stateJson(parts, seen.parse(request.query))));

  router.get('/files/:file', (request, response) => {
    const { team, user, file: wanted } = looked.parse({ ...request.query, ...request.params });
    const file = parts.files.find(team, wanted);
    if (!parts.files.isVisible(file, workspace.member(team, user).id)) throw new SlackError('file_not_found');
    response.set('x-content-type-options', 'nosniff').type(file.mimetype).send(parts.files.bytesOf(file));
  });

  const does = <T>(path: string, schema: z.ZodType<T>, work: (input: T) => unknown): void => {
    router.post(path, async (request, response) => void response.json((await work(schema.parse(request.body))) ?? {}));
  };
  router.post('/upload', express.raw({ type: 'application/octet-stream', limit: uploadMax }), (request, response) => {
    const content: unknown = request.body;
    if (!Buffer.isBuffer(content)) throw new SlackError('no_file_data');
    response.json({ file: drive.bring({ ...brought.parse(request.query), content }) });
  });
  does('/message', written, ({ files = [], ...input }) => ({
    ts: drive.post({ ...input, files, text: typedText(workspace, input.team, input.text) }).ts,
  }));
  does('/command', commanded, (input) => drive.command(input));
  does('/click', clicked, (input) => drive.click(input));
  does('/enter', clicked, (input) => drive.enter(input));
  does('/suggest', asked, (input) => drive.suggest(input));
  does('/submit', submitted, async (input) => {
    const { outcome, errors, answer } = await drive.submitView(input);
    return { outcome, errors, failure: answer?.failure };
  });
  does('/close', closed, (input) => drive.closeView(input));
  does('/home', z.object(who), (input) => drive.openHome(input));
  does('/invite', seen, (input) => drive.invite(input));
  router.use(problems);
  return router;
}

function workspaceJson({ workspace, drive }: PageParts, { name, slack, people }: SandboxOrganisation) {
  const { team } = slack;
  return {
    team,
    name,
    botUser: slack.botUser,
    members: workspace.members(team),
    people: people.map((person) => ({
      id: person.slack,
      name: person.name,
      role: person.role,
      direct: drive.openDirect({ team, user: person.slack }).id,
    })),
    channels: workspace
      .channels(team)
      .filter(({ directWith, between }) => directWith === undefined && between === undefined),
  };
}

function stateJson(parts: PageParts, { team, user, channel: channelId }: z.infer<typeof seen>) {
  const { workspace, drive } = parts;
  const channel = workspace.channel(team, channelId);
  if (!membersOfChannel(workspace, channel).includes(user)) throw new SlackError('channel_not_found');
  const home = drive.home(user);
  return {
    channel,
    messages: shownMessages(parts, channel),
    ephemerals: drive.ephemerals(channel.id, user),
    home: home === undefined ? undefined : viewJson(workspace, home),
    views: drive.views(user).map((view) => viewJson(workspace, view)),
  };
}

function shownMessages({ workspace }: PageParts, channel: Channel) {
  const threads = threadsIn(workspace, channel.id);
  const roots = historyOf(workspace, channel, { limit: ROOTS_SHOWN })
    .items.reverse()
    .filter(({ threadTs }) => threadTs === undefined);
  return roots
    .flatMap((root) => [root, ...(threads.get(root.ts) ?? [])])
    .map((message) => messageJson(workspace, message));
}

/** A page of another site must not act here: bodies of these types need a preflight that is never answered, and the origin is looked at. */
function ownOrigin(url: () => string): express.RequestHandler {
  return (request, response, next) => {
    const { origin, host } = request.headers;
    const isOwn = origin === undefined || origin === new URL(url()).origin || origin === `http://${host}`;
    if (
      isOwn &&
      isLoopback(host) &&
      (request.method === 'GET' || request.is(['application/json', 'application/octet-stream']) !== false)
    )
      next();
    else
      response.status(403).json({
        error: 'forbidden',
        message: 'Only the chat page itself may do this, with JSON or the bytes of a file.',
      });
  };
}

const isLoopback = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');

const problems: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof SlackError) response.status(409).json({ error: error.code, ...error.details });
  else if (error instanceof z.ZodError)
    response.status(400).json({ error: 'invalid_arguments', message: z.prettifyError(error) });
  else if (isJson(error) && Number(error.status) < 500)
    response.status(Number(error.status)).json({ error: 'invalid_arguments', message: String(error) });
  else next(error);
};
