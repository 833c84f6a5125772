import { createSlackDoor } from './bot/slack/index.ts';
import { createTeamsDoor, teamsSettingsOf } from './bot/teams/index.ts';
import type { LateDoors } from './connect-vendors.ts';
import { bellKinds, type Log, type Probe, prepareRouter, type Registry, type Tracer } from './core/index.ts';
import { type DoorsOptions, openDoors } from './doors.ts';
import { openInstallation, openState } from './installation.ts';
import { createBells, setupQueues } from './jobs/index.ts';
import { openServices } from './open-services.ts';
import { openShared } from './open-shared.ts';
import { turnKillSwitch } from './operator.ts';
import { type Config, loadConfig } from './platform/config.ts';
import { setupLimits } from './platform/limits/shared-counts.ts';
import { createLog } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { provision, roleUrl } from './platform/provision.ts';
import { createResources, type Resources } from './platform/resources.ts';
import { deriveKey } from './platform/seal.ts';
import { openTracer } from './platform/tracing/open-tracer.ts';
import { type ProcessLife, runProcess } from './process-life.ts';
import { migrations, type Services, setupCheckpoints } from './services/index.ts';
import { startWorkerRole } from './worker-role.ts';

export interface ApplicationOptions extends DoorsOptions {
  /** A role that may create roles and schemas; used to bring the database to shape, and for nothing else. */
  ownerUrl: string;
  slackSigningSecret: Config['SLACK_SIGNING_SECRET'];
  /** Where signed ends of audit trails are kept; left out: in the log alone. */
  checkpointsFile?: string | undefined;
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

if (import.meta.main) {
  const [command, ...words] = process.argv.slice(2);
  await runProcess((life) =>
    command === 'kill-switch' ? turnKillSwitch(words, process.env, life.resources) : start(process.env, life),
  );
}
