import type { Agent, Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { AppError } from '../errors.ts';
import { fieldsOf, missingFields } from '../form.ts';
import { subjects } from './step-calls.ts';
import { verbNounOf } from './word-forms.ts';

const shownAtMost = 5;

/** What is often wanted comes first, then what only looks. */
const rankOf = ({ featured = false, effect }: Capability): number => (featured ? 0 : effect === 'read' ? 1 : 2);

/** What can follow without another word, as an earlier answer holds all that it needs. */
function canFollow(registry: Registry, earlier: readonly Capability[]): Capability[] {
  const held = subjects.filter((name) => earlier.some(({ output }) => name in output.shape));
  // A project is held by most answers, so that it alone says little.
  const telling = held.length > 1 ? held.filter((name) => name !== 'project') : held;
  return registry
    .list()
    .filter((capability) => {
      const fields = fieldsOf(capability).map(({ name }) => name);
      const raw = Object.fromEntries(held.map((name) => [name, 1]));
      const isWhole = missingFields(capability, raw).every(({ name }) => name === 'project');
      return isWhole && telling.some((name) => fields.includes(name));
    })
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .slice(0, shownAtMost);
}

/** As somebody says it behind “then”: an agent's usual work by its name, any other by its own. */
function sayingOf({ agents }: Registry, capability: Capability): string {
  const usual = agents.find(({ name, takesWords }) => capability.name === `${name}.${takesWords}`);
  return `“then ${usual ? (usual.alias ?? usual.name) : verbNounOf(capability).replaceAll('-', ' ')}”`;
}

/** A request in words cannot stand inside of another. */
const takesRequests = ({ name, takesWords, capabilities }: Agent): boolean =>
  capabilities.find((each) => each.name === `${name}.${takesWords}`)?.effect !== 'ask';

const isUndoing = (said: string): boolean => /(?:^|^\S+\s+)(?:undo|revert|delete|remove|cancel)\b/i.test(said);

const shorten = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { request: message } });

export interface NotUnderstood {
  said: string;
  /** What it stands behind; nothing when it is the first. */
  joint: ';' | 'then' | undefined;
  /** The requests before it. */
  before: readonly { capability: Capability | undefined; words: string; said?: string }[];
}

/** Text in which a semicolon means nothing goes into quotes; taking back is asked for by itself. */
const adviceFor = (said: string, joint: NotUnderstood['joint']): string =>
  joint === undefined || isUndoing(said)
    ? 'Ask for it by itself, in a message of its own.'
    : 'Text that belongs to what stands before it goes into quotes with it.';

/** Asks back for a part that was not understood: what it was, what was understood, and what may stand there. */
export function notUnderstood(registry: Registry, { said: words, joint, before }: NotUnderstood): AppError {
  const agents = registry.agents.filter(takesRequests).map(({ name, alias = name }) => alias);
  const earlier = before.flatMap(({ capability }) => capability ?? []);
  const follow = canFollow(registry, earlier).map((each) => sayingOf(registry, each));
  const result = follow.length > 0 ? `, or what is done with the result, such as ${follow.join(', ')}` : '';
  const said = shorten(words.trim());
  const more = earlier.at(-1)?.continues?.hint ?? '';
  const known = before.map(
    (part) => `“${shorten((part.said ?? part.words).trim())}” (${part.capability?.title ?? ''})`,
  );
  return refuse(
    [
      `I did not understand “${said}”${joint ? ` behind “${joint}”` : ''}, so nothing was begun.`,
      `Write an agent there (${agents.join(', ')}) with what it is to do${result}.`,
      ...(more === '' ? [] : [more]),
      adviceFor(said, joint),
      ...(known.length > 0 ? [`Understood so far: ${known.slice(0, shownAtMost).join(', ')}.`] : []),
    ].join(' '),
  );
}

/** Two agents in one sentence, where the second is asked in free words: these could be a part of anything. */
export const notDivided = (left: string, right: string): AppError =>
  refuse(
    `“${shorten(right)}” behind “${shorten(left)}” may be a request of its own, so nothing was begun. Put a semicolon between two requests: “${shorten(left)}; ${shorten(right)}”. What is one text goes into quotes.`,
  );

export function ambiguous(words: string, meant: readonly { capability: Capability }[]): AppError {
  const names = meant.map(({ capability }) => `“${capability.name.replace('.', ' ')}”`).join(', ');
  const said = shorten(words.trim());
  return refuse(
    `“${said}” behind “then” may mean ${names}, so nothing was begun. Write the one that you mean, with its agent’s name.`,
  );
}
