import { createGraph } from './agents/index.ts';
import { chatAddressOf } from './chat-address.ts';
import type { Address, Deliver, Log, Meter, Tracer } from './core/index.ts';
import { type Bells, createConversationWorker, createRunWorker, startRounds, startSweeper } from './jobs/index.ts';
import type { Config } from './platform/config.ts';
import type { Resources } from './platform/resources.ts';
import {
  createCheckpoints,
  createConversations,
  createFollowWatcher,
  createRelay,
  createSend,
  createSequencer,
  expireLapsed,
  fireSchedules,
  followSwitches,
  noteFirings,
  recallForRun,
  recallWords,
  type Services,
} from './services/index.ts';

export interface WorkerRoleOptions {
  config: Config;
  services: Services;
  /** Of the role that reads and writes the graph's state. */
  checkpointsUrl: string;
  deliver: Readonly<Record<Address['door'], Deliver>>;
  bells: Bells;
  resources: Resources;
  log: Log;
  meter: Meter;
  tracer: Tracer;
}

/** Bells of each kind that one process answers at a time. */
const concurrency = 8;

function createHandlers({
  config,
  services,
  checkpointsUrl,
  deliver,
  resources,
  log,
  meter,
  tracer,
}: WorkerRoleOptions) {
  const { database, registry, gate, contexts, identity, effects, ledger, models, probe } = services;
  const checkpoints = createCheckpoints(checkpointsUrl, log);
  resources.add(() => checkpoints.close());
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
    ledger,
    models,
    rememberedFor: (run) => database.withTenant(run.tenant, (tx) => recallWords(tx, run)),
    earlierFor: (run, principal) => database.withTenant(run.tenant, (tx) => recallForRun(tx, principal, run, registry)),
    probe,
    log,
    meter,
    tracer,
  });
  const send = createSend({
    database,
    ledger,
    contexts,
    identity,
    probe,
    log,
    meter,
    tracer,
    leaseSeconds: config.EFFECT_LEASE_SECONDS,
    firstDelayMs: config.EFFECT_RETRY_SECONDS * 1_000,
    requestLimitsMs: { gitlab: config.GITLAB_REQUEST_SECONDS * 1_000 },
  });
  return {
    conversation: createConversationWorker({ conversations, work, leaseSeconds: config.LEASE_SECONDS, log }),
    effect: send,
    message: createRelay({ database, deliverTo: deliver, log, tracer, leaseSeconds: config.LEASE_SECONDS }).deliver,
  };
}

/** Answers the bells, and looks for what nobody rang for. Closes the bells, too: before what their answers rest on. */
export async function startWorkerRole(options: WorkerRoleOptions): Promise<void> {
  const { config, services, bells, resources, log } = options;
  const { database, ledger, registry, identity, probe } = services;
  const handlers = createHandlers(options);
  resources.add(() => bells.close());
  await bells.listen(handlers, concurrency);
  const watcher = createFollowWatcher({
    ...services,
    log,
    leaseSeconds: config.EFFECT_LEASE_SECONDS,
    shortestMs: config.FOLLOW_SECONDS * 1_000,
  });
  resources.add(() => watcher.stop());
  const sweeper = startSweeper({
    database,
    bell: bells,
    log,
    everySeconds: config.SWEEP_SECONDS,
    pauseSeconds: config.LEASE_SECONDS,
    chores: [
      () => followSwitches(database, ledger, log),
      () => expireLapsed(database, ledger, log),
      () => watcher.begin(),
      () =>
        fireSchedules({ database, registry, identity, addressOf: chatAddressOf, tracer: options.tracer, probe, log }),
      () => noteFirings({ database, addressOf: chatAddressOf, ledger, log }),
    ],
  });
  resources.add(() => sweeper.stop());
  const sequencer = createSequencer({ database, checkpoints: services.checkpoints, log });
  const linking = startRounds(1, () =>
    sequencer.link().catch((error: Error) => log.warn({ reason: error.message }, 'the audit trail was not linked')),
  );
  resources.add(async () => {
    await linking.stop();
    await sequencer.close();
  });
}
