import type { z } from 'zod';
import type { Context, EffectContext } from './context.ts';
import type { Declaration, Fields, Vendor } from './declaration.ts';
import type { Link, Reply } from './reply.ts';

/** What an approver sees: rendered by code from the input, never from a model's words. */
export interface Preview {
  markdown: string;
  facts?: Readonly<Record<string, string>>;
  /** Unified diff of exactly what will change. */
  diff?: string;
  links?: readonly Link[];
  pictures?: Reply['pictures'];
}

/**
 * What looking at the vendor tells about an effect that may or may not have happened. `unknown`: nothing just now. `hidden`: nothing
 * ever, as the vendor does not let us look; a person has to.
 */
export type Found<O> = { found: O } | 'absent' | 'unknown' | 'hidden';

/** Whether what was made can be taken back. `gone`: it is there no more. `stays`: why, and what a person can do by hand. */
export type Undoable = 'yes' | 'gone' | { stays: string };

/** Takes back what `run` made, as long as nobody built on it. */
export interface Undo<I extends Fields, O extends Fields> {
  /**
   * Changes nothing. All parts of an effect are looked at before the first one is taken back, and each one once more when its
   * turn comes. `goingFirst`: outputs of those that are taken back before it.
   */
  look(
    output: z.output<O>,
    input: z.output<I>,
    ctx: EffectContext,
    goingFirst: readonly Readonly<Record<string, unknown>>[],
  ): Promise<Undoable>;
  run(output: z.output<O>, input: z.output<I>, ctx: EffectContext): Promise<void>;
}

interface ExternalCommon<I extends Fields, O extends Fields> extends Declaration<I, O> {
  effect: 'external';
  /** The first is where it happens. */
  vendors: readonly [Vendor, ...Vendor[]];
  /** `requester`: who asked may decide. `another`: somebody who did not ask. */
  approval: 'requester' | 'another';
  /** What makes it the same thing at the vendor. */
  key(input: z.output<I>): string;
  /** Once approved it is sent in this span, and not at once: never before `from`, and not any more after `until`. */
  when?(input: z.output<I>): { from: Date; until: Date };
  /** Fills in what was left out, as it is now: what is shown, approved and sent are the same values. */
  complete?(input: z.output<I>, ctx: Context): Promise<z.input<I>>;
}

/** One call to the world, made once. */
export interface ExternalSpec<I extends Fields, O extends Fields> extends ExternalCommon<I, O> {
  preview(input: z.output<I>, ctx: Context): Promise<Preview>;
  run(input: z.output<I>, ctx: EffectContext): Promise<z.input<O>>;
  /** Looks for our mark at the vendor after a crash or a doubtful answer. */
  find(input: z.output<I>, ctx: EffectContext): Promise<Found<z.input<O>>>;
  /**
   * What to do when an effect may have been sent and is not found. `resend`: the vendor makes no double of it, however close the
   * two come. `wait`: it would, but what it shows is never behind; so it is sent again when the vendor's limit on a request is
   * over and it is still not there. `ask`: what it shows may be behind, so a person says what to do.
   */
  ifAbsent: 'resend' | 'wait' | 'ask';
  undo?: Undo<I, O>;
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
export type ExternalCapability<I extends Fields = Fields, O extends Fields = Fields> = ExternalSpec<I, O>;
export type CompositeCapability<I extends Fields = Fields, O extends Fields = Fields, P = unknown> = CompositeSpec<
  I,
  O,
  P
>;

export function part<I extends Fields, O extends Fields>(
  name: string,
  capability: ExternalCapability<I, O>,
  input: { [K in keyof z.input<I>]: z.input<I>[K] | { $from: string; field: string } },
): Part {
  return { name, capability, input };
}
