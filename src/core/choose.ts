import type { Agent } from './agent.ts';
import { isAtADoor } from './agent.ts';
import type { Capability } from './capability.ts';
import { fieldsOf } from './form.ts';
import { hear } from './phrases.ts';
import { afterWords, wordsOf } from './words.ts';

/** What words said to one agent ask for: values that were named or heard, and what is left of the words. */
export interface Choice {
  capability: Capability;
  args: Record<string, string>;
  rest: string;
}

/** What is asked for by a name or a phrase. */
export interface Asked extends Choice {
  /** How many words say so: more mean that it is meant more surely. */
  said: number;
}

export const verbNounOf = ({ name }: Capability): string => name.slice(name.indexOf('.') + 1);
const verbOf = (capability: Capability): string => verbNounOf(capability).split('-')[0] ?? '';
const nounOf = (capability: Capability): string => verbNounOf(capability).split('-').slice(1).join('-');
const singular = (word: string): string => word.replace(/s$/, '');
const isSame = (one: string, other: string): boolean => singular(one) === singular(other);

/** Nothing, a number such as `#3` or `!12`, a link, or named values: what may follow a bare verb or noun. More are free words. */
const isBare = (rest: string): boolean => /^\s*((?:[#!]?\d+|https?:\/\/\S+)\s*)?([A-Za-z][\w-]*=[\s\S]*)?$/.test(rest);

/** A lone number is the first field that wants one. */
function numberIn(capability: Capability, rest: string): Record<string, string> | undefined {
  const number = /^\s*[#!]?(\d{1,9})\s*$/.exec(rest)?.[1];
  const field = fieldsOf(capability).find(({ kind }) => kind === 'number');
  return number !== undefined && field ? { [field.name]: number } : undefined;
}

function choiceOf(capability: Capability, rest: string): Choice {
  const number = numberIn(capability, rest);
  return number ? { capability, args: number, rest: '' } : { capability, args: {}, rest };
}

/** `show plan 3`, `plan show 3`, `show`, `register`: by its verb and noun, or by one of them that stands alone. */
function byName(capabilities: readonly Capability[], text: string): Asked | undefined {
  const [first = '', second = ''] = wordsOf(text.toLowerCase());
  const both = capabilities.find(
    (each) =>
      (verbOf(each) === first && isSame(nounOf(each), second)) ||
      (verbOf(each) === second && isSame(nounOf(each), first)),
  );
  if (both) return { ...choiceOf(both, afterWords(text, 2)), said: 2 };
  const rest = afterWords(text, 1);
  if (!isBare(rest)) return undefined;
  const byVerb = capabilities.filter((each) => verbOf(each) === first);
  const byNoun = capabilities.filter((each) => isSame(nounOf(each), first));
  const [only, ...others] = byVerb.length > 0 ? byVerb : byNoun;
  return only && others.length === 0 ? { ...choiceOf(only, rest), said: 1 } : undefined;
}

/** By the phrases that say the most of the words. Several that say as much are all meant, until the asker says which. */
function byPhrase(capabilities: readonly Capability[], text: string): Asked[] {
  const heard = capabilities.flatMap((capability) => {
    const found = hear(capability, text);
    return found ? [{ capability, ...found }] : [];
  });
  const most = Math.max(...heard.map(({ said }) => said));
  return heard
    .filter(({ said }) => said === most)
    .map(({ capability, args, rest, said }) => {
      const choice = choiceOf(capability, rest);
      return { ...choice, args: { ...choice.args, ...args }, said };
    });
}

/** An agent that takes no free words is asked by its verbs: `upgrade express to 5.1.0`. */
function byVerb(capabilities: readonly Capability[], text: string): Choice[] {
  const [first] = wordsOf(text.toLowerCase());
  return capabilities
    .filter((each) => verbOf(each) === first)
    .map((capability) => choiceOf(capability, afterWords(text, 1)));
}

/** What an agent is asked for by a name or a phrase of its own: all that are meant as surely. Free words ask for nothing here. */
export function askedAmong(agent: Agent, text: string): readonly Asked[] {
  const own = agent.capabilities.filter(isAtADoor);
  const named = byName(own, text);
  return named ? [named] : byPhrase(own, text);
}

/**
 * What words said to an agent can mean: one of its capabilities by name, by its phrases, or the one that takes free words.
 * Several are equally near; none means that nothing was understood.
 */
export function chooseAmong(agent: Agent, text: string): readonly Choice[] {
  const asked = askedAmong(agent, text);
  if (asked.length > 0) return asked.map(({ said: _said, ...choice }) => choice);
  const own = agent.capabilities.filter(isAtADoor);
  const takes = own.find((each) => verbNounOf(each) === agent.takesWords);
  return takes ? [{ capability: takes, args: {}, rest: text }] : byVerb(own, text);
}
