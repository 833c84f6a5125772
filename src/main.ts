import { registry as everything } from './agents/index.ts';
import { createChannels, createSlackDoor, type SlackDoor } from './bot/slack/index.ts';
import { createTeamsDoor, type TeamsDoor, teamsSettingsOf } from './bot/teams/index.ts';
import { chatAddressOf } from './chat-address.ts';
import { createChatChannels } from './chat-channels.ts';
import { type Address, type Log, noProbe, type Probe, type Registry } from './core/index.ts';
import { createConsole, createRest, type SignIn } from './http/index.ts';
import { openInstallation, openState } from './installation.ts';
import { createGitLab } from './integrations/gitlab/index.ts';
import { createSalesforce, createSessions } from './integrations/salesforce/index.ts';
import { createX } from './integrations/x/index.ts';
import { type Bells, createBells, setupQueues } from './jobs/index.ts';
import { createMcpDoor } from './mcp/index.ts';
import { type Config, loadConfig } from './platform/config.ts';
import { createHttpServer } from './platform/http.ts';
import { createLog } from './platform/log.ts';
import { provision, roleUrl } from './platform/provision.ts';
import { createResources, type Resources } from './platform/resources.ts';
import { deriveKey } from './platform/seal.ts';
import { createVendorCall, type Vendor } from './platform/vendor-call.ts';
import { type ProcessLife, runProcess } from './process-life.ts';
import { createServices, migrations, type Services, setupCheckpoints } from './services/index.ts';
import { startWorkerRole } from './worker-role.ts';

export interface ApplicationOptions {
  config: Config;
  /** A role that may create roles and schemas; used to bring the database to shape, and for nothing else. */
  ownerUrl: string;
  masterKey: Buffer;
  port: number;
  publicUrl: string;
  slackSigningSecret: Config['SLACK_SIGNING_SECRET'];
  /** How people prove who they are in the console; without it the console is closed. */
  signIn?: SignIn;
  isSandbox?: boolean;
  /** What can be asked for; everything when left out. */
  registry?: Registry;
  probe?: Probe;
  log?: Log;
}

export interface Application {
  services: Services;
  port: number;
  /** Takes nothing new, ends what is being done, and lets go of everything. */
  close(): Promise<void>;
}

const drainLimitMs = 8_000;
const vendorTimeoutMs = 15_000;

async function prepareDatabase({ config, ownerUrl, masterKey }: ApplicationOptions, log: Log): Promise<void> {
  try {
    await provision({ ownerUrl, masterKey, migrations, log, setups: [setupCheckpoints, setupQueues] });
  } catch (cause) {
    if (!config.DATABASE_URL) throw cause;
    // Connecting to a name with several addresses fails with an error for each, and with a code but no message of its own.
    const { message, code } = cause as NodeJS.ErrnoException;
    throw new Error(
      `The database of DATABASE_URL cannot be prepared: ${message || code}. Check that it runs, and that its role may create roles and schemas.`,
      { cause },
    );
  }
}

/** Doors speak in channels on behalf of capabilities, and are built on the services that capabilities work with. */
interface LateDoors {
  teams?: TeamsDoor;
}

function openServices(options: ApplicationOptions, bells: Bells, doors: LateDoors, log: Log): Services {
  const { config, ownerUrl, masterKey, publicUrl, registry = everything } = options;
  const callOf = (name: string): Vendor => createVendorCall({ name, timeoutMs: vendorTimeoutMs, log });
  const calls = {
    gitlab: callOf('gitlab'),
    x: callOf('x'),
    salesforce: callOf('salesforce'),
    slack: callOf('slack'),
    teams: callOf('teams'),
  };
  const salesforceSessions = createSessions();
  return createServices({
    databaseUrl: roleUrl(ownerUrl, 'adjutant_app', masterKey),
    databaseConnections: config.DATABASE_CONNECTIONS,
    masterKey,
    registry,
    addressOf: chatAddressOf,
    connect: {
      gitlab: ({ settings, realm, secret }) =>
        createGitLab({ url: settings.url ?? realm, token: secret }, calls.gitlab),
      x: ({ settings: { url, web }, secret }) => createX({ secret, url, web }, calls.x),
      salesforce: ({ settings, realm, secret }) => {
        const account = { url: settings.url ?? realm, clientId: settings.clientId ?? '', clientSecret: secret };
        return createSalesforce(account, calls.salesforce, salesforceSessions);
      },
      slack: ({ settings, secret: token }, { tenant, door }) =>
        createChatChannels({
          slack:
            settings.platform === 'teams'
              ? undefined
              : createChannels({ token, apiUrl: config.SLACK_API_URL, log }, calls.slack),
          teams: doors.teams?.channelsOf(tenant, calls.teams),
          prefersTeams: door === 'teams',
        }),
    },
    bell: bells,
    clock: () => new Date(),
    log,
    probe: options.probe ?? noProbe,
    publicUrl,
    approvalTtlMs: config.APPROVAL_HOURS * 3_600_000,
  });
}

