import type { Registry } from '../agent.ts';
import type { AppError } from '../errors.ts';
import { type NotUnderstood, notDivided, notUnderstood } from '../words/ask-back.ts';
import { maxSteps } from '../words/parts.ts';
import { agentIn } from '../words/read-input.ts';
import { placesOf } from '../words/segments.ts';
import { readSeveral } from '../words/several.ts';
import { unlessRefused } from '../words/unless-refused.ts';
import { type Speaker, understoodAlone } from './command-for.ts';
import { withoutLeadIn } from './lead-in.ts';
import { rank } from './rank.ts';

/** From here on a part of a sentence may be a request of its own. */
const sureAsPart = 0.85;

const order = /(?<![\s,;])[\s,;]{1,20}(?:and\s{1,5})?then\s{1,5}(?=\S)|;/iy;
const side = /(?<![\s,])[\s,]{1,20}(?:and(?:\s{1,5}also)?|also|plus)\s{1,5}/iy;
/** A request of which several parts are looked at by themselves is short. */
const maxLength = 1_500;

/** Throws where the end of a sentence may ask another agent for something, as half of a request is none. */
export function checkWhole(registry: Registry, text: string, command: string): void {
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
function wishesIn(text: string): { words: string; isThen: boolean }[] {
  const places = placesOf(text, order);
  return [...places.keys(), places.length].map((index) => {
    const before = places[index - 1];
    const begin = before ? before.at + before.length : 0;
    return { words: text.slice(begin, places[index]?.at), isThen: before !== undefined && before.length > 1 };
  });
}

/** “It” inside of a value. */
const referring = /="(?:[^"]*\s)?(?:it|them)(?:\s[^"]*)?"/i;

/** `then post it`, `then create its issues`: what is said to what came before, as it was typed. */
function goingOn(registry: Registry, commands: readonly string[], words: string): string | undefined {
  const more = `then ${words.trim()}`;
  const steps = unlessRefused(() => readSeveral(registry, [...commands, more].join('; ')));
  return steps && steps.length > commands.length ? more : undefined;
}

/** What was understood of several requests, and why the rest was not. */
interface Half {
  commands: readonly string[];
  missing: AppError;
  /** The first words of that. */
  left: string;
}

/**
 * Several requests, each of which is understood by itself, as one command. Undefined where it is one request; what
 * was understood, where that is a part of it.
 */
export function severalIn(registry: Registry, text: string, speaker: Speaker): string | Half | undefined {
  const parts = text.length > maxLength ? [] : wishesIn(text);
  if (parts.length < 2 || parts.length > maxSteps) return undefined;
  const commands: string[] = [];
  const left: Pick<NotUnderstood, 'said' | 'joint'>[] = [];
  for (const { words, isThen } of parts) {
    const command = understoodAlone(registry, words, speaker);
    // What “it” is, is known only when the part before is done.
    const isAlone = command !== undefined && !(isThen && referring.test(command));
    const going = isThen && !isAlone && left.length === 0 ? goingOn(registry, commands, words) : undefined;
    if (going !== undefined) commands.push(going);
    else if (isAlone) commands.push(`${isThen ? 'then ' : ''}${command}`);
    else if (command !== undefined) throw notDivided(commands.at(-1) ?? '', words.trim());
    else left.push({ said: words, joint: isThen ? 'then' : undefined });
  }
  const [missing] = left;
  if (!missing) return commands.join('; ');
  const isPart =
    commands.length > 0 || parts.some(({ words, isThen }) => isThen && agentIn(registry.agents, words, true));
  return isPart
    ? { commands, left: missing.said, missing: notUnderstood(registry, { ...missing, before: [] }) }
    : undefined;
}

const askedBy = (command: string): string =>
  command
    .replace(/^then /, '')
    .split(' ')
    .slice(0, 2)
    .join(' ');

/** Throws where words that are read as one request hold another one besides: the half that was not understood is not left out. */
export function checkHalf(registry: Registry, { commands, missing, left }: Half, whole: string): void {
  // A further task is more of the plan that is asked for.
  const { continues } = registry.find(askedBy(whole).replace(' ', '.')) ?? {};
  if (continues?.isMore(left)) return;
  if (commands.length === 0 || commands.some((each) => askedBy(each) !== askedBy(whole))) throw missing;
}
