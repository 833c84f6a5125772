import type { Registry } from './agent.ts';
import { callName } from './call.ts';
import type { Capability, ReadCall } from './capability.ts';
import { from, type PartReference } from './effect.ts';
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

/** A segment after the first: it has to name an agent near its beginning, or it is only words with a semicolon in them. */
function readStep(registry: Registry, segment: string): Step | undefined {
  const found = joint.exec(segment);
  const words = segment.slice(found?.[0].length ?? 0);
  const named = agentIn(registry.agents, words);
  if (!named) return undefined;
  const command = readCommand(
    registry,
    `${named.agent.name} ${named.rest.trim() || defaultWords(named.agent.takesWords)}`,
  );
  return isDirect(command) ? { command, isThen: found?.[1]?.toLowerCase() === 'then' } : undefined;
}

/** `then its risks` says no more than the agent: what it does with free words, without any. */
const defaultWords = (takesWords: string | undefined): string => takesWords ?? '';

/**
 * Several agents in one request: `plan …; then its risks; post …`. Undefined when it is just one request. At most five; the
 * rest stays with the last.
 */
export function readSeveral(registry: Registry, text: string): readonly Step[] | undefined {
  const [first = '', ...others] = segmentsOf(text);
  if (others.length === 0 || others.length >= maxSteps) return undefined;
  const start = readCommand(registry, first);
  if (!isDirect(start)) return undefined;
  const rest = others.map((segment) => readStep(registry, segment));
  const steps = rest.filter((step) => step !== undefined);
  return steps.length === rest.length ? [{ command: start, isThen: false }, ...steps] : undefined;
}

/** What an earlier call's answer can fill: fields of the same name that were not given. */
function inherited(calls: readonly ReadCall[], capability: Capability, raw: Readonly<Record<string, unknown>>) {
  const found: Record<string, PartReference> = {};
  for (const name of Object.keys(capability.input.shape)) {
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
