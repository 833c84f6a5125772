import type { Agent, Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { isAppError } from '../errors.ts';
import { missingFields, typedFields } from '../form.ts';
import { notDivided } from '../words/ask-back.ts';
import { readCommand } from '../words/grammar.ts';
import { maxSteps } from '../words/parts.ts';
import { isPatch, patchTaker, takePatch } from '../words/patch-words.ts';
import { agentIn, readInput } from '../words/read-input.ts';
import { placesOf } from '../words/segments.ts';
import { readSeveral } from '../words/several.ts';
import { countOf, verbNounOf } from '../words/word-forms.ts';
import { withoutLeadIn } from './lead-in.ts';
import { type Placed, placed } from './project.ts';
import { type Ranked, rank } from './rank.ts';
import { answersQuestions, isNegated, isQuestion } from './wish.ts';

interface Threshold {
  /** How probable it has to be at least. */
  probability: number;
  /** How much more probable than whatever comes next. */
  lead: number;
}

/**
 * From where on words are sure enough. A card asks before anything outside is changed, and a question changes nothing; what changes
 * our own at once has to be said more plainly, and what ends something most of all.
 */
const sure: Readonly<Record<Capability['effect'], Threshold>> = {
  read: { probability: 0.35, lead: 2 },
  external: { probability: 0.35, lead: 2 },
  ask: { probability: 0.35, lead: 2 },
  write: { probability: 0.45, lead: 2.5 },
};
const sureToEnd: Threshold = { probability: 0.5, lead: 4 };
const ending = /\.(?:delete|remove|cancel)-/;
/** From here on a part of a sentence may be a request of its own. */
const sureAsPart = 0.85;

const order = /(?<![\s,;])[\s,;]{1,20}(?:and\s{1,5})?then\s{1,5}(?=\S)|;/iy;
const side = /(?<![\s,])[\s,]{1,20}(?:and(?:\s{1,5}also)?|also|plus)\s{1,5}/iy;
/** A request of which several parts are looked at by themselves is short. */
const maxLength = 1_500;
/** Longer words are a text, in which no single values are looked for. */
const maxSentence = 3_000;
/** What somebody says to be done has more words; a few may mean anything. */
const fewWords = 2;

/** What somebody may mean without naming an agent. */
export interface Speaker {
  projects: readonly string[];
}

/** Whether words can be an order at all: not where they say what not to do, or ask something, and not where they are two. */
const canOrder = (capability: Capability, words: string): boolean =>
  capability.effect === 'read' ||
  (countOf(words) > fewWords && !isNegated(words) && (answersQuestions(capability) || !isQuestion(words)));

function surest(registry: Registry, text: string): Ranked | undefined {
  const [first, second] = rank(registry, withoutLeadIn(text));
  if (!first || !canOrder(first.capability, text)) return undefined;
  const { capability, probability } = first;
  const threshold = ending.test(capability.name) ? sureToEnd : sure[capability.effect];
  const isFirst = probability >= threshold.lead * (second?.probability ?? 0);
  return isFirst && probability >= threshold.probability ? first : undefined;
}

const agentOf = ({ agents }: Registry, capability: Capability): Agent | undefined =>
  agents.find(({ capabilities }) => capabilities.includes(capability));

/** What a reader makes of words; undefined where it refuses them. */
function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

/** Whether a command asks for a capability, and nothing of its words is left over. Faults in its values may be said later. */
function asksFor(registry: Registry, command: string, capability: Capability, mayHaveFaults = true): boolean {
  const read = unlessRefused(() => readCommand(registry, command));
  if (read?.kind !== 'call' || read.capability !== capability) return false;
  const input = unlessRefused(() => readInput(read));
  return input ? input.unread === '' : mayHaveFaults;
}

function asNamedValue([name, value]: [string, unknown]): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return `${name}="${text.replace(/["\\]/g, '\\$&')}"`;
}

/** What a capability finds in a sentence, as named values; undefined where that is not all that it needs. */
function withValues(capability: Capability, sentence: string): string | undefined {
  const found = sentence.length > maxSentence ? undefined : capability.fromSentence?.(sentence);
  if (!found) return undefined;
  const missing = missingFields(capability, found).filter(({ name }) => name !== 'project');
  return missing.length === 0 ? Object.entries(found).map(asNamedValue).join(' ') : undefined;
}

/**
 * The words as a command: what the capability finds in them by kind; else as they are said to its agent; else as all that it reads.
 * A question is first read as a phrase of its own, which says more of what is asked for.
 */
function commandFor(registry: Registry, capability: Capability, words: Placed): string | undefined {
  const agent = agentOf(registry, capability);
  if (!agent) return undefined;
  const { project, sentence } = words;
  const named = `${agent.name} ${verbNounOf(capability)}`;
  const said = `${agent.name} ${sentence}`;
  const values = withValues(capability, sentence);
  const takesAll = agent.takesWords === verbNounOf(capability);
  const isPlain = capability.effect === 'read' && !takesAll && asksFor(registry, said, capability, false);
  const forms = [
    ...(isPlain ? [said] : []),
    ...(values === undefined ? [] : [`${named} ${values}`]),
    said,
    ...(capability.fromWords && !capability.fromSentence ? [`${named} ${sentence}`] : []),
    named,
  ];
  const form = forms.find((each) => asksFor(registry, each, capability));
  return form === undefined || project === undefined ? form : `${form} project=${project}`;
}

