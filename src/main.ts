import { registry as everything } from './agents/index.ts';
import { createChannels, createSlackDoor, type SlackDoor } from './bot/slack/index.ts';
import { createTeamsDoor, type TeamsDoor, teamsSettingsOf } from './bot/teams/index.ts';
import { chatAddressOf } from './chat-address.ts';
import { createChatChannels } from './chat-channels.ts';
import {
  AppError,
  bellKinds,
  type Limiter,
  type Log,
  type Meter,
  type ModelVendor,
  noProbe,
  type Probe,
  prepareRouter,
  type Registry,
  type Tracer,
  type Vendor as VendorName,
  withoutModel,
} from './core/index.ts';
import { type DoorsOptions, openDoors } from './doors.ts';
import { openInstallation, openState } from './installation.ts';
import { createGitLab } from './integrations/gitlab/index.ts';
import { createOpenAI } from './integrations/openai/index.ts';
import { createSalesforce, createSessions } from './integrations/salesforce/index.ts';
import { createX } from './integrations/x/index.ts';
import { type Bells, createBells, setupQueues } from './jobs/index.ts';
import { type Caches, createCaches } from './platform/cache/caches.ts';
import { keepInMemory, keepInRedis } from './platform/cache/stores.ts';
import { type Config, loadConfig } from './platform/config.ts';
import { createAllowance } from './platform/limits/allowance.ts';
import type { SharedLimiter } from './platform/limits/limiter.ts';
import { openLimiter } from './platform/limits/open-limiter.ts';
import { setupLimits } from './platform/limits/shared-counts.ts';
import { createLog } from './platform/log.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { provision, roleUrl } from './platform/provision.ts';
import { openRedis } from './platform/redis.ts';
import { createResources, type Resources } from './platform/resources.ts';
import { deriveKey } from './platform/seal.ts';
import { openTracer } from './platform/tracing/open-tracer.ts';
import { createVendorCall, type Vendor } from './platform/vendor-call.ts';
import { type ProcessLife, runProcess } from './process-life.ts';
import { createServices, migrations, type Services, setupCheckpoints, type VendorAccount } from './services/index.ts';
import { vendorLimits } from './vendor-limits.ts';
import { startWorkerRole } from './worker-role.ts';

