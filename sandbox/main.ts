import { join, resolve } from 'node:path';
import { prepareRouter } from '../src/core/index.ts';
import { type Installation, openInstallation, openState, type State } from '../src/installation.ts';
import { createApplication } from '../src/main.ts';
import { type Config, loadConfig } from '../src/platform/config.ts';
import { listenPort } from '../src/platform/free-port.ts';
import { Secret } from '../src/platform/secret.ts';
import { type ProcessLife, runProcess } from '../src/process-life.ts';
import { createPickPerson } from './console-sign-in.ts';
import { greeting } from './greeting.ts';
import { judgedProduct } from './judging/product.ts';
import { killingProbe } from './killing-probe.ts';
import { onboard } from './onboard.ts';
import { organisations } from './organisations.ts';
import { loadSandboxConfig, type SandboxConfig } from './sandbox-config.ts';
import { startVendors, type Vendors } from './vendors.ts';

const checkout = resolve(import.meta.dirname, '..');
const loopback = ['127.0.0.1', 'localhost', '::1'];
const say = (line: string): void => console.log(line);

async function openVendors(
  folder: string,
  port: number,
  config: SandboxConfig,
  secrets: { signingSecret: string; teamsPassword: string; modelKey: string },
): Promise<Vendors> {
  const isExplicit = config.SANDBOX_PORT !== undefined;
  return startVendors({
    folder: join(folder, 'sandbox'),
    port: await listenPort({ wanted: config.SANDBOX_PORT ?? port + 1, explicit: isExplicit }),
    organisations,
    source: config.SANDBOX_REPOSITORY ?? checkout,
    signingSecret: secrets.signingSecret,
    modelKey: secrets.modelKey,
    requestUrl: () => `http://127.0.0.1:${port}/slack/events`,
    teams: { password: secrets.teamsPassword, requestUrl: () => `http://127.0.0.1:${port}/teams/messages` },
  });
}

/** The sandbox's bot, in place of one that is registered with Microsoft. Who signs for it can be somebody else. */
function teamsConfig({ teams }: Vendors, { TEAMS_OPENID_METADATA_URL: signer }: NodeJS.ProcessEnv): Partial<Config> {
  const settings = { ...teams.settings(), ...(signer ? { TEAMS_OPENID_METADATA_URL: signer } : {}) };
  const read = Object.entries(loadConfig(settings)).filter(([name]) => name in settings);
  return Object.fromEntries(read);
}

/** The sandbox's model, where it is asked for and no other is configured. */
function modelConfig({ modelUrl, models }: Vendors, config: Config, { SANDBOX_MODEL }: SandboxConfig): Partial<Config> {
  if (SANDBOX_MODEL === 'off' || config.OPENAI_BASE_URL) return {};
  return { OPENAI_BASE_URL: modelUrl, OPENAI_API_KEY: new Secret(models.key), OPENAI_MODEL: models.model };
}

async function serve(installation: Installation, sandbox: SandboxConfig, state: State, life: ProcessLife) {
  const { config, publicUrl, port } = installation;
  const { folder, secrets } = state;
  say('Starting the sandbox of Slack, Teams, GitLab, X and Salesforce …');
  const signingSecret = config.SLACK_SIGNING_SECRET?.reveal() ?? secrets.get('slack-signing-secret');
  const vendors = await openVendors(folder, port, sandbox, {
    signingSecret,
    teamsPassword: secrets.get('teams-app-password'),
    modelKey: secrets.get('model-key'),
  });
  life.resources.add(() => vendors.close());
  life.goOn();
  say('Starting Adjutant …');
  const application = await createApplication({
    ...installation,
    config: {
      ...config,
      SLACK_API_URL: vendors.slackApiUrl,
      ...teamsConfig(vendors, process.env),
      ...modelConfig(vendors, config, sandbox),
    },
    slackSigningSecret: new Secret(signingSecret),
    signIn: createPickPerson(organisations),
    isSandbox: true,
    probe: killingProbe(sandbox.SANDBOX_KILL_AT),
  });
  life.resources.add(() => application.close());
  life.goOn();
  const tokenOf = ({ key }: { key: string }): string => `adj_${secrets.get(`mcp-token-${key}`)}`;
  const { gitlabUrl, xUrl, xWebUrl, salesforceUrl } = vendors;
  const addresses = { gitlabUrl, xUrl, xWebUrl, salesforceUrl };
  await onboard({
    services: application.services,
    organisations,
    ...addresses,
    issuers: config.MCP_TOKEN_ISSUERS,
    tokenOf,
  });
  vendors.judge(judgedProduct(application.services, { organisations, approvalMs: config.APPROVAL_HOURS * 3_600_000 }));
  life.goOn();
  const token = tokenOf({ key: 'aurora' });
  state.announce(publicUrl, token);
  const links = {
    chat: vendors.url,
    teams: `${vendors.url}/teams`,
    console: `${publicUrl}/console`,
    mcp: `${publicUrl}/mcp`,
    gitlab: gitlabUrl,
    x: xWebUrl,
    salesforce: salesforceUrl,
  };
  say(greeting({ ...links, token }));
  prepareRouter(application.services.registry);
}

/** `npm start`: the product with the vendors in miniature beside it, and nothing to configure. */
async function main(life: ProcessLife): Promise<void> {
  const config = loadConfig({ LOG_LEVEL: 'warn', ...process.env });
  const sandbox = loadSandboxConfig(process.env);
  if (!loopback.includes(config.HOST)) {
    throw new Error('The sandbox lets anybody act as anybody, so it serves this machine only. Leave HOST out.');
  }
  if (config.NODE_ENV === 'production') {
    throw new Error('The sandbox does not run in production. Start the product alone: npm run product');
  }
  const { resources } = life;
  const state = openState(sandbox.SANDBOX_FOLDER ?? checkout, resources);
  // The sandbox keeps something in any case, so who already runs here is told before anything is started.
  state.claim();
  say('Starting the database …');
  const installation = await openInstallation({ config, state, resources, onProgress: say });
  life.goOn();
  await serve(installation, sandbox, state, life);
  await life.stopped();
  say('\nStopping …');
}

await runProcess(main);
