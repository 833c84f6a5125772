import type { z } from 'zod';
import type { Context, EffectContext } from './context.ts';
import type { Permission } from './permissions.ts';
import type { Link, Reply } from './reply.ts';

export type Fields = z.ZodObject;
export type Vendor = 'gitlab';

/** What an approver sees: rendered by code from the input, never from a model's words. */
export interface Preview {
  markdown: string;
  facts?: Readonly<Record<string, string>>;
  /** Unified diff of exactly what will change. */
  diff?: string;
  links?: readonly Link[];
}

/** What looking at the vendor tells about an effect that may or may not have happened. */
export type Found<O> = { found: O } | 'absent' | 'unknown';

interface Common<I extends Fields, O extends Fields> {
  /** `agent.verb-noun`. */
  name: `${string}.${string}`;
  title: string;
  /** What it does and when to use it: read by people in the help and by models in the tool list. */
  description: string;
  /** A flat object; lists may hold flat objects. A field called `project` names the project that is acted on. */
  input: I;
  output: O;
  permission: Permission;
  examples: readonly { says: string; input: z.input<I> }[];
  /** Listed by name in a tool list; the others are reached through `run_capability`. */
  featured?: boolean;
  /** The vendor whose account it uses; a tenant without one is told so. */
  vendor?: Vendor;
  present(output: z.output<O>): Pick<Reply, 'markdown' | 'facts' | 'links'>;
}

/** Looks only. Answered at once at the doors that can. */
export interface ReadSpec<I extends Fields, O extends Fields> extends Common<I, O> {
  effect: 'read';
  run(input: z.output<I>, ctx: Context): Promise<z.input<O>>;
}

interface ExternalCommon<I extends Fields, O extends Fields> extends Common<I, O> {
  effect: 'external';
  vendor: Vendor;
  /** `requester`: who asked may decide. `another`: somebody who did not ask. */
  approval: 'requester' | 'another';
  /** At no door: only a part of other capabilities. */
  internal?: boolean;
  /** What makes it the same thing at the vendor. */
  key(input: z.output<I>): string;
}

/** One call to the world, made once. */
export interface ExternalSpec<I extends Fields, O extends Fields> extends ExternalCommon<I, O> {
  /** Fills in what was left out, as it is now: what is shown, approved and sent are the same values. */
  complete?(input: z.output<I>, ctx: Context): Promise<z.input<I>>;
  preview(input: z.output<I>, ctx: Context): Promise<Preview>;
  run(input: z.output<I>, ctx: EffectContext): Promise<z.input<O>>;
  /** Looks for our mark at the vendor after a crash or a doubtful answer. */
  find(input: z.output<I>, ctx: EffectContext): Promise<Found<z.input<O>>>;
  /** Takes back what `run` made, as long as nobody built on it. */
  undo?(output: z.output<O>, input: z.output<I>, ctx: EffectContext): Promise<void>;
}

/** One effect of a composite. Its input may hold references to outputs of the parts before it. */
export interface Part {
  name: string;
  capability: ExternalCapability;
  input: Record<string, unknown>;
}

/** Several effects in order under one approval; its output is the last part's. */
export interface CompositeSpec<I extends Fields, O extends Fields, P> extends ExternalCommon<I, O> {
  /** Reads, once, all that the effect rests on; the card and the parts are made from the same reading. */
  prepare(input: z.output<I>, ctx: Context): Promise<P>;
  preview(input: z.output<I>, prepared: P): Preview;
  parts(input: z.output<I>, prepared: P): readonly Part[];
}

// Method syntax makes unlike shapes fit into one typed list (parameters of methods are compared both ways).
export type ReadCapability<I extends Fields = Fields, O extends Fields = Fields> = ReadSpec<I, O>;
export type ExternalCapability<I extends Fields = Fields, O extends Fields = Fields> = ExternalSpec<I, O>;
export type CompositeCapability<I extends Fields = Fields, O extends Fields = Fields, P = unknown> = CompositeSpec<
  I,
  O,
  P
>;
export type Capability = ReadCapability | ExternalCapability | CompositeCapability;
export type EffectCapability = ExternalCapability | CompositeCapability;

export const isComposite = (capability: Capability): capability is CompositeCapability => 'parts' in capability;

export function defineCapability<I extends Fields, O extends Fields>(spec: ReadSpec<I, O>): ReadCapability<I, O>;
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

export function part<I extends Fields, O extends Fields>(
  name: string,
  capability: ExternalCapability<I, O>,
  input: { [K in keyof z.input<I>]: z.input<I>[K] | { $from: string; field: string } },
): Part {
  return { name, capability, input };
}
