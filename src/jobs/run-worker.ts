import { Command, isInterrupted } from '@langchain/langgraph';
import type { Graph, Scope, State } from '../agents/index.ts';
import {
  AppError,
  answeredBell,
  type Earlier,
  type Gate,
  isAppError,
  isExpected,
  type Log,
  type Meter,
  noMeter,
  noTracer,
  type Outcomes,
  type Principal,
  type Probe,
  pendingEffects,
  type Registry,
  type Remembered,
  type Reply,
  type SpanAttributes,
  type Tracer,
} from '../core/index.ts';
import type { Database } from '../platform/database.ts';
import {
  adoptCalls,
  type Checkpoints,
  type Contexts,
  type Conversations,
  type EffectReader,
  endRun,
  type Identity,
  type Models,
  type Run,
  readOutcomes,
  type Services,
  tellProgress,
} from '../services/index.ts';
import { createRunWords } from './run-words.ts';

export interface RunWorkerOptions {
  database: Database;
  registry: Registry;
  gate: Gate;
  graph: Graph;
  checkpoints: Checkpoints;
  contexts: Contexts;
  conversations: Conversations;
  identity: Identity;
  effects: EffectReader;
  ledger: Services['ledger'];
  models: Models;
  /** What a run's thread holds from before, for who asks in it. */
  rememberedFor?: (run: Run, principal: Principal) => Promise<readonly Remembered[]>;
  /** What that thread is about: calls that do not say it take it from there. */
  earlierFor?: (run: Run, principal: Principal) => Promise<readonly Earlier[]>;
  probe: Probe;
  log: Log;
  meter?: Meter;
  tracer?: Tracer;
}
export type RunWorker = (run: Run, signal: AbortSignal) => Promise<void>;

/** Nothing is remembered where nobody keeps anything. */
const noMemory = async (): Promise<readonly never[]> => [];

const maxAttempts = 4;
/** Who asked and left. */
const nobodyAnyMore = 'Somebody';
/** 1, 4, 16 s with up to a quarter of jitter. */
const retryDelayMs = (attempt: number): number => 4 ** (attempt - 1) * 1_000 * (1 + Math.random() / 4);

const tracedRun = ({ number, correlation, door, attempts }: Run): SpanAttributes => ({
  'adjutant.run.number': number,
  'adjutant.correlation': correlation,
  'adjutant.door': door,
  'adjutant.attempts': attempts,
  ...answeredBell('conversation'),
});

