import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { controlRouter } from './control.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGitLabSandbox, type GitLabSandbox } from './gitlab/index.ts';
import type { JudgedProduct } from './judging/product.ts';
import { createModelSandbox, type ModelSandbox } from './models/index.ts';
import type { SandboxOrganisation } from './organisations.ts';
import { createSalesforceSandbox, type SalesforceSandbox } from './salesforce/index.ts';
import { createSlackSandbox, type SlackSandbox } from './slack/index.ts';
import type { RateLimits } from './slack/rate-limits.ts';
import { openStore } from './store.ts';
import { createTeamsSandbox, type TeamsSandbox, type TeamsSandboxOptions } from './teams/index.ts';
import { createXSandbox, type XSandbox } from './x/index.ts';

export interface VendorsOptions {
  /** What the vendors remember lies here, and survives restarts and kills. */
  folder: string;
  port: number;
  organisations: SandboxOrganisation[];
  /** A folder on this machine that becomes the GitLab projects: a git repository, or plain files. */
  source: string;
  signingSecret: string;
  /** How much Slack takes before it asks to wait; Slack's own figures, with room for bursts, when left out. */
  slackLimits?: RateLimits;
  /** How long Slack waits for an answer. */
  slackPatienceMs?: number;
  /** Where Slack sends commands, clicks and events. */
  requestUrl(): string;
  /** The bot's client secret in Teams, its messaging endpoint, and how much Teams takes from it. */
  teams: Pick<TeamsSandboxOptions, 'password' | 'requestUrl' | 'throttle' | 'retryDelaysMs'>;
  /** What the model's server wants to see of who asks. */
  modelKey: string;
}

export interface Vendors {
  /** The chat page. */
  url: string;
  slackApiUrl: string;
  gitlabUrl: string;
  /** Where X's API is reached, and where its accounts are looked at. */
  xUrl: string;
  xWebUrl: string;
  salesforceUrl: string;
  /** Where the Bot Connector is. */
  teamsServiceUrl: string;
  /** Base of the model's server. */
  modelUrl: string;
  slack: SlackSandbox;
  teams: TeamsSandbox;
  gitlab: GitLabSandbox;
  x: XSandbox;
  salesforce: SalesforceSandbox;
  models: ModelSandbox;
  faults: Faults;
  /** From now on the product beside the vendors can be judged, too. */
  judge(product: JudgedProduct): void;
  close(): Promise<void>;
}

const listen = (app: express.Express, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = app.listen(port, '127.0.0.1', (error?: Error) => (error ? reject(error) : resolve(server)));
  });

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

/** The vendors in miniature, on one loopback port. */
export async function startVendors(options: VendorsOptions): Promise<Vendors> {
  const { folder, organisations, source, signingSecret, requestUrl } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const store = openStore(join(folder, 'vendors.sqlite'));
  const faults = createFaults();
  const state: { url: string; product?: JudgedProduct } = { url: '' };
  const slack = createSlackSandbox({
    store,
    organisations,
    signingSecret,
    requestUrl,
    url: () => state.url,
    ...(options.slackLimits ? { limits: options.slackLimits } : {}),
    ...(options.slackPatienceMs ? { patienceMs: options.slackPatienceMs } : {}),
  });
  const teams = createTeamsSandbox({ store, organisations, url: () => state.url, ...options.teams });
  const gitlab = createGitLabSandbox({
    store,
    repositories: join(folder, 'repositories'),
    url: () => `${state.url}/gitlab`,
  });

  const x = createXSandbox({ store });
  const salesforce = createSalesforceSandbox({ store });
  const models = createModelSandbox({ key: options.modelKey, model: 'sandbox-model' });

  async function fill(): Promise<void> {
    for (const { gitlab: account, x: xUser, salesforce: org, name, people } of organisations) {
      x.addUser(xUser);
      salesforce.addOrg(org);
      for (const path of account.projects) await gitlab.importProject({ path, from: source });
      gitlab.addUser({
        username: account.user,
        name: `Adjutant at ${name}`,
        token: account.token,
        projects: account.projects,
      });
      for (const person of people) {
        const [username = ''] = person.email.split('@');
        gitlab.addUser({ username, name: person.name, token: '', projects: account.projects });
      }
    }
  }

  const app = express();
  app.disable('x-powered-by');
  app.use(x.byName);
  app.use(
    '/_control',
    controlRouter({
      faults,
      organisations,
      drive: slack.drive,
      store,
      product: () => state.product,
      countEffects: () => ({
        slack: slack.countEffects(),
        teams: teams.countEffects(),
        gitlab: gitlab.countEffects(),
        x: x.countEffects(),
        salesforce: salesforce.countEffects(),
      }),
      reset: async () => {
        slack.reset();
        teams.reset();
        await gitlab.reset();
        x.reset();
        salesforce.reset();
        models.reset();
        await fill();
      },
    }),
  );
  app.use('/_control/models', models.control);
  app.use('/slack/upload', faults.middleware('slack'));
  app.use('/slack/api', faults.middleware('slack'), slack.api);
  app.use('/teams/service', faults.middleware('teams'), teams.connector);
  app.use('/teams', teams.router);
  app.use('/gitlab', faults.middleware('gitlab'), gitlab.router);
  app.use('/x', faults.middleware('x'), x.router);
  app.use('/salesforce', faults.middleware('salesforce'), salesforce.router);
  app.use('/models', faults.middleware('models'), models.router);
  app.use('/', slack.pages);

  await fill();
  const server = await listen(app, options.port);
  state.url = `http://127.0.0.1:${portOf(server)}`;
  return {
    url: state.url,
    slackApiUrl: `${state.url}/slack/api/`,
    gitlabUrl: `${state.url}/gitlab`,
    xUrl: state.url,
    xWebUrl: `${state.url}/x`,
    salesforceUrl: `${state.url}/salesforce`,
    teamsServiceUrl: teams.serviceUrl(),
    modelUrl: `${state.url}/models/v1`,
    slack,
    teams,
    gitlab,
    x,
    salesforce,
    models,
    faults,
    judge: (product) => {
      state.product = product;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all([slack.close(), teams.close()]);
      server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}
