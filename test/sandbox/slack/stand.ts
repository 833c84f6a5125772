import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KnownBlock, View } from '@slack/types';
import { LogLevel, WebClient } from '@slack/web-api';
import express from 'express';
import { organisations } from '../../../sandbox/organisations.ts';
import { createSlackSandbox, type SlackSandbox, type SlackSandboxOptions } from '../../../sandbox/slack/index.ts';
import { openStore, type Store } from '../../../sandbox/store.ts';

export const secret = 'test-signing-secret';
export const team = 'T0AURORA01';
export const maria = 'U0AURMARIA';
export const jonas = 'U0AURJONAS';
export const bot = 'U0AURORBOT';
export const engineering = 'C0AURORENG';
export const leadership = 'C0AURORLEA';
export const token = 'xoxb-sandbox-aurora';

type Json = Record<string, unknown>;
/** One request that the application under the sandbox received, its signature checked. */
export interface Received {
  body: Json;
  headers: Record<string, unknown>;
}
export interface Reply {
  status?: number;
  body?: string | Json;
  headers?: Record<string, string>;
  /** Answers when this settles. */
  after?: Promise<unknown>;
}
export interface Stand {
  slack: SlackSandbox;
  client: WebClient;
  store: Store;
  url: string;
  received: Received[];
  /** What the application answers; by default 200 and nothing. */
  answer: { with: (received: Received) => Reply | Promise<Reply> };
  events(type: string): Json[];
  stop(): Promise<void>;
}

const listen = (app: express.Express): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer(app).listen(0, '127.0.0.1', () => resolve(server));
  });
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const stopServer = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export async function startStand(options: Partial<SlackSandboxOptions> = {}): Promise<Stand> {
  const store = options.store ?? openStore(':memory:');
  const received: Received[] = [];
  const answer: Stand['answer'] = { with: () => ({}) };
  const application = await listen(applicationWith(received, answer));
  const sandboxApp = express();
  const server = await listen(sandboxApp);
  const url = urlOf(server);
  const slack = createSlackSandbox({
    store,
    organisations,
    signingSecret: secret,
    requestUrl: () => `${urlOf(application)}/slack/events`,
    url: () => url,
    ...options,
  });
  sandboxApp.use('/slack/api', slack.api).use('/', slack.pages);
  return {
    slack,
    store,
    url,
    received,
    answer,
    client: clientFor(url, token),
    events: (type) =>
      received.map(({ body }) => body.event as Json | undefined).filter((event) => event?.type === type) as Json[],
    async stop() {
      await slack.close();
      await Promise.all([stopServer(application), stopServer(server)]);
      if (options.store === undefined) store.close();
    },
  };
}

export const clientFor = (url: string, as: string) =>
  new WebClient(as, {
    slackApiUrl: `${url}/slack/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });

function applicationWith(received: Received[], answer: Stand['answer']): express.Express {
  const app = express();
  app.post('/slack/events', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const raw: Buffer = request.body;
    const want = `v0=${createHmac('sha256', secret).update(`v0:${request.headers['x-slack-request-timestamp']}:${raw}`).digest('hex')}`;
    const got = String(request.headers['x-slack-signature']);
    if (want.length !== got.length || !timingSafeEqual(Buffer.from(want), Buffer.from(got)))
      return void response.status(401).end();
    const one = { body: parse(raw.toString('utf8'), request.is('json') !== false), headers: request.headers };
    received.push(one);
    const reply = await answer.with(one);
    await reply.after;
    response.status(reply.status ?? 200).set(reply.headers ?? {});
    if (typeof reply.body === 'object') response.json(reply.body);
    else response.type('text').send(reply.body ?? '');
  });
  return app;
}

function parse(text: string, isJson: boolean): Json {
  if (isJson) return JSON.parse(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form.payload === undefined ? form : JSON.parse(form.payload);
}

/** Blocks and views as the tables of the tests hold them, also faulty ones, for the typed client. */
export const asBlocks = (blocks: object[]): KnownBlock[] => blocks as KnownBlock[];
export const asView = (view: object): View => view as View;

/** The error code of a refused Web API call. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const data = (error as { data?: { error?: string } }).data;
    if (data?.error !== undefined) return data.error;
    throw error;
  }
  return 'accepted';
}
