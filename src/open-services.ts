import { registry as everything } from './agents/index.ts';
import { chatAddressOf } from './chat-address.ts';
import { connectVendors, type VendorGround } from './connect-vendors.ts';
import {
  AppError,
  type Log,
  type Meter,
  type ModelVendor,
  noProbe,
  type Probe,
  type Registry,
  type Tracer,
  withoutModel,
} from './core/index.ts';
import type { Installation } from './installation.ts';
import { createOpenAI } from './integrations/openai/index.ts';
import type { Bells } from './jobs/index.ts';
import type { Config } from './platform/config.ts';
import { keepLines } from './platform/kept-lines.ts';
import { roleUrl } from './platform/provision.ts';
import { createVendorCall } from './platform/vendor-call.ts';
import { createServices, type Services } from './services/index.ts';

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

export interface Foundation extends Omit<VendorGround, 'config'> {
  bells: Bells;
}

export interface ServicesSettings extends Pick<Installation, 'config' | 'ownerUrl' | 'masterKey' | 'publicUrl'> {
  checkpointsFile?: string | undefined;
  /** What can be asked for; everything when left out. */
  registry?: Registry;
  probe?: Probe;
}

/** What capabilities work with. Doors that they speak through may be put in later. */
export function openServices(options: ServicesSettings, { bells, ...ground }: Foundation): Services {
  const { config, ownerUrl, masterKey, publicUrl } = options;
  const { doors, meter, limiter, tracer, log } = ground;
  const all = options.registry ?? everything;
  const model = openModel(config, log, meter, tracer);
  return createServices({
    databaseUrl: roleUrl(ownerUrl, 'adjutant_app', masterKey),
    databaseConnections: config.DATABASE_CONNECTIONS,
    masterKey,
    registry: model ? all : withoutModel(all),
    addressOf: chatAddressOf,
    connect: connectVendors({ config, ...ground }),
    model,
    fetchFile: async (tenant, file, signal) => {
      const door = doors[file.door];
      if (!door) throw new AppError('service.unavailable', 'It is still being started. Try again in a minute.');
      return door.fetchFile(tenant, file, signal);
    },
    bell: bells,
    checkpointLines: options.checkpointsFile === undefined ? undefined : keepLines(options.checkpointsFile),
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
