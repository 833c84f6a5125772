import type { Agent } from './agent.ts';
import { isAtADoor } from './agent.ts';
import type { Capability } from './capability.ts';
import { AppError } from './errors.ts';
import { fieldsOf, readFields } from './form.ts';

/** What words said to one agent ask for. `rest` is what is left of the words. */
export interface Choice {
  capability: Capability;
  rest: string;
}

const verbNounOf = ({ name }: Capability): string => name.slice(name.indexOf('.') + 1);
const verbOf = (capability: Capability): string => verbNounOf(capability).split('-')[0] ?? '';
const nounOf = (capability: Capability): string => verbNounOf(capability).split('-').slice(1).join('-');
const singular = (word: string): string => word.replace(/s$/, '');
const isSame = (one: string, other: string): boolean => singular(one) === singular(other);

const wordsOf = (text: string): string[] => text.trim().split(/\s+/).filter(Boolean);
/** Nothing, a number such as `#3` or `!12`, a link, or named values: what may follow a bare verb or noun. More are free words. */
const isBare = (rest: string): boolean => /^\s*((?:[#!]?\d+|https?:\/\/\S+)\s*)?([A-Za-z][\w-]*=[\s\S]*)?$/.test(rest);

/** The text behind its first `count` words. */
export const afterWords = (text: string, count: number): string =>
  text.replace(new RegExp(`^(?:\\s*\\S+){${count}}`), '');

/** `show plan 3`, `plan show 3`, `show`, `register`: by its verb and noun, or by one of them that stands alone. */
function byName(capabilities: readonly Capability[], text: string): Choice | undefined {
  const [first = '', second = ''] = wordsOf(text.toLowerCase());
  const both = capabilities.find(
    (each) =>
      (verbOf(each) === first && isSame(nounOf(each), second)) ||
      (verbOf(each) === second && isSame(nounOf(each), first)),
  );
  if (both) return { capability: both, rest: afterWords(text, 2) };
  const rest = afterWords(text, 1);
  if (!isBare(rest)) return undefined;
  const byVerb = capabilities.filter((each) => verbOf(each) === first);
  const byNoun = capabilities.filter((each) => isSame(nounOf(each), first));
  const [only, ...others] = byVerb.length > 0 ? byVerb : byNoun;
  return only && others.length === 0 ? { capability: only, rest } : undefined;
}

/** Chooses among an agent's own capabilities: by name, else the one that takes free words. */
export function chooseByWords(agent: Agent, text: string): Choice | undefined {
  const own = agent.capabilities.filter(isAtADoor);
  const named = byName(own, text);
  if (named) return named;
  const takes = own.find((each) => verbNounOf(each) === agent.takesWords);
  return takes && { capability: takes, rest: text };
}

/** A lone number is the first field that wants one. */
export function readLoneNumber(capability: Capability, rest: string): Record<string, string> | undefined {
  const number = /^\s*[#!]?(\d{1,9})\s*$/.exec(rest)?.[1];
  const field = fieldsOf(capability).find(({ kind }) => kind === 'number');
  return number !== undefined && field ? { [field.name]: number } : undefined;
}

const fillers = new Set(['its', 'the', 'their', 'this', 'that']);

/** The agent that a text begins with. Behind “then” a word like “its” may stand before it: `then its risks`. */
export function agentIn(
  agents: readonly Agent[],
  text: string,
  takesFillers: boolean,
): { agent: Agent; rest: string } | undefined {
  const words = wordsOf(text.toLowerCase());
  const index = takesFillers && fillers.has(words[0] ?? '') ? 1 : 0;
  // `Code: 5d` is a task of that name, `the risks.` the end of a sentence.
  const word = (words[index] ?? '').replace(/[.,!?]+$/, '');
  const agent = agents.find(({ name, alias }) => isSame(name, word) || (alias !== undefined && isSame(alias, word)));
  return agent && { agent, rest: afterWords(text, index + 1) };
}

/** Named values and free words together as an input; `unread` is what nothing could be made of. */
export function readInput({
  capability,
  args,
  rest,
}: {
  capability: Capability;
  args: Readonly<Record<string, string>>;
  rest: string;
}): { raw: Record<string, unknown>; unread: string } {
  const named = readFields(capability, args);
  if (rest === '') return { raw: named, unread: '' };
  if (!capability.fromWords) return { raw: named, unread: rest };
  return { raw: { ...capability.fromWords(rest), ...named }, unread: '' };
}

export const unreadWords = (unread: string): AppError =>
  new AppError('input.invalid', `I did not know where to put “${unread.slice(0, 200)}”. Write it as name=value.`);
