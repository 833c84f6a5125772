import { Command, isInterrupted } from '@langchain/langgraph';
import { answerOf, type Graph, outcomeOf, type Scope, type State, statusOf } from '../agents/index.ts';
import {
  AppError,
  type Call,
  type Capability,
  escapeMarkdown,
  type Gate,
  isAppError,
  isExpected,
  type Log,
  type Outcomes,
  type Principal,
  type Probe,
  pendingEffects,
  type Registry,
} from '../core/index.ts';
import type { Database } from '../platform/database.ts';
import {
  type Checkpoints,
  type Contexts,
  type Conversations,
  type EffectReader,
  endRun,
  footnoteOf,
  type Identity,
  type Run,
  rootReply,
  showRoot,
} from '../services/index.ts';

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
  probe: Probe;
  log: Log;
}
export type RunWorker = (run: Run, signal: AbortSignal) => Promise<void>;

const maxAttempts = 4;
/** 1, 4, 16 s with up to a quarter of jitter. */
const retryDelayMs = (attempt: number): number => 4 ** (attempt - 1) * 1_000 * (1 + Math.random() / 4);

/** Takes one run through the graph: to its end, to where it waits for a person, or to a later try. */
export function createRunWorker(options: RunWorkerOptions): RunWorker {
  const { database, registry, gate, graph, checkpoints, contexts, conversations, identity, effects, probe, log } =
    options;
  const capabilitiesOf = (run: Run): Capability[] =>
    run.request.calls.flatMap(({ capability }) => registry.find(capability) ?? []);
  const root = (run: Run, principal: string, outcomes: Outcomes) => {
    const { tone, status } = statusOf(outcomes);
    return { ...rootReply(principal, capabilitiesOf(run), tone, status), footnote: footnoteOf(run.number) };
  };

  function scopeOf(run: Run, principal: Principal, signal: AbortSignal): Scope {
    return {
      registry,
      gate,
      principal,
      contextFor: ({ capability: name }, step) => {
        const capability = registry.find(name);
        if (!capability) throw new AppError('capability.unknown', `${name} is not there.`);
        const { id, correlation, schedule } = run;
        return contexts.create({ principal, capability, correlation, run: id, step, schedule, signal });
      },
      outcomeOf: (effect) => effects.outcome(run.tenant, effect),
      answer: (calls, outcomes) => answer(run, principal.name, calls, outcomes),
    };
  }

  async function answer(run: Run, person: string, calls: readonly Call[], outcomes: Outcomes): Promise<void> {
    const content = answerOf({ registry, calls, outcomes, footnote: footnoteOf(run.number) });
    await database.withTenant(run.tenant, (tx) =>
      endRun(tx, run, {
        outcome: outcomeOf(outcomes),
        answer: { ...content, asksFeedback: { run: run.id } },
        root: root(run, person, outcomes),
      }),
    );
    probe.reached('run.answered');
  }

  /** Where the run stood: its first calls, or the checkpoint of whoever worked on it before. */
  async function advance(run: Run, scope: Scope, signal: AbortSignal): Promise<State | undefined> {
    const config = {
      configurable: { thread_id: `${run.tenant}:${run.id}` },
      durability: 'sync' as const,
      context: { scope },
      signal,
    };
    const start = { calls: [...run.request.calls], outcomes: [] };
    if (run.attempts === 1) return graph.invoke(start, config);
    const before = await graph.getState(config);
    const values = before.values as Partial<State>;
    if (before.next.length === 0 && values.calls === undefined) return graph.invoke(start, config);
    if (before.next.length === 0) {
      await scope.answer(values.calls ?? [], values.outcomes ?? []);
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
    const content = root(run, principal.name, state.outcomes);
    await conversations.park(run, pendingEffects(state.outcomes), (tx) => showRoot(tx, run, content));
  }

  async function fail(run: Run, error: unknown): Promise<void> {
    const isOurs = !isAppError(error) || error.code === 'internal';
    const message = isOurs
      ? `Something went wrong on our side, and trying again did not help. Please tell an admin the number of this run: ${run.number}.`
      : error.message;
    const tone = isOurs ? 'danger' : 'warning';
    await database.withTenant(run.tenant, (tx) =>
      endRun(tx, run, {
        outcome: { kind: 'failed', message },
        answer: { tone, markdown: escapeMarkdown(message), footnote: footnoteOf(run.number) },
        root: { tone, markdown: `Run ${run.number} ended without a result.`, footnote: footnoteOf(run.number) },
      }),
    );
  }

  return async function workRun(run, signal) {
    const own = log.child({
      tenant: run.tenant,
      run: run.number,
      correlation: run.correlation,
      capability: run.request.calls.map(({ capability }) => capability).join(', '),
    });
    try {
      const principal = await database.withTenant(run.tenant, (tx) =>
        identity.principal(tx, run.person, run.door, run.scopes),
      );
      // A run that ends its process never comes to the error below; it is given up all the same.
      if (run.attempts > maxAttempts)
        return await fail(run, new AppError('internal', 'the run was taken over too often'));
      await proceed(run, principal, signal);
      own.info({ attempts: run.attempts }, 'run worked on');
    } catch (error) {
      if (signal.aborted || (isAppError(error) && error.code === 'lease.lost'))
        throw new AppError('lease.lost', 'lost', { cause: error });
      if (!isAppError(error) || error.code === 'internal')
        own.error({ err: error, attempts: run.attempts }, 'run failed');
      else own.info({ code: error.code, attempts: run.attempts }, 'run failed');
      if (isExpected(error) || run.attempts >= maxAttempts) await fail(run, error);
      else await conversations.postpone(run, (isAppError(error) && error.retryAfterMs) || retryDelayMs(run.attempts));
    }
  };
}
