import { createGraph } from '../../src/agents/index.ts';
import type { Delivery, Probe, Ring } from '../../src/core/index.ts';
import { createConversationWorker, createRunWorker } from '../../src/jobs/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { roleUrl } from '../../src/platform/provision.ts';
import {
  type Checkpoints,
  type Contexts,
  createCheckpoints,
  createConversations,
  createRelay,
  createSend,
  type Models,
} from '../../src/services/index.ts';
import { testMasterKey } from '../harness/database.ts';
import { startWorld, type World } from '../services/world.ts';

interface WorkerOptions {
  probe?: Probe;
  leaseSeconds?: number;
  /** Comes before each call of a capability. */
  whenCalled?: () => Promise<void>;
  /** Comes when a model has answered, and its answer is kept. */
  whenAnswered?: () => Promise<void>;
}

export interface JobsWorld extends World {
  checkpoints: Checkpoints;
  /** A worker of conversations as one process has it. */
  worker(options?: WorkerOptions): (tenant: string, conversation: string) => Promise<void>;
  /** Answers the bells until none rings. */
  answerBells(): Promise<void>;
  answer(ring: Ring): Promise<void>;
}

const log = createLog('silent');
const noProbe: Probe = { reached: () => undefined };

/** The depot with the workers on top. Bells are answered when a test says so. */
export async function startJobsWorld(options: Parameters<typeof startWorld>[0] = {}): Promise<JobsWorld> {
  const world = await startWorld(options);
  const { services } = world;
  const checkpoints = createCheckpoints(roleUrl(world.ownerUrl, 'adjutant_graph', testMasterKey), log);
  const graph = createGraph(checkpoints.saver);

  const worker: JobsWorld['worker'] = ({
    probe = noProbe,
    leaseSeconds = 20,
    whenCalled = async () => undefined,
    whenAnswered = async () => undefined,
  } = {}) => {
    const conversations = createConversations(services.database, leaseSeconds);
    const contexts: Contexts = {
      ...services.contexts,
      async create(request) {
        await whenCalled();
        return services.contexts.create(request);
      },
    };
    const models: Models = {
      ...services.models,
      modelFor: (asking) => ({
        async ask(request) {
          const answer = await services.models.modelFor(asking).ask(request);
          await whenAnswered();
          return answer;
        },
      }),
    };
    const work = createRunWorker({ ...services, models, contexts, graph, checkpoints, conversations, probe, log });
    return createConversationWorker({ conversations, work, leaseSeconds, log });
  };
  const send = createSend({ ...services, log, leaseSeconds: 20, firstDelayMs: 1_000, requestLimitsMs: {} });
  const deliver = { deliver: async ({ message }: Delivery) => ({ ts: message }) };
  const relay = createRelay({ database: services.database, deliverTo: { slack: deliver, teams: deliver }, log });
  const conversation = worker();
  const answer = ({ kind, tenant, id }: Ring): Promise<void> =>
    ({ conversation, effect: send, message: relay.deliver })[kind](tenant, id);

  return {
    ...world,
    checkpoints,
    worker,
    answer,
    async answerBells() {
      for (let rings = await world.rung(); rings.length > 0; rings = await world.rung()) {
        for (const ring of rings) await answer(ring);
      }
    },
    async close() {
      await checkpoints.close();
      await world.close();
    },
  };
}
