import { type Agent, isAtADoor, type Registry } from './agent.ts';
import { readArguments } from './arguments.ts';
import type { Capability } from './capability.ts';
import { chooseAmong } from './choose.ts';
import { corrected, namedAtMost, nearestTo } from './near.ts';
import { afterWords } from './words.ts';

/** What somebody typed after `/adjutant`, or said to the bot. */
export type Command =
  | { kind: 'help'; agent?: Agent; capability?: Capability; about?: 'start' | 'undo' }
  | { kind: 'call'; capability: Capability; args: Record<string, string>; rest: string }
  /** `meant` is the command as it was probably meant to be spelt. */
  | { kind: 'unclear'; text: string; nearest: readonly Capability[]; meant?: string | undefined };

const word = /^\s*([^\s=]+)(?=\s|$)/;

const findAgent = (registry: Registry, name: string): Agent | undefined =>
  registry.agents.find((agent) => agent.name === name || agent.alias === name);

/** What can be asked for by name: not the parts of other capabilities. */
function findAtADoor(registry: Registry, name: string): Capability | undefined {
  const capability = registry.find(name);
  return capability && isAtADoor(capability) ? capability : undefined;
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
  if (first === undefined) return talk(text) ?? unclear(registry, text);
  if (first === 'help' || first === '?') return readHelp(registry, text, second, third);

  const agent = findAgent(registry, first);
  const isAlone = second === undefined && afterWords(text, 1).trim() === '';
  if (agent && (isAlone || second === 'help')) return { kind: 'help', agent };
  const dotted = findAtADoor(registry, first);
  const named = dotted ?? (agent && second ? findAtADoor(registry, `${agent.name}.${second}`) : undefined);
  if (named) return { kind: 'call', capability: named, ...readArguments(afterWords(text, dotted ? 1 : 2)) };
  if (agent && corrected(registry, text) === undefined) return readWords(registry, agent, text);
  return (agent ? undefined : talk(text)) ?? unclear(registry, text);
}

const unclear = (registry: Registry, text: string, meant: readonly Capability[] = []): Command => ({
  kind: 'unclear',
  text,
  nearest: [...new Set([...meant, ...nearestTo(registry, text)])].slice(0, namedAtMost),
  meant: corrected(registry, text),
});

const maxTalkLength = 60;
const greeting =
  /^\s*(?:hi|hello|hey|hallo|moin|servus|hola|bonjour|salut|ciao|ol[aá]|good (?:morning|day|afternoon|evening)|guten (?:tag|morgen|abend)|thanks|thank you|danke|merci|gracias|привет|здравствуйте|مرحبا|שלום|你好|您好|こんにちは|안녕하세요|start|get started|menu|commands|what can (?:you|i) do|what do you do|who are you|how (?:does|do) (?:this|it|you) work)(?![\p{L}\p{N}-])/iu;
const undoing = /^\s*(?:undo|revert|take (?:it|that) back)(?![\p{L}\p{N}-])/iu;

/** What is said to somebody, and not asked of an agent. */
function talk(text: string): Command | undefined {
  if (text.length > maxTalkLength) return undefined;
  if (undoing.test(text)) return { kind: 'help', about: 'undo' };
  return greeting.test(text) ? { kind: 'help', about: 'start' } : undefined;
}

/** Free words behind an agent's name. What they may mean as well is asked back, and never guessed. */
function readWords(registry: Registry, agent: Agent, text: string): Command {
  const { args, rest: words } = readArguments(afterWords(text, 1));
  const [choice, ...others] = chooseAmong(agent, words, args);
  if (choice && others.length === 0) return { kind: 'call', ...choice, args: { ...choice.args, ...args } };
  return unclear(
    registry,
    text,
    [choice, ...others].flatMap((each) => each?.capability ?? []),
  );
}

function readHelp(registry: Registry, text: string, name: string | undefined, verbNoun: string | undefined): Command {
  if (name === undefined) return { kind: 'help' };
  const agent = findAgent(registry, name);
  const capability =
    findAtADoor(registry, name) ?? (agent && verbNoun ? findAtADoor(registry, `${agent.name}.${verbNoun}`) : undefined);
  if (capability) return { kind: 'help', capability };
  if (agent) return { kind: 'help', agent };
  return unclear(registry, text.replace(/^\s*help\s*/i, ''));
}
