import type { Agent } from '../agent.ts';
import { isAtADoor } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { fieldsOf, missingFields } from '../form.ts';
import { hear } from './phrases.ts';
import { afterWords, readInput } from './read-input.ts';
import { isSame, verbNounOf, wordsOf } from './word-forms.ts';

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

const verbOf = (capability: Capability): string => verbNounOf(capability).split('-')[0] ?? '';
const nounOf = (capability: Capability): string => verbNounOf(capability).split('-').slice(1).join('-');

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
  const asked = named ? [named] : byPhrase(own, text);
  if (!asked.some((each) => isOneOfSeveral(each, text))) return asked;
  const lists = byPhrase(own, text).filter((each) => !isOneOfSeveral(each, text) && each.rest === '');
  return lists.length > 0 ? lists : asked;
}

/** `show all plans` asks for several, and `show-plan` shows one: what lists them is meant, where there is such. */
function isOneOfSeveral({ capability }: Asked, text: string): boolean {
  const noun = nounOf(capability);
  return wordsOf(text.toLowerCase()).some((word) => word !== noun && isSame(noun, word) && word.endsWith('s'));
}

const small =
  /^(?:please|now|today|again|too|for|of|from|on|in|to|about|with|it|them|this|that|these|those|the|a|an|all|our|my|its|their|us|me|latest|last|current|new|one)$/;

/** A word that says nothing by itself. */
export const isSmall = (word: string): boolean => small.test(word.toLowerCase());

/** Words that say no more than the name of what is asked for: `of the latest plan`. */
const isSpare = ({ name, alias = name }: Agent, rest: string): boolean =>
  wordsOf(rest.toLowerCase())
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
    .every((word) => word === '' || small.test(word) || isSame(word, name) || isSame(word, alias));

/** Named by the first words alone, with more behind them that nothing can be made of, and without what it needs. */
function isByChance(
  agent: Agent,
  { capability, args, rest }: Choice,
  named: Readonly<Record<string, string>>,
): boolean {
  if (isSpare(agent, rest)) return false;
  const { raw } = readInput({ capability, args: {}, rest });
  if (Object.keys(raw).length > 0) return false;
  return missingFields(capability, { ...args, ...named }).some(({ name }) => name !== 'project');
}

/**
 * What words said to an agent can mean: one of its capabilities by name, by its phrases, or the one that takes free words.
 * Several are equally near; none means that nothing was understood. `named` are the values that stood beside the words.
 */
export function chooseAmong(
  agent: Agent,
  text: string,
  named: Readonly<Record<string, string>> = {},
): readonly Choice[] {
  const own = agent.capabilities.filter(isAtADoor);
  const takes = own.find((each) => verbNounOf(each) === agent.takesWords);
  const asked = askedAmong(agent, text).filter((each) => !takes || !isByChance(agent, each, named));
  if (asked.length > 0) return asked.map(({ said: _said, ...choice }) => choice);
  return takes ? [{ capability: takes, args: {}, rest: text }] : byVerb(own, text);
}
