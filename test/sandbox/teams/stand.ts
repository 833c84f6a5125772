import { createServer, type Server } from 'node:http';
import express from 'express';
import { organisations } from '../../../sandbox/organisations.ts';
import { openStore, type Store } from '../../../sandbox/store.ts';
import { createTeamsSandbox, type TeamsSandboxOptions } from '../../../sandbox/teams/index.ts';
import type { Json } from '../../../sandbox/teams/model.ts';
import { aadOf, teamsTenant } from '../../../sandbox/teams/organisations.ts';

const password = 'bot-password';
const [aurora] = organisations;
if (!aurora) throw new Error('no organisation');
export const tenant = teamsTenant(aurora);
export const maria = { tenant: tenant.tenant, user: aadOf({ email: 'maria@aurora.example' }) };
export const jonas = { tenant: tenant.tenant, user: aadOf({ email: 'jonas@aurora.example' }) };
export const engineering = tenant.channels[0]?.id ?? '';
export const leadership = tenant.channels[2]?.id ?? '';

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });

type Options = Pick<TeamsSandboxOptions, 'throttle' | 'retryDelaysMs' | 'clock'> & { store?: Store };

/** The sandbox's Teams alone, and a bot that writes down what it gets. */
export async function startStand({ store = openStore(':memory:'), ...options }: Options = {}) {
  const received: { activity: Json; authorization: string }[] = [];
  const answer = { with: (_activity: Json): { status: number; body?: object } => ({ status: 200 }) };
  const bot = express();
  bot.post('/messages', express.json(), (request, response) => {
    received.push({ activity: request.body, authorization: request.get('authorization') ?? '' });
    const { status, body } = answer.with(request.body);
    response.status(status);
    if (body) response.json(body);
    else response.end();
  });
  const botServer = createServer(bot);
  const requestUrl = `http://127.0.0.1:${await listen(botServer)}/messages`;
  const state = { url: '' };
  const teams = createTeamsSandbox({
    store,
    organisations,
    password,
    requestUrl: () => requestUrl,
    url: () => state.url,
    ...options,
  });
  const app = express();
  app.use('/teams/service', teams.connector);
  app.use('/teams', teams.router);
  const server = createServer(app);
  state.url = `http://127.0.0.1:${await listen(server)}`;

  async function signIn(changes: Record<string, string> = {}) {
    const { TEAMS_APP_ID: client_id = '', TEAMS_LOGIN_URL: login = '' } = teams.settings();
    const scope = 'https://api.botframework.com/.default';
    const form = { grant_type: 'client_credentials', client_id, client_secret: password, scope, ...changes };
    const response = await fetch(`${login}/botframework.com/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return { status: response.status, body: (await response.json()) as Json };
  }
  const known: { token?: string } = {};

  /** One request of a bot to the connector, with a good token unless told otherwise. */
  async function call(method: string, path: string, body?: object, token?: string) {
    known.token ??= String((await signIn()).body.access_token);
    const response = await fetch(`${teams.serviceUrl()}v3/${path}`, {
      method,
      headers: { authorization: `Bearer ${token ?? known.token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Json, headers: response.headers };
  }

  return {
    teams,
    received,
    answer,
    url: () => state.url,
    signIn,
    call,
    async stop() {
      await teams.close();
      for (const each of [server, botServer]) {
        each.closeAllConnections();
        await new Promise((resolve) => each.close(resolve));
      }
    },
  };
}
export type Stand = Awaited<ReturnType<typeof startStand>>;
