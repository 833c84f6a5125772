import { createGraph, registry as everything } from './agents/index.ts';
import { createSlackDoor, slackAddressOf } from './bot/slack/index.ts';
import { type Deliver, type Log, noProbe, type Probe, type Registry } from './core/index.ts';
import { createConsole, type SignIn } from './http/index.ts';
import { openInstallation, untilStopped } from './installation.ts';
import { createGitLab } from './integrations/gitlab/index.ts';
import {
  type Bells,
  createBells,
  createConversationWorker,
  createRunWorker,
  setupQueues,
  startSweeper,
} from './jobs/index.ts';
import { createMcpDoor } from './mcp/index.ts';
import { type Config, loadConfig } from './platform/config.ts';
import { createHttpServer } from './platform/http.ts';
import { createLog } from './platform/log.ts';
import { provision, roleUrl } from './platform/provision.ts';
import { deriveKey } from './platform/seal.ts';
import { createVendorCall } from './platform/vendor-call.ts';
import {
  createCheckpoints,
  createConversations,
  createRelay,
  createSend,
  createServices,
  expireLapsed,
  migrations,
  type Services,
  setupCheckpoints,
} from './services/index.ts';

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
/** Bells of each kind that one process answers at a time. */
const concurrency = 8;

/** The worker's role: answers the bells, and looks for what nobody rang for. */
async function startWorkers(options: ApplicationOptions, services: Services, bells: Bells, deliver: Deliver, log: Log) {
  const { config, ownerUrl, masterKey } = options;
  const { database, registry, gate, contexts, identity, effects, ledger, probe } = services;
  const checkpoints = createCheckpoints(roleUrl(ownerUrl, 'adjutant_graph', masterKey), log);
  const conversations = createConversations(database, config.LEASE_SECONDS);
  const graph = createGraph(checkpoints.saver);
  const work = createRunWorker({
    database,
    registry,
    gate,
    graph,
    checkpoints,
    contexts,
    conversations,
    identity,
    effects,
    probe,
    log,
  });
  const send = createSend({
    database,
    ledger,
    contexts,
    identity,
    probe,
    log,
    leaseSeconds: config.EFFECT_LEASE_SECONDS,
    firstDelayMs: config.EFFECT_RETRY_SECONDS * 1_000,
  });
  const relay = createRelay(database, { slack: deliver }, log);
  const conversation = createConversationWorker({ conversations, work, leaseSeconds: config.LEASE_SECONDS, log });
  await bells.listen({ conversation, effect: send, message: relay.deliver }, concurrency);
  const sweeper = startSweeper({
    database,
    bell: bells,
    log,
    everySeconds: config.SWEEP_SECONDS,
    pauseSeconds: config.LEASE_SECONDS,
    chores: [() => expireLapsed(database, ledger)],
  });
  return { sweeper, checkpoints };
}

/** Puts everything together, in the roles that the configuration names. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { config, ownerUrl, masterKey, publicUrl, isSandbox = false, registry = everything } = options;
  const log = options.log ?? createLog(config.LOG_LEVEL);
  await provision({ ownerUrl, masterKey, migrations, log, setups: [setupCheckpoints, setupQueues] });

  const bells = createBells(roleUrl(ownerUrl, 'adjutant_queue', masterKey), log);
  const vendor = createVendorCall({ name: 'gitlab', timeoutMs: vendorTimeoutMs, log });
  const services = createServices({
    databaseUrl: roleUrl(ownerUrl, 'adjutant_app', masterKey),
    databaseConnections: config.DATABASE_CONNECTIONS,
    masterKey,
    registry,
    connect: {
      gitlab: ({ settings, realm, secret }) => createGitLab({ url: settings.url ?? realm, token: secret }, vendor),
    },
    bell: bells,
    clock: () => new Date(),
    log,
    probe: options.probe ?? noProbe,
    publicUrl,
    approvalTtlMs: config.APPROVAL_HOURS * 3_600_000,
  });

  const slack = createSlackDoor({ services, signingSecret: options.slackSigningSecret, apiUrl: config.SLACK_API_URL });
  const mcp = createMcpDoor({
    services,
    hosts: [new URL(publicUrl).hostname, 'localhost', '127.0.0.1', '[::1]'],
    addressOf: async ({ tenant, person }) => {
      const subject = await services.database.withTenant(tenant, (tx) =>
        services.identity.subjectOf(tx, person, 'slack'),
      );
      return subject && slackAddressOf(subject);
    },
    patienceMs: config.MCP_PATIENCE_SECONDS * 1_000,
  });
  const console = createConsole({
    services,
    signIn: options.signIn,
    sessionKey: deriveKey(masterKey, 'console sessions'),
    isSandbox,
  });
  const http = createHttpServer({
    log,
    isReady: () => services.database.isReachable(),
    doors: [
      ...(config.ROLES.includes('web')
        ? ([
            ['/slack', slack.router],
            ['/console', console],
          ] as const)
        : []),
      ...(config.ROLES.includes('mcp') ? ([['/', mcp.router]] as const) : []),
    ],
  });
  const workers = config.ROLES.includes('worker')
    ? await startWorkers(options, services, bells, slack.deliver, log)
    : undefined;
  const port = await http.listen(options.port, config.HOST);
  log.info({ port, roles: config.ROLES }, 'started');

  return {
    services,
    port,
    async close() {
      const drained = http.drain(drainLimitMs);
      await slack.close();
      await mcp.close();
      await drained;
      await workers?.sweeper.stop();
      await bells.close();
      await workers?.checkpoints.close();
      await services.close();
      log.info({}, 'stopped');
    },
  };
}

/** The product alone: real vendors, and no sandbox in it. */
async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  const installation = await openInstallation(loadConfig(environment), process.cwd());
  const application = await createApplication({
    ...installation,
    slackSigningSecret: installation.config.SLACK_SIGNING_SECRET,
  });
  installation.announce(installation.publicUrl);
  process.stdout.write(`Adjutant is ready: ${installation.publicUrl}/console\n`);
  await untilStopped();
  await application.close();
  await installation.close();
}

if (import.meta.main) {
  start(process.env).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
