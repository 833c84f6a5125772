import type { z } from 'zod';
import type { Context } from './context.ts';
import type { Declaration, Fields } from './declaration.ts';
import type { CompositeCapability, CompositeSpec, ExternalCapability, ExternalSpec } from './external.ts';
import type { Stores } from './ports/stores.ts';

/** One call as it was read from words, in a form that can be submitted. */
export interface ReadCall {
  capability: Capability;
  raw: Record<string, unknown>;
  /** Places of the calls that have to be done before it. */
  after?: readonly number[];
}

/** Looks only. Answered at once at the doors that can. */
export interface ReadSpec<I extends Fields, O extends Fields> extends Declaration<I, O> {
  effect: 'read';
  run(input: z.output<I>, ctx: Context): Promise<z.input<O>>;
}

/** Free words for whichever agents they name: they become calls of other capabilities before a run is accepted. */
export interface AskSpec<I extends Fields, O extends Fields> extends Declaration<I, O> {
  effect: 'ask';
  /** `readWords` knows all capabilities, and throws what is wrong with the words. */
  read(input: z.output<I>, readWords: (words: string) => readonly ReadCall[]): readonly ReadCall[];
}

/** Changes what is ours: computed first, then stored in one short transaction together with its step, and so once. */
export interface WriteSpec<I extends Fields, O extends Fields, C> extends Declaration<I, O> {
  effect: 'write';
  /** Everything slow: engines, vendors, reading. Nothing is changed by it. */
  compute(input: z.output<I>, ctx: Context): Promise<C>;
  store(computed: C, stores: Stores): Promise<z.input<O>>;
}

// Method syntax makes unlike shapes fit into one typed list (parameters of methods are compared both ways).
export type ReadCapability<I extends Fields = Fields, O extends Fields = Fields> = ReadSpec<I, O>;
export type AskCapability<I extends Fields = Fields, O extends Fields = Fields> = AskSpec<I, O>;
export type WriteCapability<I extends Fields = Fields, O extends Fields = Fields, C = unknown> = WriteSpec<I, O, C>;
export type Capability = ReadCapability | AskCapability | WriteCapability | ExternalCapability | CompositeCapability;
export type EffectCapability = ExternalCapability | CompositeCapability;

export const isComposite = (capability: Capability): capability is CompositeCapability => 'parts' in capability;

export function defineCapability<I extends Fields, O extends Fields>(spec: ReadSpec<I, O>): ReadCapability<I, O>;
export function defineCapability<I extends Fields, O extends Fields>(spec: AskSpec<I, O>): AskCapability<I, O>;
export function defineCapability<I extends Fields, O extends Fields, C>(
  spec: WriteSpec<I, O, C>,
): WriteCapability<I, O, C>;
export function defineCapability<I extends Fields, O extends Fields>(
  spec: ExternalSpec<I, O>,
): ExternalCapability<I, O>;
export function defineCapability<I extends Fields, O extends Fields, P>(
  spec: CompositeSpec<I, O, P>,
): CompositeCapability<I, O, P>;
export function defineCapability(spec: Capability): Capability {
  // Strict once, here: what is not declared is refused, and a schema is compiled only once.
  return Object.freeze({ ...spec, input: spec.input.strict(), output: spec.output.strict() });
}
