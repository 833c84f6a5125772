import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPickPerson } from '../../sandbox/console-sign-in.ts';
import { judgedProduct } from '../../sandbox/judging/product.ts';
import { onboard } from '../../sandbox/onboard.ts';
import { organisations, type SandboxOrganisation } from '../../sandbox/organisations.ts';
import { startVendors, type Vendors, type VendorsOptions } from '../../sandbox/vendors.ts';
import { type Probe, prepareRouter, type Registry } from '../../src/core/index.ts';
import { type Application, createApplication } from '../../src/main.ts';
import { type Config, loadConfig } from '../../src/platform/config.ts';
import { freePort } from '../../src/platform/free-port.ts';
import { createLog } from '../../src/platform/log.ts';
import { Secret } from '../../src/platform/secret.ts';
import { loadContract } from '../contract/checker/contract.ts';
import { startContractProxy } from '../contract/checker/proxy.ts';
import { cloneDatabase, testMasterKey } from './database.ts';
import { recordOperations } from './operations.ts';
import { makeRepository } from './repository.ts';

export interface WorldOptions {
  /** The superuser's URL of a server that holds the template database. */
  postgresUrl: string;
  /** Without it the requests go to the sandbox directly, which is faster and checks nothing. */
  watchesContracts?: boolean;
  /** Where it is noted what the clients called. */
  operationsFile?: string;
  settings?: Readonly<Record<string, string>>;
  probe?: Probe;
  registry?: Registry;
  slackLimits?: VendorsOptions['slackLimits'];
  teamsThrottle?: VendorsOptions['teams']['throttle'];
  /** With the sandbox's model; without it, there is none. */
  hasModel?: boolean;
  /** Files of the GitLab projects. */
  files?: Readonly<Record<string, string>>;
}

/** The vendors, a database and the application, for one test file. */
export interface World {
  /** The application's address. */
  url: string;
  application: Application;
  /** Of the role that owns the tables: for what no application may do. */
  ownerUrl: string;
  vendors: Vendors;
  aurora: SandboxOrganisation;
  borealis: SandboxOrganisation;
  signingSecret: string;
  folder: string;
  tokenOf(organisation: { key: string }): string;
  /** Ends everything, and throws what the vendors' contracts did not allow. */
  close(): Promise<void>;
}

const byKey = (key: string): SandboxOrganisation => {
  const found = organisations.find((organisation) => organisation.key === key);
  if (!found) throw new Error(`no organisation ${key}`);
  return found;
};

/** Every request of our SDKs, and every answer of the sandbox, is held against what the vendors publish. */
async function watchContracts(vendors: Vendors, operationsFile: string | undefined) {
  const watch = (vendor: Parameters<typeof loadContract>[0], basePath: string) =>
    startContractProxy({ contract: loadContract(vendor), target: vendors.url, basePath });
  const proxies = {
    slack: await watch('slack', '/slack/api'),
    gitlab: await watch('gitlab', '/gitlab/api/v4'),
    x: await watch('x', '/2'),
    salesforce: await watch('salesforce', '/salesforce'),
    teams: await watch('teams', '/teams/service'),
    openai: await watch('openai', '/models/v1'),
  };
  vendors.teams.reachServiceAt(`${proxies.teams.url}/teams/service/`);
  return {
    xUrl: proxies.x.url,
    xWebUrl: vendors.xWebUrl,
    salesforceUrl: `${proxies.salesforce.url}/salesforce`,
    slackApiUrl: `${proxies.slack.url}/slack/api/`,
    gitlabUrl: `${proxies.gitlab.url}/gitlab`,
    modelUrl: `${proxies.openai.url}/models/v1`,
    async close() {
      for (const [vendor, proxy] of Object.entries(proxies)) {
        await proxy.close();
        if (operationsFile !== undefined) recordOperations(operationsFile, vendor, proxy.seen);
      }
      const violations = Object.values(proxies).flatMap((proxy) => proxy.violations);
      if (violations.length > 0)
        throw new Error(`against the vendors' contracts: ${JSON.stringify(violations, undefined, 2)}`);
    },
  };
}

