import { Annotation } from '@langchain/langgraph';
import type { Context, Gate, Outcome, Principal, Registry } from '../../core/index.ts';

/** One thing to do in a run: a capability with its input. */
export interface Call {
  capability: string;
  input: Record<string, unknown>;
}

/** What a run knows: the calls to make in order, and how each that was made came out. */
export const RunState = Annotation.Root({
  calls: Annotation<Call[]>({ reducer: (_, next) => next, default: () => [] }),
  outcomes: Annotation<Outcome[]>({ reducer: (_, next) => next, default: () => [] }),
});
export type State = typeof RunState.State;
export type Update = typeof RunState.Update;

/** What the nodes work with. It belongs to one run in one worker, and is not part of the state. */
export interface Scope {
  registry: Registry;
  gate: Gate;
  principal: Principal;
  contextFor(call: Call, step: string): Promise<Context>;
  /** How a settled effect ended; `undefined` while it is open. */
  outcomeOf(effect: string): Promise<Outcome | undefined>;
  /** Says the end of the run, once. */
  answer(calls: readonly Call[], outcomes: readonly Outcome[]): Promise<void>;
}

export const RunContext = Annotation.Root({ scope: Annotation<Scope> });
