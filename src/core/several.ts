import type { Registry } from './agent.ts';
import { callName } from './call.ts';
import type { Capability, ReadCall } from './capability.ts';
import { from, type PartReference } from './effect.ts';
import { AppError } from './errors.ts';
import { type Command, readCommand } from './grammar.ts';
import { agentIn, readInput, unreadWords } from './words.ts';

export type CallCommand = Extract<Command, { kind: 'call' }>;

/** One of several things asked for in one request. */
export interface Step {
  command: CallCommand;
  /** It begins when those before it are done; otherwise it runs beside them. */
  isThen: boolean;
}

const maxSteps = 5;
const joint = /^\s*(?:and\s+)?(then|also|and)?\b[\s,:]*/i;
const fence = '```';

/** Splits at `;`, but not inside of a code block or of straight quotes. */
function segmentsOf(text: string): string[] {
  const segments = [''];
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const isFence = text.startsWith(fence, at);
    const sign = isFence ? fence : text.charAt(at);
    if (quote === '' && sign === ';') {
      segments.push('');
      continue;
    }
    // A quote opens behind `=` or a space only: the one in “don't” opens nothing.
    if (quote === sign) quote = '';
    else if (quote === '' && (isFence || (sign === '"' && /(^|[=\s])$/.test(text.slice(Math.max(0, at - 1), at)))))
      quote = sign;
    segments[segments.length - 1] += sign;
    at += sign.length - 1;
  }
  return segments;
}

/** A request in words takes all the words, semicolons too, and reads them by itself. */
const isDirect = (command: Command): command is CallCommand =>
  command.kind === 'call' && command.capability.effect !== 'ask';

interface Part {
  words: string;
  isThen: boolean;
}

/** A segment that begins with an agent, as a request of its own. Others are only words with a semicolon before them. */
function beginning(registry: Registry, segment: string): Part | undefined {
  const found = joint.exec(segment);
  const named = agentIn(registry.agents, segment.slice(found?.[0].length ?? 0), found?.[1] !== undefined);
  if (!named) return undefined;
  // `then its risks` says no more than the agent: it does what it does with free words, without any.
  const words = `${named.agent.name} ${named.rest.trim() || (named.agent.takesWords ?? '')}`;
  return isDirect(readCommand(registry, words)) ? { words, isThen: found?.[1]?.toLowerCase() === 'then' } : undefined;
}

function partsOf(registry: Registry, text: string): Part[] {
  const [first = '', ...others] = segmentsOf(text);
  const parts: Part[] = [{ words: first, isThen: false }];
  for (const segment of others) {
    const begun = beginning(registry, segment);
    const last = parts.at(-1);
    if (begun) parts.push(begun);
    else if (last) last.words += `;${segment}`;
  }
  return parts;
}

/** Several agents in one request: `plan …; then its risks; post …`. Undefined when it is just one request. */
export function readSeveral(registry: Registry, text: string): readonly Step[] | undefined {
  const parts = partsOf(registry, text);
  const steps = parts.flatMap(({ words, isThen }) => {
    const command = readCommand(registry, words);
    return isDirect(command) ? [{ command, isThen }] : [];
  });
  if (parts.length === 1 || steps.length < parts.length) return undefined;
  if (steps.length <= maxSteps) return steps;
  throw new AppError(
    'input.too-large',
    `These are ${steps.length} requests; at most ${maxSteps} are taken at once. Send the others after them.`,
  );
}

/** What names the thing that a request is about: only these are taken over from an earlier answer. */
const subjects = ['project', 'plan', 'iid'];

/** What an earlier call's answer can fill: subjects that were not given. */
function inherited(calls: readonly ReadCall[], capability: Capability, raw: Readonly<Record<string, unknown>>) {
  const found: Record<string, PartReference> = {};
  for (const name of Object.keys(capability.input.shape).filter((each) => subjects.includes(each))) {
    const index = calls.findLastIndex((before) => name in before.capability.output.shape);
    if (raw[name] === undefined && index >= 0) found[name] = from(callName(index), name);
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
