import type { Agent } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { AppError } from '../errors.ts';
import { readFields } from '../form.ts';
import { isSame, wordsOf } from './word-forms.ts';

/** The text behind its first `count` words. */
export const afterWords = (text: string, count: number): string =>
  text.replace(new RegExp(`^(?:\\s*\\S+){${count}}`), '');

const maxWord = 40;
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
  const typed = words[index] ?? '';
  // No agent's name is that long, and many full stops take long to look through.
  const word = typed.length > maxWord ? typed : typed.replace(/[.,!?]+$/, '');
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
