import type { Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { readCommand } from './grammar.ts';
import { readInput } from './read-input.ts';
import { isDirect } from './step-calls.ts';
import { unlessRefused } from './unless-refused.ts';

export interface Read {
  capability: Capability;
  /** What the words come to, to be compared. */
  input: string;
}

/** What words ask for; undefined when something of them is not understood. */
export function readWhole(registry: Registry, words: string): Read | undefined {
  return unlessRefused(() => {
    const command = readCommand(registry, words);
    if (!isDirect(command)) return undefined;
    const { raw, unread } = readInput(command);
    return unread === '' ? { capability: command.capability, input: JSON.stringify(raw) } : undefined;
  });
}

/** Whether words behind a request are more of it: what is asked for stays the same, and it makes something of them. */
export function areMore(
  registry: Registry,
  { capability, input }: { capability: Capability | undefined; input?: string | undefined },
  text: string,
): boolean {
  const joined = readWhole(registry, text);
  return joined !== undefined && joined.capability === capability && joined.input !== input;
}
