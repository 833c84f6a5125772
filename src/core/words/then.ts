import type { Agent, Registry } from '../agent.ts';
import { type Asked, askedAmong } from './choose.ts';
import { countOf, isSame, verbNounOf } from './word-forms.ts';

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

const withNoun = /^(\S+)\s+(?:(?:its|their|the|a|an|our)\s+)?([\w-]+)([\s\S]*)$/;

/** `assess the risks of it` says to the agent of risks: `assess`, and `of it`. */
function toItsNoun({ name, alias = name }: Agent, words: string): { verb: string; rest: string } | undefined {
  const [, verb = '', noun = '', rest = ''] = withNoun.exec(words) ?? [];
  const isIts = [name, alias].some((each) => isSame(each, noun.toLowerCase()));
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