/** A patch says by itself what is to be done with it. */
function patched(registry: Registry, words: string, { projects }: Speaker): string | undefined {
  const [only, ...others] = isPatch(words) ? registry.agents.flatMap((agent) => patchTaker(agent) ?? []) : [];
  if (!only || others.length > 0) return undefined;
  const { words: said, args } = takePatch(only, words);
  const { project } = placed(said, only, projects);
  const values = Object.entries({ ...(project === undefined ? {} : { project }), ...args }).map(asNamedValue);
  return `${only.name.replace('.', ' ')} ${values.join(' ')}`;
}

function understoodAlone(registry: Registry, text: string, { projects }: Speaker): string | undefined {
  const words = withoutLeadIn(text);
  const patch = patched(registry, words, { projects });
  if (patch !== undefined) return patch;
  const found = surest(registry, text);
  if (!found) return undefined;
  return commandFor(registry, found.capability, placed(words, found.capability, projects));
}

/** Throws where the end of a sentence may ask another agent for something, as half of a request is none. */
function checkWhole(registry: Registry, text: string, command: string): void {
  const [agent = ''] = command.split(' ');
  if (text.length > maxLength) return;
  for (const { at, length } of placesOf(text, side)) {
    const [left, right] = [text.slice(0, at), text.slice(at + length)];
    const parts = [left, right].map((each) => rank(registry, withoutLeadIn(each))[0]);
    const areSure = parts.every((part) => part !== undefined && part.probability >= sureAsPart);
    const isOther = parts.some((part) => part && !part.capability.name.startsWith(`${agent}.`));
    if (areSure && isOther) throw notDivided(left.trim(), right.trim());
  }
}

/** Parts of a sentence that may be requests of their own, one behind the other or beside it. */
function partsOf(text: string): { words: string; isThen: boolean }[] {
  const places = placesOf(text, order);
  return [...places.keys(), places.length].map((index) => {
    const before = places[index - 1];
    const begin = before ? before.at + before.length : 0;
    return { words: text.slice(begin, places[index]?.at), isThen: before !== undefined && before.length > 1 };
  });
}

/** “It” inside of a value. */
const referring = /="(?:[^"]*\s)?(?:it|them)(?:\s[^"]*)?"/i;

/** Several requests, each of which is understood by itself; undefined where one of them is not. */
function severalIn(registry: Registry, text: string, speaker: Speaker): string | undefined {
  const parts = text.length > maxLength ? [] : partsOf(text);
  if (parts.length < 2 || parts.length > maxSteps) return undefined;
  const commands: string[] = [];
  for (const { words, isThen } of parts) {
    const command = understoodAlone(registry, words, speaker);
    if (command === undefined) return undefined;
    // What “it” is, is known only when the part before is done.
    if (isThen && referring.test(command)) throw notDivided(commands.at(-1) ?? '', words.trim());
    commands.push(`${isThen ? 'then ' : ''}${command}`);
  }
  return commands.join('; ');
}

/**
 * Free words that name no agent, as the command that they come to: `plan …; then …`. Undefined where it is not sure enough what is
 * meant; then `rank` tells what is near. Throws what has to be said more clearly.
 */
export function understand(registry: Registry, text: string, speaker: Speaker): string | undefined {
  const several = severalIn(registry, text, speaker);
  if (several !== undefined) return several;
  const command = understoodAlone(registry, text, speaker);
  if (command !== undefined) checkWhole(registry, text, command);
  return command;
}

/** What may be free words though it reads as something else: a greeting with a request behind it, or a question half understood. */
export function mayBeFree(registry: Registry, text: string): boolean {
  const command = readCommand(registry, text);
  if (command.kind === 'unclear') return command.meant === undefined;
  if (command.kind === 'help') return command.about === 'start';
  const isNamed = agentIn(registry.agents, text, false) !== undefined || /^\s*[a-z]+\.[a-z-]+\s/i.test(text);
  return command.kind === 'call' && !isNamed && !unlessRefused(() => readInput(command));
}

/** Words as a command: as they are where they name an agent or are its own words, else what they most surely ask for. */
export function asCommand(registry: Registry, text: string, speaker: Speaker): string {
  if (readSeveral(registry, text)) return text;
  return mayBeFree(registry, text) ? (understand(registry, text, speaker) ?? text) : text;
}

/** What a capability can make of a sentence, as a form begins with it; nothing where it makes nothing of it. */
export function valuesIn(capability: Capability, text: string, { projects }: Speaker): Record<string, string> {
  if (text.length > maxSentence) return {};
  const { sentence, project } = placed(withoutLeadIn(text), capability, projects);
  const read = capability.fromSentence ?? capability.fromWords;
  const found = unlessRefused(() => read?.(sentence)) ?? {};
  return typedFields({ ...found, ...(project === undefined ? {} : { project }) });
}
