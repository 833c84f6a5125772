import type { z } from 'zod';
import type { Permission } from './permissions.ts';
import type { KeptFile } from './ports/files.ts';
import type { Reply } from './reply.ts';

export type Fields = z.ZodObject;
/** Whose account is used: `slack` for what is said in a channel as part of an effect. */
export type Vendor = 'gitlab' | 'x' | 'salesforce' | 'slack';

export interface Continues {
  isMore(words: string): boolean;
  /** How to write such words: told to who wrote others. */
  hint: string;
}

/** What is said of every capability, whatever it does. */
export interface Declaration<I extends Fields, O extends Fields> {
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