/** Where somebody is found in chat, for what they asked for elsewhere. */
const addressIn =
  ({ database, identity }: Services) =>
  async ({ tenant, person }: { tenant: string; person: string }): Promise<Address | undefined> => {
    const subject = await database.withTenant(
      tenant,
      async (tx) => (await identity.subjectOf(tx, person, 'slack')) ?? (await identity.subjectOf(tx, person, 'teams')),
    );
    return subject && chatAddressOf(subject);
  };

/** The doors of the roles that the configuration names, on one port. */
async function openDoors(
  options: ApplicationOptions,
  services: Services,
  { slack, teams }: { slack: SlackDoor; teams: TeamsDoor },
  resources: Resources,
) {
  const { config, masterKey, publicUrl, isSandbox = false } = options;
  const calling = { services, addressOf: addressIn(services), patienceMs: config.CALL_PATIENCE_SECONDS * 1_000 };
  const mcp = createMcpDoor({ ...calling, hosts: [new URL(publicUrl).hostname, 'localhost', '127.0.0.1', '[::1]'] });
  const console = createConsole({
    services,
    signIn: options.signIn,
    sessionKey: deriveKey(masterKey, 'console sessions'),
    isSandbox,
  });
  const web = [
    ['/slack', slack.router],
    ['/teams', teams.router],
    ['/console', console],
    ['/v1', createRest(calling)],
  ] as const;
  const http = createHttpServer({
    log: services.log,
    isReady: () => services.database.isReachable(),
    doors: [
      ...(config.ROLES.includes('web') ? web : []),
      ...(config.ROLES.includes('mcp') ? ([['/', mcp.router]] as const) : []),
    ],
  });
  // Together: streams that stand open end with their door, and until then the server has something in flight.
  resources.add(() => Promise.all([http.drain(drainLimitMs), slack.close(), mcp.close()]));
  return http.listen(options.port, config.HOST);
}

async function assemble(options: ApplicationOptions, resources: Resources, log: Log) {
  const { config, ownerUrl, masterKey } = options;
  await prepareDatabase(options, log);
  const url = roleUrl(ownerUrl, 'adjutant_queue', masterKey);
  const bells = await createBells({ url, redisUrl: config.REDIS_URL?.reveal(), log });
  const doors: LateDoors = {};
  const services = openServices(options, bells, doors, log);
  resources.add(() => services.close());
  const slack = createSlackDoor({ services, signingSecret: options.slackSigningSecret, apiUrl: config.SLACK_API_URL });
  const teams = createTeamsDoor({
    services,
    settings: teamsSettingsOf(config),
    pictureKey: deriveKey(masterKey, 'teams pictures'),
  });
  doors.teams = teams;
  const deliver = { slack: slack.deliver, teams: teams.deliver };
  if (config.ROLES.includes('worker')) {
    const checkpointsUrl = roleUrl(ownerUrl, 'adjutant_graph', masterKey);
    await startWorkerRole({ config, services, checkpointsUrl, deliver, bells, resources, log });
  } else {
    resources.add(() => bells.close());
  }
  const port = await openDoors(options, services, { slack, teams }, resources);
  return { services, port };
}

/** Puts everything together, in the roles that the configuration names; when that fails, nothing of it stays open. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const log = options.log ?? createLog(options.config.LOG_LEVEL);
  const resources = createResources();
  try {
    const { services, port } = await assemble(options, resources, log);
    log.info({ port, roles: options.config.ROLES }, 'started');
    return {
      services,
      port,
      async close() {
        await resources.closeAll();
        log.info({}, 'stopped');
      },
    };
  } catch (error) {
    await resources.closeAll().catch((fault: Error) => log.warn({ reason: fault.message }, 'not all was closed'));
    throw error;
  }
}

/** The product alone: real vendors, and no sandbox in it. */
async function start(environment: NodeJS.ProcessEnv, { resources, goOn, stopped }: ProcessLife): Promise<void> {
  const config = loadConfig(environment);
  const state = openState(process.cwd(), resources);
  const installation = await openInstallation({ config, state, resources });
  goOn();
  const application = await createApplication({ ...installation, slackSigningSecret: config.SLACK_SIGNING_SECRET });
  resources.add(() => application.close());
  goOn();
  state.announce(installation.publicUrl);
  process.stdout.write(`Adjutant is ready: ${installation.publicUrl}/console\n`);
  await stopped();
}

if (import.meta.main) await runProcess((life) => start(process.env, life));