export interface ApplicationOptions extends DoorsOptions {
  /** A role that may create roles and schemas; used to bring the database to shape, and for nothing else. */
  ownerUrl: string;
  slackSigningSecret: Config['SLACK_SIGNING_SECRET'];
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

/** Of what is kept in memory where there is no Redis. */
const cacheBytes = 64 * 1024 * 1024;
const vendorTimeoutMs = 15_000;

/** The model that is configured; none is a normal way to run. */
function openModel(config: Config, log: Log, meter: Meter, tracer: Tracer): ModelVendor | undefined {
  const { OPENAI_BASE_URL: url, OPENAI_API_KEY: key, OPENAI_MODEL: model } = config;
  if (!url || !key || !model) return undefined;
  const timeoutMs = config.OPENAI_TIMEOUT_SECONDS * 1_000;
  return createOpenAI(
    { url, key, model, timeoutMs },
    createVendorCall({ name: 'model', timeoutMs, log, meter, tracer }),
  );
}

async function prepareDatabase({ config, ownerUrl, masterKey }: ApplicationOptions, log: Log): Promise<void> {
  try {
    await provision({ ownerUrl, masterKey, migrations, log, setups: [setupCheckpoints, setupQueues, setupLimits] });
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
  slack?: SlackDoor;
  teams?: TeamsDoor;
}

interface Foundation {
  bells: Bells;
  doors: LateDoors;
  meter: Meter;
  limiter: Limiter;
  caches: Caches;
  tracer: Tracer;
  log: Log;
}

function openServices(
  options: ApplicationOptions,
  { bells, doors, meter, limiter, caches, tracer, log }: Foundation,
): Services {
  const { config, ownerUrl, masterKey, publicUrl } = options;
  const all = options.registry ?? everything;
  const model = openModel(config, log, meter, tracer);
  const limits = vendorLimits(config);
  const callTeams = createVendorCall({ name: 'teams', timeoutMs: vendorTimeoutMs, log, meter, tracer });
  /** An account belongs to one organisation, and its id to nothing else. */
  const cacheOf = ({ id }: VendorAccount) => caches.of(id);
  const callOf = (name: VendorName, { id: account }: VendorAccount): Vendor => {
    const allow = createAllowance({ limiter, account, ...limits[name] });
    return createVendorCall({ name, timeoutMs: vendorTimeoutMs, log, meter, tracer, allow });
  };
  const salesforceSessions = createSessions();
  return createServices({
    databaseUrl: roleUrl(ownerUrl, 'adjutant_app', masterKey),
    databaseConnections: config.DATABASE_CONNECTIONS,
    masterKey,
    registry: model ? all : withoutModel(all),
    addressOf: chatAddressOf,
    connect: {
      gitlab: (account) =>
        createGitLab(
          { url: account.settings.url ?? account.realm, token: account.secret, cache: cacheOf(account) },
          callOf('gitlab', account),
        ),
      x: (account) => {
        const { settings, secret } = account;
        return createX({ secret, url: settings.url, web: settings.web, cache: cacheOf(account) }, callOf('x', account));
      },
      salesforce: (connected) => {
        const { settings, realm, secret } = connected;
        const account = { url: settings.url ?? realm, clientId: settings.clientId ?? '', clientSecret: secret };
        return createSalesforce(account, callOf('salesforce', connected), salesforceSessions);
      },
      slack: (account, { tenant, door }) => {
        const settings = { token: account.secret, apiUrl: config.SLACK_API_URL, log, cache: cacheOf(account) };
        return createChatChannels({
          slack: account.settings.platform === 'teams' ? undefined : createChannels(settings, callOf('slack', account)),
          teams: doors.teams?.channelsOf(tenant, callTeams),
          prefersTeams: door === 'teams',
        });
      },
    },
    model,
    fetchFile: async (tenant, file, signal) => {
      const door = doors[file.door];
      if (!door) throw new AppError('service.unavailable', 'It is still being started. Try again in a minute.');
      return door.fetchFile(tenant, file, signal);
    },
    bell: bells,
    clock: () => new Date(),
    log,
    probe: options.probe ?? noProbe,
    publicUrl,
    approvalTtlMs: config.APPROVAL_HOURS * 3_600_000,
    limiter,
    tracer,
    personRequestsPerMinute: config.PERSON_REQUESTS_PER_MINUTE,
    organisationRequestsPerMinute: config.ORGANISATION_REQUESTS_PER_MINUTE,
  });
}

/** What is counted and kept for all processes. */
function openShared(
  { config, ownerUrl, masterKey }: ApplicationOptions,
  { metrics, resources, log }: { metrics: Metrics; resources: Resources; log: Log },
): { limiter: SharedLimiter; caches: Caches } {
  const redis = config.REDIS_URL && openRedis(config.REDIS_URL.reveal());
  if (redis) resources.add(() => redis.disconnect());
  const limiter = openLimiter({
    redis,
    postgresUrl: roleUrl(ownerUrl, 'adjutant_limits', masterKey),
    hashKey: deriveKey(masterKey, 'limits'),
    resources,
    log,
    meter: metrics.meter,
  });
  metrics.gauge('adjutant_limits_shared', 'Whether all processes count limits together', 'place', async () => ({
    [redis ? 'redis' : 'postgres']: limiter.place() === 'process' ? 0 : 1,
  }));
  const memory = keepInMemory(cacheBytes);
  const caches = createCaches({
    store: redis ? keepInRedis(redis, memory) : memory,
    key: deriveKey(masterKey, 'cache'),
    log,
    meter: metrics.meter,
  });
  metrics.gauge('adjutant_cache_reachable', 'Whether the cache can be used', 'place', async () => ({
    [redis ? 'redis' : 'memory']: caches.place() === 'nowhere' ? 0 : 1,
  }));
  return { limiter, caches };
}

interface Ground {
  resources: Resources;
  tracer: Tracer;
  log: Log;
}

async function assemble(options: ApplicationOptions, { resources, tracer, log }: Ground) {
  const { config, ownerUrl, masterKey } = options;
  const metrics = createMetrics();
  await prepareDatabase(options, log);
  const url = roleUrl(ownerUrl, 'adjutant_queue', masterKey);
  const bells = await createBells({ url, redisUrl: config.REDIS_URL?.reveal(), log, tracer });
  const doors: LateDoors = {};
  metrics.gauge('adjutant_queue_depth', 'Rung and not answered yet', 'kind', async () =>
    Object.fromEntries(await Promise.all(bellKinds.map(async (kind) => [kind, await bells.depth(kind)]))),
  );
  const { limiter, caches } = openShared(options, { metrics, resources, log });
  const services = openServices(options, { bells, doors, meter: metrics.meter, limiter, caches, tracer, log });
  resources.add(() => services.close());
  const slack = createSlackDoor({ services, signingSecret: options.slackSigningSecret, apiUrl: config.SLACK_API_URL });
  const teams = createTeamsDoor({
    services,
    settings: teamsSettingsOf(config),
    pictureKey: deriveKey(masterKey, 'teams pictures'),
  });
  Object.assign(doors, { slack, teams });
  const deliver = { slack: slack.deliver, teams: teams.deliver };
  if (config.ROLES.includes('worker')) {
    const checkpointsUrl = roleUrl(ownerUrl, 'adjutant_graph', masterKey);
    await startWorkerRole({
      config,
      services,
      checkpointsUrl,
      deliver,
      bells,
      resources,
      log,
      meter: metrics.meter,
      tracer,
    });
  } else {
    resources.add(() => bells.close());
  }
  const shared = () => ({ limits: limiter.place(), cache: caches.place() });
  const port = await openDoors(options, { services, slack, teams, metrics, limiter, shared, resources });
  return { services, port };
}

/** Puts everything together, in the roles that the configuration names; when that fails, nothing of it stays open. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const ground: { log?: Log } = {};
  const traced = await openTracer(options.config, () => ground.log ?? createLog('silent'));
  const log = options.log ?? createLog(options.config.LOG_LEVEL, undefined, traced.logFields);
  ground.log = log;
  const resources = createResources();
  // First, and so closed last: what ends the others is sent, too.
  resources.add(() => traced.close());
  try {
    const { services, port } = await assemble(options, { resources, tracer: traced.tracer, log });
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
  prepareRouter(application.services.registry);
  await stopped();
}

if (import.meta.main) await runProcess((life) => start(process.env, life));
