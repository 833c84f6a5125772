import { type Agent, createRegistry, isAtADoor, type Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { readArguments } from './arguments.ts';
import { askedAmong, type Choice, chooseAmong } from './choose.ts';
import { knownQuestions } from './known-question.ts';
import { corrected, namedAtMost, nearestTo } from './near.ts';
import { areSpare, isPatch, patchField, patchTaker, takePatch } from './patch-words.ts';
import { afterWords } from './read-input.ts';
import { takenAway } from './taking-away.ts';
import { politeness } from './word-forms.ts';

/** What somebody typed after `/adjutant`, or said to the bot. */
export type Command =
  | { kind: 'help'; agent?: Agent; capability?: Capability; about?: 'start' }
  /** Something is to be taken away. Behind an agent's name, `verb` says how, and there is no capability for it. */
  | { kind: 'undo'; agent?: Agent; verb?: string }
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
  if (named) return readNamed(named, afterWords(text, dotted ? 1 : 2));
  if (agent && corrected(registry, text) === undefined) return readWords(registry, agent, text);
  return (agent ? undefined : (talk(text) ?? readQuestion(registry, text))) ?? unclear(registry, text);
}

function readNamed(capability: Capability, text: string): Command {
  const { words, args: patch } = takePatch(capability, text);
  const { args, rest } = readArguments(words);
  return { kind: 'call', capability, args: { ...patch, ...args }, rest };
}

/** What only one agent knows word for word needs no agent's name. */
function readQuestion(registry: Registry, text: string): Command | undefined {
  const [only, ...others] = knownQuestions(registry, text);
  if (!only) return undefined;
  const { capability, args, rest } = only;
  if (others.length === 0) return { kind: 'call', capability, args, rest };
  return unclear(
    registry,
    text,
    [only, ...others].map((each) => each.capability),
  );
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
const undoing =
  /^\s*(?:please |(?:can|could|would) you )*(?:undo|revert|take (?:it|that|this) back|(?:delete|remove|cancel) (?:it|that|this|everything|(?:the|my) last)|(?:cancel|stop|never ?mind)(?=[\s.!]*$))(?![\p{L}\p{N}-])/iu;

/** What is said to somebody, and not asked of an agent. */
function talk(text: string): Command | undefined {
  if (text.length > maxTalkLength || /;\s*\S/.test(text)) return undefined;
  if (undoing.test(text)) return { kind: 'undo' };
  return greeting.test(text) ? { kind: 'help', about: 'start' } : undefined;
}

/** Words with a patch ask for what takes one, unless they ask for something else. */
function readPatched(agent: Agent, text: string): Command | undefined {
  const capability = patchTaker(agent);
  if (!capability) return undefined;
  const { words, args: patch } = takePatch(capability, text);
  if (Object.keys(patch).length === 0) return undefined;
  const { args, rest } = readArguments(words);
  const choices = chooseAmong(agent, rest, args);
  const choice = choices.find((each) => each.capability === capability);
  // A fence around something else is the patch of words that ask for one to be applied, and then said to be none.
  if (!choice && (choices.length > 0 || !isPatch(patch[patchField] ?? ''))) return undefined;
  const left = choice?.rest ?? rest;
  return {
    kind: 'call',
    capability,
    rest: areSpare(left) ? '' : left,
    args: { ...choice?.args, ...patch, ...args },
  };
}

/** Nothing that has a name or a phrase is asked for: all words are free. */
const areFree = ({ name, takesWords }: Agent, choices: readonly Choice[], words: string): boolean =>
  choices.every(({ capability, rest }) => capability.name === `${name}.${takesWords}` && rest === words);

/** A name or a phrase from the first word to the last, without a value that a semicolon may be a part of. */
function isWhole(agent: Agent, words: string): boolean {
  const asked = askedAmong(agent, words);
  const isNumber = (value: string): boolean => /^\d+$/.test(value);
  return asked.length > 0 && asked.every(({ args, rest }) => rest === '' && Object.values(args).every(isNumber));
}

/** `please list;` asks for the same as `list`, where that is something to ask for; in free words all of it is text. */
function barely(agent: Agent, words: string): string {
  if (words.length > maxTalkLength) return words;
  const bare = words.replace(/[\s;]+$/, '');
  const asked = [bare, words.replace(politeness, ''), bare.replace(politeness, '')];
  return asked.find((each) => each !== words && isWhole(agent, each)) ?? words;
}

const tellsOf =
  /^\s*#?\d{1,9}\s+(?:is|are|was|isn['’]?t|can|could|has|have|had|must|should|needs?|will|does|did|goes|looks|got|ist|war|wurde|wird|kann|hat|soll|muss|braucht)\b/i;

/** `plan 8 can go`: it has a number, so that it is none that is to be made. `plan 3 workshops` says how many. */
const isOfNumbered = ({ name, alias = name, capabilities }: Agent, words: string): boolean =>
  tellsOf.test(words) && capabilities.some(({ input }) => alias in input.shape || 'number' in input.shape);

/** Free words behind an agent's name. What they may mean as well is asked back, and never guessed. */
function readWords(registry: Registry, agent: Agent, text: string): Command {
  const patched = readPatched(agent, afterWords(text, 1));
  if (patched) return patched;
  const { args, rest } = readArguments(afterWords(text, 1));
  const words = barely(agent, rest);
  const choices = chooseAmong(agent, words, args);
  const [choice, ...others] = choices;
  const isFree = areFree(agent, choices, words);
  const verb = isFree ? takenAway(agent, words) : undefined;
  if (verb !== undefined) return { kind: 'undo', agent, verb };
  if (isFree && isOfNumbered(agent, words)) return unclear(registry, text);
  if (choice && others.length === 0) return { kind: 'call', ...choice, args: { ...choice.args, ...args } };
  const own = nearestTo(createRegistry([agent], registry), text);
  return unclear(
    registry,
    text,
    [choice, ...others, ...own.map((capability) => ({ capability }))].flatMap((each) => each?.capability ?? []),
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
