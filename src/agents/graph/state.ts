import { Annotation } from '@langchain/langgraph';
import type {
  Adoption,
  Ask,
  Call,
  Context,
  Earlier,
  Gate,
  Model,
  Outcome,
  Outcomes,
  Principal,
  Registry,
  Remembered,
  Tracer,
} from '../../core/index.ts';

/** What a run knows: the calls to make, and how each that was made came out. */
export const RunState = Annotation.Root({
  calls: Annotation<Call[]>({ reducer: (_, next) => next, default: () => [] }),
  outcomes: Annotation<Outcomes>({ reducer: (_, next) => next, default: () => [] }),
  /** Free words, from which the calls are made; nothing where the calls were known from the start. */
  ask: Annotation<Ask | null>({ reducer: (_, next) => next, default: () => null }),
});
export type State = typeof RunState.State;
export type Update = typeof RunState.Update;

/** What the nodes work with. It belongs to one run in one worker, and is not part of the state. */
export interface Scope {
  registry: Registry;
  gate: Gate;
  tracer: Tracer;
  principal: Principal;
  contextFor(call: Call, step: string): Promise<Context>;
  modelFor(step: string): Model;
  /** What the thread holds from before. */
  remembered(): Promise<readonly Remembered[]>;
  /** What was answered in it, which fills what a call leaves open. */
  earlier(): Promise<readonly Earlier[]>;
  /** Writes what was understood into the run, once; answers what stands there. */
  adopt(seen: Ask, adoption: Adoption): Promise<{ calls: readonly Call[]; ask: Ask | null }>;
  now: Date;
  signal: AbortSignal;
  /** How a settled effect ended; `undefined` while it is open. */
  outcomeOf(effect: string): Promise<Outcome | undefined>;
  /** Says the end of the run, once. */
  answer(outcomes: Outcomes): Promise<void>;
}

export const RunContext = Annotation.Root({ scope: Annotation<Scope> });