const modelSettings = ({ models: { key, model } }: Vendors, url: string): Record<string, string> => ({
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: key,
  OPENAI_MODEL: model,
});

export async function buildWorld({
  postgresUrl,
  watchesContracts = true,
  operationsFile,
  settings = {},
  probe,
  files,
  registry,
  slackLimits,
  teamsThrottle,
  hasModel = false,
}: WorldOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-test-'));
  const database = await cloneDatabase(postgresUrl);
  const signingSecret = randomBytes(16).toString('hex');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const vendors = await startVendors({
    folder: join(folder, 'vendors'),
    port: 0,
    organisations,
    source: makeRepository(join(folder, 'source'), files),
    signingSecret,
    modelKey: `sk-test-${signingSecret}`,
    ...(slackLimits ? { slackLimits } : {}),
    // Other tests may keep the machine busy; that Slack itself waits three seconds is tested in the sandbox.
    slackPatienceMs: 30_000,
    requestUrl: () => `${url}/slack/events`,
    teams: {
      password: randomBytes(16).toString('hex'),
      requestUrl: () => `${url}/teams/messages`,
      retryDelaysMs: [100, 300, 1_000, 3_000],
      ...(teamsThrottle ? { throttle: teamsThrottle } : {}),
    },
  });
  const contracts = watchesContracts
    ? await watchContracts(vendors, operationsFile)
    : { ...vendors, close: () => Promise.resolve() };
  const config: Config = loadConfig({
    SWEEP_SECONDS: '0.5',
    // Longer than a busy machine holds up a process with all vendors in it.
    LEASE_SECONDS: '10',
    LOG_LEVEL: 'error',
    // Tests ask faster than people; those of the limits set their own.
    PERSON_REQUESTS_PER_MINUTE: '100000',
    ORGANISATION_REQUESTS_PER_MINUTE: '100000',
    WRONG_ATTEMPTS_PER_ADDRESS: '10000',
    // A busy machine answers later than people like to wait; tests of that set their own.
    CALL_PATIENCE_SECONDS: '30',
    SLACK_API_URL: contracts.slackApiUrl,
    ...vendors.teams.settings(),
    ...(hasModel ? modelSettings(vendors, contracts.modelUrl) : {}),
    ...settings,
  });
  const application = await createApplication({
    config,
    ownerUrl: database.ownerUrl,
    masterKey: testMasterKey,
    port,
    publicUrl: url,
    slackSigningSecret: new Secret(signingSecret),
    signIn: createPickPerson(organisations),
    isSandbox: true,
    log: createLog(config.LOG_LEVEL),
    ...(probe ? { probe } : {}),
    ...(registry ? { registry } : {}),
  });
  // As after the start of the product, so that nobody waits for it while a chat does.
  prepareRouter(application.services.registry);
  const tokenOf = ({ key }: { key: string }): string => `adj_test-token-of-${key}-${signingSecret}`;
  const { gitlabUrl, xUrl, xWebUrl, salesforceUrl } = contracts;
  await onboard({
    services: application.services,
    organisations,
    gitlabUrl,
    xUrl,
    xWebUrl,
    salesforceUrl,
    tokenOf,
    issuers: config.MCP_TOKEN_ISSUERS,
  });
  vendors.judge(judgedProduct(application.services, { organisations, approvalMs: config.APPROVAL_HOURS * 3_600_000 }));
  return {
    url,
    application,
    ownerUrl: database.ownerUrl,
    vendors,
    signingSecret,
    folder,
    tokenOf,
    aurora: byKey('aurora'),
    borealis: byKey('borealis'),
    async close() {
      await application.close();
      await vendors.close();
      try {
        await contracts.close();
      } finally {
        await database.drop();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
