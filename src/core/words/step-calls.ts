import { callName } from '../call.ts';
import type { Capability, ReadCall } from '../capability.ts';
import { from, type PartReference } from '../effect.ts';
import type { Command } from './grammar.ts';
import { readInput, unreadWords } from './read-input.ts';

export type CallCommand = Extract<Command, { kind: 'call' }>;

/** A request in words takes all the words, semicolons too, and reads them by itself. */
export const isDirect = (command: Command): command is CallCommand =>
  command.kind === 'call' && command.capability.effect !== 'ask';

/** One of several things asked for in one request. */
export interface Step {
  command: CallCommand;
  /** It begins when those before it are done; otherwise it runs beside them. */
  isThen: boolean;
}

/** What names the thing that a request is about: these are taken over from an earlier answer. */
export const subjects = ['project', 'plan', 'iid'] as const;

/** Something that was answered in the same thread before. */
export interface Earlier {
  capability: Capability;
  output: Readonly<Record<string, unknown>>;
}

/** Where each field of a capability may take its value from: the subjects, and what it takes over besides. */
function sourcesOf({ input, takesOver }: Capability, raw: Readonly<Record<string, unknown>>): [string, string][] {
  const sources = { ...Object.fromEntries(subjects.map((name) => [name, name])), ...takesOver };
  return Object.keys(input.shape).flatMap((name) => {
    const source = sources[name];
    return source === undefined || raw[name] !== undefined ? [] : [[name, source] as [string, string]];
  });
}

/** What the answers of calls before it can fill of what was not given. */
function inherited(calls: readonly ReadCall[], capability: Capability, raw: Readonly<Record<string, unknown>>) {
  const found: Record<string, PartReference> = {};
  for (const [name, source] of sourcesOf(capability, raw)) {
    const index = calls.findLastIndex((before) => source in before.capability.output.shape);
    if (index >= 0) found[name] = from(callName(index), source);
  }
  return found;
}

const ending = /\.(?:delete|remove|cancel)-/;

/** The latest answer that says what it was about, where that is in the project that was named now. */
function aboutIn(earlier: readonly Earlier[], raw: Readonly<Record<string, unknown>>): Earlier['output'] {
  const found = earlier.findLast(({ output }) => subjects.some((name) => Boolean(output[name])))?.output ?? {};
  return raw.project === undefined || raw.project === found.project ? found : {};
}

/**
 * The same of what was answered before in the thread. Without “then” only what a request is about is taken over. What is to be taken
 * away is named by who wants that, and never by what was talked of.
 */
export function remembered(
  earlier: readonly Earlier[],
  capability: Capability,
  { raw, isThen }: { raw: Readonly<Record<string, unknown>>; isThen: boolean },
): Record<string, unknown> {
  const about = aboutIn(earlier, raw);
  const found: Record<string, unknown> = {};
  for (const [name, source] of sourcesOf(capability, raw)) {
    const isSubject = name === source;
    if ((!isThen && !isSubject) || (ending.test(capability.name) && name !== 'project')) continue;
    const output = isSubject ? about : (earlier.findLast((each) => Boolean(each.output[source]))?.output ?? {});
    if (output[source]) found[name] = output[source];
  }
  return found;
}

/** The calls that several steps come to: what begins with “then” takes over what the ones before it made. */
export function callsOf(steps: readonly Step[], earlier: readonly Earlier[] = []): ReadCall[] {
  const calls: ReadCall[] = [];
  for (const { command, isThen } of steps) {
    const { capability } = command;
    const { raw, unread } = readInput(command);
    if (unread !== '') throw unreadWords(unread);
    const known = {
      ...remembered(earlier, capability, { raw, isThen }),
      ...(isThen ? inherited(calls, capability, raw) : {}),
    };
    const after = isThen && calls.length > 0 ? { after: [...calls.keys()] } : {};
    calls.push({ capability, raw: { ...known, ...raw }, ...after });
  }
  return calls;
}
