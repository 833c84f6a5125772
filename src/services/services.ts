import type { Bell, Clock, Gate, Limiter, Log, ModelVendor, Probe, Registry, Tracer } from '../core/index.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import type { KeptLines } from '../platform/kept-lines.ts';
import { deriveKey } from '../platform/seal.ts';
import { createFiles, type FetchFile, type Files } from './attachments/files.ts';
import { createReading } from './attachments/reading.ts';
import { type Checkpoints, createCheckpoints } from './audit/checkpoints.ts';
import { type Connect, type Contexts, createContexts } from './contexts.ts';
import { type Credentials, createCredentials } from './credentials/credentials.ts';
import { createDecide } from './effects/decide.ts';
import { followSwitches } from './effects/hold.ts';
import { createPlan } from './effects/plan.ts';
import { createPolicies, type Policies } from './effects/policy.ts';
import { createEffectReader, type EffectReader } from './effects/read-effects.ts';
import type { Ledger } from './effects/settle.ts';
import { createFeedbackReader, type FeedbackReader } from './feedback/read-feedback.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { createOnboarding, type Onboarding } from './identity/onboarding.ts';
import { createIntake, type Intake } from './intake.ts';
import type { AddressOf } from './messages/tell-person.ts';
import { createModels, type Models } from './models/models.ts';
import { createPictures, type Pictures } from './pictures/pictures.ts';
import { createGate } from './pipeline.ts';
import { createReferences, type References } from './references/references.ts';
import { createRequestLimits, type RequestLimits } from './requests.ts';
import { createRuns, type Runs } from './runs/read-runs.ts';
import { createRunWatcher, type RunWatcher } from './runs/watch-runs.ts';
import { createKillSwitch, type KillSwitch } from './stops/kill-switch.ts';
import { createReaders, createStores, type ReadersFor } from './stores.ts';

export interface ServiceOptions {
  /** Of the application's role: neither owner of the tables nor exempt from row-level security. */
  databaseUrl: string;
  databaseConnections: number;
  masterKey: Buffer;
  registry: Registry;
  connect: Connect;
  fetchFile: FetchFile;
  bell: Bell;
  clock: Clock;
  log: Log;
  probe: Probe;
  /** Where people reach the console, without a slash at the end. */
  publicUrl: string;
  approvalTtlMs: number;
  addressOf: AddressOf;
  limiter: Limiter;
  tracer: Tracer;
  personRequestsPerMinute: number;
  organisationRequestsPerMinute: number;
  /** Where signed ends of audit trails are kept, outside the database. Left out: in the log alone. */
  checkpointLines?: KeptLines | undefined;
  /** Left out: there is none. */
  model?: ModelVendor | undefined;
}

/** What carries each request. The doors and the workers are built on it. */
export interface Services {
  registry: Registry;
  database: Database;
  checkpoints: Checkpoints;
  identity: Identity;
  onboarding: Onboarding;
  credentials: Credentials;
  intake: Intake;
  requests: RequestLimits;
  tracer: Tracer;
  runs: Runs;
  watcher: RunWatcher;
  effects: EffectReader;
  ledger: Ledger;
  decide: ReturnType<typeof createDecide>;
  killSwitch: KillSwitch;
  policies: Policies;
  gate: Gate;
  contexts: Contexts;
  readersFor: ReadersFor;
  feedback: FeedbackReader;
  models: Models;
  pictures: Pictures;
  files: Files;
  fetchFile: FetchFile;
  references: References;
  publicUrl: string;
  probe: Probe;
  log: Log;
  close(): Promise<void>;
}

export function createServices(options: ServiceOptions): Services {
  const { registry, log, probe, tracer, publicUrl, approvalTtlMs } = options;
  const database = openDatabase({
    url: options.databaseUrl,
    connections: options.databaseConnections,
    log,
    onCommitted: (ring) => options.bell.ring(ring),
  });
  const ledger: Ledger = { registry, urlOf: (effect) => `${publicUrl}/console/approvals/${effect}` };
  const identity = createIdentity(database);
  const credentials = createCredentials(database, options.masterKey);
  const effects = createEffectReader(database, ledger);
  const runs = createRuns(database, registry, effects.outcome);
  const reading = createReading(log);
  const files = createFiles({ database, reading, fetchFile: options.fetchFile });
  const checkpoints = createCheckpoints({
    seed: deriveKey(options.masterKey, 'audit checkpoints'),
    kept: options.checkpointLines,
    clock: options.clock,
    log,
  });
  const readersFor = createReaders(database, runs, ledger, files, checkpoints);
  const pictures = createPictures(log);
  const requests = createRequestLimits({
    limiter: options.limiter,
    personPerMinute: options.personRequestsPerMinute,
    organisationPerMinute: options.organisationRequestsPerMinute,
  });
  const models = createModels(database, options.model);
  const watcher = createRunWatcher(options.databaseUrl, runs, log);
  return {
    registry,
    database,
    checkpoints,
    identity,
    credentials,
    runs,
    watcher,
    pictures,
    requests,
    tracer,
    models,
    files,
    fetchFile: options.fetchFile,
    ledger,
    publicUrl,
    probe,
    log,
    onboarding: createOnboarding(database),
    references: createReferences(database),
    intake: createIntake({ database, identity, registry, requests, tracer, probe, hasModel: models.isThere }),
    effects,
    policies: createPolicies(database, ledger),
    killSwitch: createKillSwitch(database, () => followSwitches(database, ledger, log)),
    decide: createDecide({ database, ledger, tracer, probe }),
    gate: createGate(
      database,
      tracer,
      createPlan({ database, ledger, credentials, approvalTtlMs, probe }),
      createStores(options.addressOf),
    ),
    readersFor,
    feedback: createFeedbackReader(database),
    contexts: createContexts({ credentials, readersFor, models, connect: options.connect, clock: options.clock, log }),
    close: async () => {
      await watcher.close();
      await Promise.all([pictures.close(), reading.close()]);
      await database.close();
    },
  };
}