/** Takes one run through the graph: to its end, to where it waits for a person, or to a later try. */
export function createRunWorker(options: RunWorkerOptions): RunWorker {
  const { database, registry, gate, graph, checkpoints, contexts, conversations, identity, effects, probe, log } =
    options;
  const { meter = noMeter, models, rememberedFor = noMemory, earlierFor = noMemory, tracer = noTracer } = options;
  const words = createRunWords(options);
  const outcomesOf = ({ tenant, id, request: { calls } }: Run): Promise<Outcomes> =>
    readOutcomes(database, effects.outcome, { tenant, id, calls });

  function scopeOf(run: Run, principal: Principal, signal: AbortSignal): Scope {
    const rootOf = (done: string): Reply => words.working(run, principal.name, done);
    const progress = tellProgress(database, run, rootOf, log);
    return {
      registry,
      gate,
      tracer,
      principal,
      contextFor: ({ capability: name }, step) => {
        const capability = registry.find(name);
        if (!capability) throw new AppError('capability.unknown', `${name} is not there.`);
        const { id, correlation, schedule } = run;
        return contexts.create({ principal, capability, correlation, run: id, step, schedule, signal, progress });
      },
      modelFor: (step) => models.modelFor({ principal, run: run.id, step, signal }),
      remembered: () => rememberedFor(run, principal),
      earlier: () => earlierFor(run, principal),
      async adopt(seen, adoption) {
        run.request = await database.withTenant(run.tenant, (tx) => adoptCalls(tx, run, seen, adoption));
        return { calls: run.request.calls, ask: run.request.ask ?? null };
      },
      now: new Date(),
      signal,
      outcomeOf: (effect) => effects.outcome(run.tenant, effect),
      answer: (outcomes) => answer(run, principal.name, outcomes),
    };
  }

  async function answer(run: Run, person: string, outcomes: Outcomes): Promise<void> {
    await database.withTenant(run.tenant, (tx) => endRun(tx, run, words.ending(run, person, outcomes)));
    probe.reached('run.answered');
  }

  /** Where the run stood: its first calls, or the checkpoint of whoever worked on it before. */
  async function advance(run: Run, scope: Scope, signal: AbortSignal): Promise<State | undefined> {
    const config = {
      configurable: { thread_id: `${run.tenant}:${run.id}` },
      // Once where it stops, and not at each step: what a step came to is kept with the step, so doing it again changes nothing.
      durability: 'exit' as const,
      context: { scope },
      signal,
    };
    const { calls, ask = null } = run.request;
    const start = { calls: [...calls], outcomes: [], ask };
    if (run.attempts === 1) return graph.invoke(start, config);
    const before = await graph.getState(config);
    const values = before.values as Partial<State>;
    if (before.next.length === 0 && values.calls === undefined) return graph.invoke(start, config);
    if (before.next.length === 0) {
      await scope.answer(values.outcomes ?? []);
      return undefined;
    }
    const isWaiting = before.tasks.some(({ interrupts }) => interrupts.length > 0);
    return graph.invoke(isWaiting ? new Command({ resume: true }) : null, config);
  }

  async function proceed(run: Run, principal: Principal, signal: AbortSignal): Promise<void> {
    const holder = { tenant: run.tenant, fence: run.fence };
    const scope = scopeOf(run, principal, signal);
    const state = await checkpoints.as(holder, () => advance(run, scope, signal));
    probe.reached('run.checkpointed');
    if (!state || !isInterrupted(state)) return;
    const { outcomes } = state;
    await conversations.park(run, pendingEffects(outcomes), (tx) => words.waiting(tx, run, principal.name, outcomes));
  }

  async function postpone(run: Run, error: unknown): Promise<void> {
    const outcomes = await outcomesOf(run);
    const delayMs = (isAppError(error) && error.retryAfterMs) || retryDelayMs(run.attempts);
    await conversations.postpone(run, delayMs, (tx) => words.soFar(tx, run, outcomes));
  }

  async function fail(run: Run, person: string, error: unknown): Promise<void> {
    const outcomes = await outcomesOf(run);
    await database.withTenant(run.tenant, (tx) => endRun(tx, run, words.failure(run, person, error, outcomes)));
  }

  async function workTraced(run: Run, signal: AbortSignal): Promise<void> {
    const own = log.child({
      tenant: run.tenant,
      run: run.number,
      correlation: run.correlation,
      capability: run.request.calls.map(({ capability }) => capability).join(', ') || 'orchestrator.ask',
    });
    const start = performance.now();
    const measure = (outcome: string): void => meter.run(outcome, (performance.now() - start) / 1_000);
    let person = nobodyAnyMore;
    try {
      const principal = await database.withTenant(run.tenant, (tx) =>
        identity.principal(tx, run.person, run.door, run.scopes),
      );
      person = principal.name;
      // A run that ends its process never comes to the error below; it is given up all the same.
      if (run.attempts > maxAttempts)
        return await fail(run, person, new AppError('internal', 'the run was taken over too often'));
      await proceed(run, principal, signal);
      own.info({ attempts: run.attempts }, 'run worked on');
      measure('worked');
    } catch (error) {
      measure(isAppError(error) ? error.code : 'internal');
      if (signal.aborted || (isAppError(error) && error.code === 'lease.lost'))
        throw new AppError('lease.lost', 'lost', { cause: error });
      if (!isAppError(error) || error.code === 'internal')
        own.error({ err: error, attempts: run.attempts }, 'run failed');
      else own.info({ code: error.code, attempts: run.attempts }, 'run failed');
      if (isExpected(error) || run.attempts >= maxAttempts) await fail(run, person, error);
      else await postpone(run, error);
    }
  }

  /** A turn of a run belongs to the trace that its acceptance began, whichever process takes it, and however late. */
  return (run, signal) =>
    tracer.span({ name: 'process run', kind: 'consumer', parent: run.trace, attributes: tracedRun(run) }, () =>
      workTraced(run, signal),
    );
}
