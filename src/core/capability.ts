import type { z } from 'zod';
import type { Context, EffectContext } from './context.ts';
import type { Permission } from './permissions.ts';
import type { KeptFile } from './ports/files.ts';
import type { Stores } from './ports/stores.ts';
import type { Link, Reply } from './reply.ts';

export type Fields = z.ZodObject;
/** Whose account is used: `slack` for what is said in a channel as part of an effect. */
export type Vendor = 'gitlab' | 'x' | 'salesforce' | 'slack';

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

/** One call as it was read from words, in a form that can be submitted. */
export interface ReadCall {
  capability: Capability;
  raw: Record<string, unknown>;
  /** Places of the calls that have to be done before it. */
  after?: readonly number[];
}

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

export interface Continues {
  isMore(words: string): boolean;
  /** How to write such words: told to who wrote others. */
  hint: string;
}

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
  /** At no door: only a part of others. */
  internal?: boolean;
  /** Absent from all doors where no model is configured. */
  needsModel?: boolean;
  /**
   * How people ask for it who name no agent: whole sentences, with values as they write them. The router compares what is said with
   * these, so that they should differ in their words.
   */
  utterances?: readonly string[];
  /** Listed by name in a tool list; the others are reached through `run_capability`. */
  featured?: boolean;
  /** The vendors whose accounts it uses; a tenant without one of them is told so. */
  vendors?: readonly Vendor[];
  /**
   * Other words that ask for it than those of its name, said to its agent: `rename {find} to {replace} [in {paths}]`. A slot is a
   * field, `{*}` what `fromWords` reads; `[…]` may be left out, `(a|b)` is one of them, `{stop:unfollow}` a word that means a field.
   */
  phrases?: readonly string[];
  /** Reads free words, which name no field, into its input; what it cannot read it leaves out. Without it, it takes none. */
  fromWords?(words: string): Record<string, unknown>;
  /**
   * Reads what it can out of a sentence that names no agent, which says more than the values. Undefined fields are asked for; without
   * it, `fromWords` takes the sentence as it is.
   */
  fromSentence?(sentence: string): Record<string, unknown>;
  /** Which words behind `; then` go on with its own free words, such as a further task, and ask for nothing else. */
  continues?: Continues;
  /** Behind “then”: fields that take over what an earlier answer holds, by its name there. `project`, `plan` and `iid` always do. */
  takesOver?: Readonly<Record<string, string>>;
  present(output: z.output<O>): Presented;
}

/** An answer in neutral words. */
export interface Presented extends Pick<Reply, 'markdown' | 'facts' | 'links' | 'pictures'> {
  /** Kept files: where nothing else was asked, it is offered what can be made of them. */
  files?: readonly Pick<KeptFile, 'number' | 'project' | 'name' | 'kind'>[];
}

/** Looks only. Answered at once at the doors that can. */
export interface ReadSpec<I extends Fields, O extends Fields> extends Common<I, O> {
  effect: 'read';
  run(input: z.output<I>, ctx: Context): Promise<z.input<O>>;
}

/** Free words for whichever agents they name: they become calls of other capabilities before a run is accepted. */
export interface AskSpec<I extends Fields, O extends Fields> extends Common<I, O> {
  effect: 'ask';
  /** `readWords` knows all capabilities, and throws what is wrong with the words. */
  read(input: z.output<I>, readWords: (words: string) => readonly ReadCall[]): readonly ReadCall[];
}

/** Changes what is ours: computed first, then stored in one short transaction together with its step, and so once. */
export interface WriteSpec<I extends Fields, O extends Fields, C> extends Common<I, O> {
  effect: 'write';
  /** Everything slow: engines, vendors, reading. Nothing is changed by it. */
  compute(input: z.output<I>, ctx: Context): Promise<C>;
  store(computed: C, stores: Stores): Promise<z.input<O>>;
}

interface ExternalCommon<I extends Fields, O extends Fields> extends Common<I, O> {
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
export type ReadCapability<I extends Fields = Fields, O extends Fields = Fields> = ReadSpec<I, O>;
export type AskCapability<I extends Fields = Fields, O extends Fields = Fields> = AskSpec<I, O>;
export type WriteCapability<I extends Fields = Fields, O extends Fields = Fields, C = unknown> = WriteSpec<I, O, C>;
export type ExternalCapability<I extends Fields = Fields, O extends Fields = Fields> = ExternalSpec<I, O>;
export type CompositeCapability<I extends Fields = Fields, O extends Fields = Fields, P = unknown> = CompositeSpec<
  I,
  O,
  P
>;
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

export function part<I extends Fields, O extends Fields>(
  name: string,
  capability: ExternalCapability<I, O>,
  input: { [K in keyof z.input<I>]: z.input<I>[K] | { $from: string; field: string } },
): Part {
  return { name, capability, input };
}
