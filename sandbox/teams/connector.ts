import express from 'express';
import { readMessage } from './card-rules.ts';
import { connectorAudience } from './login.ts';
import { type Conversation, isJson, type Json, type Message, TeamsError } from './model.ts';
import { appId, type TeamsPerson } from './organisations.ts';
import type { Signing } from './signing.ts';
import { personalId, type TeamsState } from './state.ts';
import type { Throttling } from './throttle.ts';

export interface ConnectorOptions {
  state: TeamsState;
  signing: Signing;
  throttling: Throttling;
}

const notInRoster = (): TeamsError =>
  new TeamsError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
const threadIn = (id: string): string | undefined => /;messageid=(\d+)$/.exec(id)?.[1];

const memberJson = (tenant: string, { aad, id, name }: TeamsPerson): Json => ({
  id,
  name,
  aadObjectId: aad,
  objectId: aad,
  userRole: 'user',
  tenantId: tenant,
});

/** The Bot Connector: what bots call to speak. */
export function connectorRouter({ state, signing, throttling }: ConnectorOptions): express.Router {
  function open(id: string): Conversation {
    const conversation = state.conversation(id);
    if (!conversation.hasBot) throw notInRoster();
    return conversation;
  }

  function throttled(conversation: Conversation, response: express.Response): void {
    const seconds = throttling.take(conversation.id, conversation.tenant);
    if (seconds === undefined) return;
    response.set('retry-after', String(seconds));
    throw new TeamsError(429, 'Throttled', 'Too many requests.');
  }

  function post(conversation: Conversation, thread: string | undefined, activity: unknown): Message {
    const content = readMessage(activity);
    if (thread !== undefined && !state.message(conversation.id, thread))
      throw new TeamsError(404, 'ActivityNotFoundInConversation', 'The post of this thread is gone.');
    const message: Message = {
      id: state.nextId(),
      conversation: conversation.id,
      from: 'bot',
      ...(thread === undefined ? {} : { thread }),
      ...content,
    };
    state.saveMessage(message);
    state.count('messages');
    return message;
  }

  function own(conversation: Conversation, id: string): Message {
    const message = state.message(conversation.id, id);
    if (message?.from === 'bot') return message;
    throw new TeamsError(404, 'ActivityNotFoundInConversation', 'The activity is not in this conversation.');
  }

  function createPersonal(body: Json, tenant: string): string {
    const [member] = Array.isArray(body.members) ? body.members.filter(isJson) : [];
    const person = state.person(tenant, String(member?.id ?? ''));
    const known = state.personal(tenant, person.aad);
    if (known && !known.hasBot) throw new TeamsError(403, 'ForbiddenOperationException', 'The app is blocked.');
    const id = personalId(person);
    if (!known)
      state.saveConversation({ id, kind: 'personal', tenant, name: person.name, hasBot: true, user: person.aad });
    state.count('conversations');
    return id;
  }

  const router = express.Router();
  router.use((request, _response, next) => {
    const [, token = ''] = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '') ?? [];
    const claims = token.split('.').length === 3 ? signing.read(token) : undefined;
    if (claims?.aud === connectorAudience && claims.appid === appId) next();
    else next(new TeamsError(401, 'Unauthorized', 'Authorization has been denied for this request.'));
  });
  router.use(express.json({ limit: '1mb' }));

  router.post('/v3/conversations', (request, response) => {
    const body: unknown = request.body;
    if (!isJson(body)) throw new TeamsError(400, 'BadSyntax', 'The body has to be an object.');
    const data = isJson(body.channelData) ? body.channelData : {};
    if (!isJson(data.channel)) {
      const tenant = String(body.tenantId ?? (isJson(data.tenant) ? data.tenant.id : ''));
      return void response.status(201).json({ id: createPersonal(body, tenant) });
    }
    const conversation = open(String(data.channel.id));
    throttled(conversation, response);
    const { id } = post(conversation, undefined, body.activity);
    state.count('announcements');
    response.status(201).json({ id: `${conversation.id};messageid=${id}`, activityId: id });
  });
  const sending: express.RequestHandler = (request, response) => {
    const id = String(request.params.conversation);
    const conversation = open(id);
    throttled(conversation, response);
    response.status(201).json({ id: post(conversation, threadIn(id), request.body).id });
  };
  router.post('/v3/conversations/:conversation/activities', sending);
  router.post('/v3/conversations/:conversation/activities/:activity', sending);
  router.put('/v3/conversations/:conversation/activities/:activity', (request, response) => {
    const conversation = open(request.params.conversation);
    throttled(conversation, response);
    const { card: _card, summary: _summary, ...before } = own(conversation, request.params.activity);
    state.saveMessage({ ...before, ...readMessage(request.body), isEdited: true });
    state.count('updates');
    response.json({ id: before.id });
  });
  router.delete('/v3/conversations/:conversation/activities/:activity', (request, response) => {
    const conversation = open(request.params.conversation);
    state.deleteMessage(own(conversation, request.params.activity));
    state.count('deletions');
    response.status(200).end();
  });
  const membersOf = ({ tenant, user }: Conversation): Json[] =>
    state
      .tenant(tenant)
      .people.filter(({ aad }) => user === undefined || aad === user)
      .map((person) => memberJson(tenant, person));
  router.get('/v3/conversations/:conversation/members', (request, response) => {
    response.json(membersOf(open(request.params.conversation)));
  });
  router.get('/v3/conversations/:conversation/pagedmembers', (request, response) => {
    response.json({ members: membersOf(open(request.params.conversation)) });
  });
  router.get('/v3/conversations/:conversation/members/:member', (request, response) => {
    const { tenant } = open(request.params.conversation);
    response.json(memberJson(tenant, state.person(tenant, request.params.member)));
  });
  router.use((_request, _response, next) => next(new TeamsError(404, 'NotFound', 'There is no such operation.')));
  router.use(problems);
  return router;
}

const problems: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (!(error instanceof TeamsError)) return next(error);
  response.status(error.status).json({ error: { code: error.code, message: error.message } });
};
