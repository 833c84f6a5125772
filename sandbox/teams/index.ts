import express from 'express';
import type { SandboxOrganisation } from '../organisations.ts';
import type { Store } from '../store.ts';
import { connectorRouter } from './connector.ts';
import { createDelivery } from './delivery.ts';
import { createDriver, type TeamsDriver } from './drive.ts';
import { loginRouter } from './login.ts';
import { appId } from './organisations.ts';
import { pagesRouter } from './pages.ts';
import { createSharedFiles } from './shared-files.ts';
import { createSigning, type Signing } from './signing.ts';
import { openTeamsState, type TeamsState } from './state.ts';
import { createThrottling, published, type Throttle } from './throttle.ts';

export { aadOf, teamsTenant, tenantOf } from './organisations.ts';

export interface TeamsSandboxOptions {
  store: Store;
  organisations: readonly SandboxOrganisation[];
  /** The bot's client secret. */
  password: string;
  /** The bot's messaging endpoint. */
  requestUrl(): string;
  /** Our own base. */
  url(): string;
  clock?: () => Date;
  retryDelaysMs?: readonly number[];
  throttle?: Throttle;
}

export interface TeamsSandbox {
  /** Mounted at `/teams`, with the connector at `/teams/service`. */
  router: express.Router;
  connector: express.Router;
  drive: TeamsDriver;
  state: TeamsState;
  signing: Signing;
  /** What the bot has to be told, as its settings. */
  settings(): Readonly<Record<string, string>>;
  /** The connector's address in activities; another one when somebody listens in between. */
  serviceUrl(): string;
  reachServiceAt(url: string): void;
  countEffects(): Record<string, number>;
  reset(): void;
  close(): Promise<void>;
}

const usualRetryDelaysMs = [500, 2_000, 10_000, 30_000];

export function createTeamsSandbox(options: TeamsSandboxOptions): TeamsSandbox {
  const { store, organisations, password, requestUrl, url } = options;
  const now = options.clock ?? (() => new Date());
  const state = openTeamsState(store, organisations, now);
  const signing = createSigning(store, now);
  const throttling = createThrottling(options.throttle ?? published, now);
  const service: { url?: string } = {};
  const serviceUrl = (): string => service.url ?? `${url()}/teams/service/`;
  const retryDelaysMs = options.retryDelaysMs ?? usualRetryDelaysMs;
  const delivery = createDelivery({ store, signing, serviceUrl, requestUrl, now, retryDelaysMs });
  const files = createSharedFiles(store, { url, now });
  const drive = createDriver({ state, delivery, files, serviceUrl, now });
  const pages = pagesRouter({ state, drive, url });
  const router = express.Router();
  router.use(loginRouter({ signing, password, url, now }));
  router.use(files.router);
  router.use(pages.router);
  return {
    router,
    connector: connectorRouter({ state, signing, throttling }),
    drive,
    state,
    signing,
    settings: () => ({
      TEAMS_APP_ID: appId,
      TEAMS_APP_PASSWORD: password,
      TEAMS_OPENID_METADATA_URL: `${url()}/teams/openid/.well-known/openidconfiguration`,
      TEAMS_LOGIN_URL: `${url()}/teams/login`,
      TEAMS_SERVICE_HOSTS: '127.0.0.1',
      TEAMS_FILE_HOSTS: '127.0.0.1,localhost',
      TEAMS_WEB_URL: `${url()}/teams`,
    }),
    serviceUrl,
    reachServiceAt: (other) => {
      service.url = other;
    },
    countEffects: () => state.counts(),
    reset: () => {
      throttling.clear();
      state.reset();
    },
    async close() {
      pages.close();
      await delivery.close();
    },
  };
}
