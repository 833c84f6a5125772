import type { Registry } from '../agent.ts';
import { notDivided } from '../words/ask-back.ts';
import { maxSteps } from '../words/parts.ts';
import { placesOf } from '../words/segments.ts';
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

/** Several requests, each of which is understood by itself; undefined where one of them is not. */
export function severalIn(registry: Registry, text: string, speaker: Speaker): string | undefined {
  const parts = text.length > maxLength ? [] : wishesIn(text);
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
