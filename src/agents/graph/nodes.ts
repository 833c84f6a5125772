import { interrupt, type Runtime } from '@langchain/langgraph';
import { invoke } from '../../core/index.ts';
import type { RunContext, Scope, State, Update } from './state.ts';

type Context = typeof RunContext.State;

const scopeOf = ({ context }: Runtime<Context>): Scope => {
  if (!context) throw new Error('the graph was started without its scope');
  return context.scope;
};

/** Makes the next call. A step that starts again finds the outcome it had. */
export async function call({ calls, outcomes }: State, runtime: Runtime<Context>): Promise<Update> {
  const scope = scopeOf(runtime);
  const next = calls[outcomes.length];
  if (!next) return {};
  const capability = scope.registry.find(next.capability);
  if (!capability) {
    const message = `${next.capability} is not there (any more). Say “help” to see what is.`;
    return { outcomes: [...outcomes, { kind: 'refused', code: 'capability.unknown', message }] };
  }
  const ctx = await scope.contextFor(next, `call-${outcomes.length}`);
  return { outcomes: [...outcomes, await invoke(capability, next.input, ctx, scope.gate)] };
}

/** Waits until a person decided and the effect is settled: no thread is held, the run is put away. */
export async function wait({ outcomes }: State, runtime: Runtime<Context>): Promise<Update> {
  const last = outcomes.at(-1);
  if (last?.kind !== 'pending') return {};
  // Asked first, as the node starts again from its top: the click may have come before the checkpoint.
  const settled = await scopeOf(runtime).outcomeOf(last.effect);
  if (!settled) interrupt({ effect: last.effect });
  return { outcomes: [...outcomes.slice(0, -1), settled ?? last] };
}

export async function answer({ calls, outcomes }: State, runtime: Runtime<Context>): Promise<Update> {
  await scopeOf(runtime).answer(calls, outcomes);
  return {};
}

/** Where the run goes on: it waits for a person, makes the next call, or answers. A call that was refused ends it. */
export function route({ calls, outcomes }: State): 'wait' | 'call' | 'answer' {
  const last = outcomes.at(-1);
  if (last?.kind === 'pending') return 'wait';
  return last?.kind === 'done' && outcomes.length < calls.length ? 'call' : 'answer';
}
