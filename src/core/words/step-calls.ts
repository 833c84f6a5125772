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

/** What earlier calls' answers can fill of what was not given: the subjects, and what the capability takes over besides. */
function inherited(calls: readonly ReadCall[], capability: Capability, raw: Readonly<Record<string, unknown>>) {
  const found: Record<string, PartReference> = {};
  const sources = { ...Object.fromEntries(subjects.map((name) => [name, name])), ...capability.takesOver };
  for (const name of Object.keys(capability.input.shape)) {
    const source = sources[name];
    if (source === undefined || raw[name] !== undefined) continue;
    const index = calls.findLastIndex((before) => source in before.capability.output.shape);
    if (index >= 0) found[name] = from(callName(index), source);
  }
  return found;
}

/** The calls that several steps come to: what begins with “then” takes over what the ones before it made. */
export function callsOf(steps: readonly Step[]): ReadCall[] {
  const calls: ReadCall[] = [];
  for (const { command, isThen } of steps) {
    const { capability } = command;
    const { raw, unread } = readInput(command);
    if (unread !== '') throw unreadWords(unread);
    calls.push(
      isThen
        ? { capability, raw: { ...inherited(calls, capability, raw), ...raw }, after: [...calls.keys()] }
        : { capability, raw },
    );
  }
  return calls;
}
