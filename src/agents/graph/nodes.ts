import { interrupt, isGraphInterrupt, type Runtime } from '@langchain/langgraph';
import {
  type Call,
  callName,
  invoke,
  isExpected,
  type Outcome,
  pendingEffects,
  readyCalls,
  refusalOf,
  resolveInput,
} from '../../core/index.ts';
import type { RunContext, Scope, State, Update } from './state.ts';
import { isOpen, understandMore } from './understanding/understand-more.ts';

type Context = typeof RunContext.State;

const scopeOf = ({ context }: Runtime<Context>): Scope => {
  if (!context) throw new Error('the graph was started without its scope');
  return context.scope;
};

async function make(scope: Scope, call: Call, step: string, input: Record<string, unknown>): Promise<Outcome> {
  const capability = scope.registry.find(call.capability);
  if (!capability) {
    const message = `${call.capability} is not there (any more). Say “help” to see what is.`;
    return { kind: 'refused', code: 'capability.unknown', message };
  }
  try {
    return await invoke(capability, input, await scope.contextFor(call, step), scope.gate);
  } catch (error) {
    if (isExpected(error)) return refusalOf(error);
    throw error;
  }
}

/** Lets a model turn free words into calls, or go on with what those found. */
export async function understand({ ask, calls, outcomes }: State, runtime: Runtime<Context>): Promise<Update> {
  const scope = scopeOf(runtime);
  if (!ask) return {};
  const { registry, principal, now, signal } = scope;
  const model = scope.modelFor(`understand-${ask.rounds.length}`);
  const [remembered, earlier] = [await scope.remembered(), await scope.earlier()];
  const understanding = { registry, principal, model, remembered, earlier, today: now, signal };
  const found = await scope.adopt(ask, await understandMore({ ask, calls, outcomes }, understanding));
  return { calls: [...found.calls], ask: found.ask };
}

/** Makes all calls that can be made, side by side. A step that starts again finds the outcome it had. */
export async function call({ calls, outcomes }: State, runtime: Runtime<Context>): Promise<Update> {
  const scope = scopeOf(runtime);
  const ready = readyCalls(calls, outcomes);
  const made = await Promise.all(
    ready.map(async (index) => {
      const next = calls[index] as Call;
      return [index, await make(scope, next, callName(index), resolveInput(next, outcomes))] as const;
    }),
  );
  const found = new Map<number, Outcome>(made);
  return { outcomes: calls.map((_, index) => found.get(index) ?? outcomes[index] ?? null) };
}

/** Waits until people decided and an effect is settled: no thread is held, the run is put away. */
export async function wait({ outcomes }: State, runtime: Runtime<Context>): Promise<Update> {
  const scope = scopeOf(runtime);
  const next: (Outcome | null)[] = [];
  for (const outcome of outcomes) {
    // Asked first, as the node starts again from its top: the click may have come before the checkpoint.
    const settled = outcome?.kind === 'pending' ? await scope.outcomeOf(outcome.effect) : undefined;
    next.push(settled ?? outcome);
  }
  const pending = pendingEffects(next);
  if (pending.length > 0 && pending.length === pendingEffects(outcomes).length) interrupt({ effects: pending });
  return { outcomes: next };
}

export async function answer({ outcomes }: State, runtime: Runtime<Context>): Promise<Update> {
  await scopeOf(runtime).answer(outcomes);
  return {};
}

type Node = (state: State, runtime: Runtime<Context>) => Promise<Update>;

/** A node with a span of its own. Stopping to wait for a person is no error. */
export const traced =
  (name: string, node: Node): Node =>
  async (state, runtime) => {
    const stopped: { by?: unknown } = {};
    const update = await scopeOf(runtime).tracer.span({ name: `graph ${name}` }, (span) =>
      node(state, runtime).catch((error: unknown) => {
        if (!isGraphInterrupt(error)) throw error;
        span.set({ 'adjutant.waits': true });
        stopped.by = error;
        return {};
      }),
    );
    if (stopped.by !== undefined) throw stopped.by;
    return update;
  };

/** Where the run goes on: it makes what can be made, understands more, waits for people, or answers. What rests on a refusal is not made. */
export function route({ calls, outcomes, ask }: State): 'understand' | 'wait' | 'call' | 'answer' {
  if (readyCalls(calls, outcomes).length > 0) return 'call';
  if (ask && isOpen({ ask, calls, outcomes })) return 'understand';
  return pendingEffects(outcomes).length > 0 ? 'wait' : 'answer';
}
