import { distance } from 'fastest-levenshtein';
import { type Agent, isAtADoor, type Registry } from './agent.ts';
import type { Capability } from './capability.ts';
import { afterWords, type Choice, chooseByWords, readLoneNumber } from './words.ts';

/** What somebody typed after `/adjutant`, or said to the bot. */
export type Command =
  | { kind: 'help'; agent?: Agent; capability?: Capability }
  | { kind: 'call'; capability: Capability; args: Record<string, string>; rest: string }
  | { kind: 'unclear'; text: string; nearest: readonly Capability[] };

const word = /^\s*([^\s=]+)(?=\s|$)/;
const key = /^\s*([A-Za-z][A-Za-z0-9_-]*)=/;
// The word after ``` is a language only when its line ends there.
const fenced = /^\s*```(?:[\w+#.-]*\r?\n)?([\s\S]*?)(?:\r?\n)?```/;
const bare = /^\S*/;
const curlyEnds = '“”';
const curlySingleEnds = '‘’';
/** What may close a quote, by what opens it. */
const quoteEnds: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ...[...'“”„'].map((opening) => [opening, curlyEnds] as const),
  ...[...'‘’‚'].map((opening) => [opening, curlySingleEnds] as const),
]);

interface Value {
  value: string;
  length: number;
}

/** Where the quote that opens a text is closed, or -1. A backslash escapes in straight quotes only. */
function closingIndex(text: string, ends: string): number {
  const isStraight = ends.length === 1;
  for (let at = 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (ends.includes(character)) return at;
    if (isStraight && character === '\\') at += 1;
  }
  return -1;
}

/** `unclosed` keeps what was searched for to the end of the text in vain: no later quote finds it either. */
function readQuote(text: string, unclosed: Set<string>): Value | undefined {
  const ends = quoteEnds.get(text.charAt(0));
  if (ends === undefined || unclosed.has(ends)) return undefined;
  const end = closingIndex(text, ends);
  if (end < 0) {
    unclosed.add(ends);
    return undefined;
  }
  const inside = text.slice(1, end);
  return { value: ends.length === 1 ? inside.replace(/\\(["'\\])/g, '$1') : inside, length: end + 1 };
}

/** One value: a ``` block, something in quotes, the rest of the text after a line break, or a word. */
function readArgument(text: string, unclosed: Set<string>): Value {
  const block = fenced.exec(text);
  if (block) return { value: block[1] ?? '', length: block[0].length };
  if (/^[ \t]*\r?\n/.test(text)) return { value: text.replace(/^[ \t]*\r?\n/, ''), length: text.length };
  const quote = readQuote(text, unclosed);
  if (quote) return quote;
  const value = bare.exec(text)?.[0] ?? '';
  return { value, length: value.length };
}

/** `key=value` pairs; what stands between them is the rest. */
export function readArguments(text: string): { args: Record<string, string>; rest: string } {
  const args: Record<string, string> = {};
  const rest: string[] = [];
  const unclosed = new Set<string>();
  let left = text;
  while (/\S/.test(left)) {
    const name = key.exec(left);
    if (name?.[1] !== undefined) {
      left = left.slice(name[0].length);
      const { value, length } = readArgument(left, unclosed);
      args[name[1]] = value;
      left = left.slice(length);
    } else {
      const next = /^\s*\S+/.exec(left)?.[0] ?? left;
      rest.push(next.trim());
      left = left.slice(next.length);
    }
  }
  // Words without any named value are kept as they were typed: their lines may mean something.
  return { args, rest: Object.keys(args).length === 0 ? text.trim() : rest.join(' ') };
}

const findAgent = (registry: Registry, name: string): Agent | undefined =>
  registry.agents.find((agent) => agent.name === name || agent.alias === name);

/** What can be asked for by name: not the parts of other capabilities. */
function findAtADoor(registry: Registry, name: string): Capability | undefined {
  const capability = registry.find(name);
  return capability && isAtADoor(capability) ? capability : undefined;
}

/** How unlike what was typed and a capability are: 0 is the same word, 1 has nothing in common. */
function unlikeness(text: string, capability: Capability): number {
  const typed = text.toLowerCase();
  const [agent = '', verbNoun = ''] = capability.name.split('.');
  const forms = [capability.name, `${agent} ${verbNoun}`, verbNoun, capability.title.toLowerCase()];
  const words = new Set(typed.split(/[\s.-]+/));
  const shared = `${verbNoun} ${capability.title}`
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((each) => words.has(each)).length;
  const nearest = Math.min(...forms.map((form) => distance(typed, form) / Math.max(typed.length, form.length)));
  return nearest - shared * 0.3;
}

/** The three capabilities that look most like what was typed. */
export function nearestTo(registry: Registry, text: string): readonly Capability[] {
  const start = text.trim().slice(0, 80);
  return [...registry.list()].sort((a, b) => unlikeness(start, a) - unlikeness(start, b)).slice(0, 3);
}

/** `help [agent [capability]]`, `<agent> <verb-noun> key=value …`, `<agent>.<verb-noun> …`, or something unclear. */
export function readCommand(registry: Registry, text: string): Command {
  const words: string[] = [];
  let left = text;
  for (let found = word.exec(left); found?.[1] !== undefined && words.length < 3; found = word.exec(left)) {
    words.push(found[1].toLowerCase());
    left = left.slice(found[0].length);
  }
  const [first, second, third] = words;
  if (first === undefined && text.trim() === '') return { kind: 'help' };
  if (first === undefined) return { kind: 'unclear', text, nearest: nearestTo(registry, text) };
  if (first === 'help' || first === '?') return readHelp(registry, text, second, third);

  const agent = findAgent(registry, first);
  const isAlone = second === undefined && afterWords(text, 1).trim() === '';
  if (agent && (isAlone || second === 'help')) return { kind: 'help', agent };
  const dotted = findAtADoor(registry, first);
  const named = dotted ?? (agent && second ? findAtADoor(registry, `${agent.name}.${second}`) : undefined);
  if (named) return { kind: 'call', capability: named, ...readArguments(afterWords(text, dotted ? 1 : 2)) };
  const chosen = agent && chooseByWords(agent, afterWords(text, 1));
  return chosen ? callByWords(chosen) : { kind: 'unclear', text, nearest: nearestTo(registry, text) };
}

function callByWords({ capability, rest: text }: Choice): Command {
  const { args, rest } = readArguments(text);
  const number = readLoneNumber(capability, rest);
  return { kind: 'call', capability, args: { ...number, ...args }, rest: number ? '' : rest };
}

function readHelp(registry: Registry, text: string, name: string | undefined, verbNoun: string | undefined): Command {
  if (name === undefined) return { kind: 'help' };
  const agent = findAgent(registry, name);
  const capability =
    findAtADoor(registry, name) ?? (agent && verbNoun ? findAtADoor(registry, `${agent.name}.${verbNoun}`) : undefined);
  if (capability) return { kind: 'help', capability };
  if (agent) return { kind: 'help', agent };
  return { kind: 'unclear', text, nearest: nearestTo(registry, text.replace(/^\s*help\s*/i, '')) };
}
