import type { Agent, Registry } from './agent.ts';
import type { Capability } from './capability.ts';
import { type Asked, askedAmong } from './choose.ts';
import { AppError } from './errors.ts';
import { fieldsOf, missingFields } from './form.ts';

/** What names the thing that a request is about: these are taken over from an earlier answer. */
export const subjects = ['project', 'plan', 'iid'] as const;

const thing = '(?:it|them|this|that|these|those|(?:the|this|that|its|our)\\s+(?:plan|project|merge request|MR))';
const pronoun = `(?:(?:about|on|for|of|to|with|from)\\s+)?${thing}[\\s.!?]*$`;
const onlyPronoun = new RegExp(`^\\s*${pronoun}`, 'i');
const endPronoun = new RegExp(`^(\\S+)\\s+${pronoun}`, 'i');
const aboutPronoun = new RegExp(`(?<=\\S)\\s+(?:about|on|for|of|to|with|from)\\s+${thing}$`, 'i');
const filler = /^\s*(?:its|their|the|this|that)\s+/i;

/** `it`, `about the plan`: what the parts before came to, and so nothing that is left to be read. */
export const isPronoun = (words: string): boolean => onlyPronoun.test(words);

/** Something that words may ask of an agent. */
interface Meant extends Asked {
  agent: Agent;
  /** The words as they are said to this agent. */
  words: string;
}

const verbNounOf = ({ name }: Capability): string => name.slice(name.indexOf('.') + 1);
const withNoun = /^(\S+)\s+(?:(?:its|their|the|a|an|our)\s+)?([\w-]+)([\s\S]*)$/;
const singular = (word: string): string => word.replace(/s$/, '');

/** `assess the risks of it` says to the agent of risks: `assess`, and `of it`. */
function toItsNoun({ name, alias = name }: Agent, words: string): { verb: string; rest: string } | undefined {
  const [, verb = '', noun = '', rest = ''] = withNoun.exec(words) ?? [];
  const isIts = [name, alias].some((each) => singular(each) === singular(noun.toLowerCase()));
  return isIts ? { verb, rest: rest.trim() } : undefined;
}

const maxEnding = 40;

/** Without what only makes a sentence of it. */
function bare(said: string): string {
  const words = said.trim().replace(/^please\s+/i, '');
  // Looked for in the last words only: in a long text of spaces it would take long.
  const ending = words
    .slice(-maxEnding)
    .replace(/(?:[\s,]+please)?[\s.!?]*$/i, '')
    .replace(aboutPronoun, '');
  return words.slice(0, -maxEnding) + ending;
}

/** The same words in forms that agents know: `create-issues`, `its issues`, `show it`. */
const formsOf = (words: string): string[] => [
  ...new Set([
    words.replace(endPronoun, '$1'),
    words,
    words.replace(/^\S+/, (first) => first.replaceAll('-', ' ')),
    words.replace(filler, ''),
  ]),
];

function meantOf(agent: Agent, said: string): Meant[] {
  const words = bare(said);
  const direct = formsOf(words).flatMap((each) =>
    askedAmong(agent, each).map((asked) => ({ ...asked, agent, words: each })),
  );
  const noun = toItsNoun(agent, words);
  if (!noun) return direct;
  const byNoun = askedAmong(agent, noun.verb).map((asked) => {
    const verbNoun = verbNounOf(asked.capability);
    return { ...asked, said: asked.said + 1, agent, words: `${verbNoun} ${noun.rest}`.trim() };
  });
  return [...direct, ...byNoun];
}

const countOf = (words: string): number => words.split(/\s+/).filter(Boolean).length;

/** A single word such as “publish” says too little to an agent that nobody spoke of, unless it is all that was said. */
const isPlain = ({ said, words }: Meant): boolean => said >= 2 || said >= countOf(words);

const surest = (meant: readonly Meant[]): Meant[] => {
  const most = Math.max(...meant.map(({ said }) => said));
  return meant.filter(({ said }) => said === most);
};

/**
 * Whom words without an agent's name speak to: `create its issues` after a plan. An agent of the parts before is meant sooner than
 * another; of several that are as sure, none is.
 */
export function meantBy(registry: Registry, words: string, own: readonly Agent[]): readonly Meant[] {
  const others = registry.agents.filter((agent) => !own.includes(agent));
  const all = [
    ...own.flatMap((agent) => meantOf(agent, words)),
    ...others.flatMap((agent) => meantOf(agent, words).filter(isPlain)),
  ];
  const best = surest(all);
  const ofOwn = own.map((agent) => best.filter((each) => each.agent === agent)).find((found) => found.length > 0);
  const first = new Map((ofOwn ?? best).toReversed().map((each) => [each.capability, each]));
  return [...first.values()].toReversed();
}

const shownAtMost = 4;

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

const shorten = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

/** Asks back for a part that was not understood: what it was, and what may stand there. */
export function notUnderstood(registry: Registry, words: string, earlier: readonly Capability[]): AppError {
  const agents = registry.agents.filter(takesRequests).map(({ name, alias = name }) => alias);
  const follow = canFollow(registry, earlier).map((each) => sayingOf(registry, each));
  const result = follow.length > 0 ? `, or what is done with the result, such as ${follow.join(', ')}` : '';
  const said = shorten(words.trim());
  const more = earlier.at(-1)?.continues?.hint ?? '';
  return new AppError(
    'input.invalid',
    [
      `I did not understand “${said}” behind “then”, so nothing was begun.`,
      `Write an agent there (${agents.join(', ')}) with what it is to do${result}.`,
      ...(more === '' ? [] : [more]),
      'Text that belongs to what stands before it goes into quotes with it.',
    ].join(' '),
    { fields: { request: `“${said}” was not understood` } },
  );
}

export function ambiguous(words: string, meant: readonly { capability: Capability }[]): AppError {
  const names = meant.map(({ capability }) => `“${capability.name.replace('.', ' ')}”`).join(', ');
  const said = shorten(words.trim());
  return new AppError(
    'input.invalid',
    `“${said}” behind “then” may mean ${names}, so nothing was begun. Write the one that you mean, with its agent’s name.`,
    { fields: { request: `“${said}” may mean several things` } },
  );
}
