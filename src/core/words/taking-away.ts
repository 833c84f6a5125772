import type { Agent } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { isSmall } from './choose.ts';
import { isSame, politeness, verbNounOf, wordsOf } from './word-forms.ts';

/** Of these, few words are enough: nobody means them as a text. */
const plain = 'delete|undo|revert|erase|unpublish|retract|unsend|remove';
/** These begin many a text, too: “Drop by our booth”. */
const others = 'cancel|withdraw|discard|drop|scrap|purge|wipe|clear|forget|stop|kill|take|get';
const verbs = new RegExp(`^(?:(${plain})|(?:${others}))(?![\\p{L}\\p{N}-])`, 'iu');
/** What `take it down` and `get rid of it` say besides. */
const withVerb = /^(?:rid of|down|back|away|off|out)\b|\b(?:down|back|away|off)[\s.!?]*$/i;
/** With these, a thing of the agent's own says enough wherever it stands: “stop the Monday digest”. */
const ends = /^(?:cancel|stop|withdraw|discard|kill|forget)$/i;
const needsMore = /^(?:take|get)$/i;
const number = /^[#!]?\d{1,9}$/;
const address = /^\S+@\S+\.\S+$|^https?:\/\/\S+$/i;
const order = /^(?:first|second|third|previous|old|whole|entire|that|everything|both)$/i;
/** Nobody but somebody: `forget Dana Smith`. In small letters only behind “forget”, as “drop shipping” is a business. */
const somebody =
  /^(?:forget(?: about)?(?:\s+\p{L}[\p{L}’'-]*){1,3}|(?:drop|discard|purge|scrap|wipe|kill|cancel|withdraw)(?:\s+\p{Lu}[\p{L}’'-]*){1,3})[\s.!]*$/u;
const fewWords = 6;
const maxLength = 300;

const bareWord = (word: string): string => word.toLowerCase().replace(/^[^\p{L}\p{N}#!]+|[^\p{L}\p{N}]+$/gu, '');

/** What an agent calls its own: `post`, `follow-up`, `lead`. */
const nounsOf = ({ name, alias = name, capabilities }: Agent): string[] => [
  name,
  alias,
  ...capabilities.flatMap((each) => {
    const [, first = '', ...more] = verbNounOf(each).split('-');
    return [first, [first, ...more].join('-')];
  }),
];

/** Nothing but “it”, a number, an address, or something of the agent's own: what there is already. */
function isThere(agent: Agent, verb: string, object: string): boolean {
  const words = wordsOf(object)
    .map(bareWord)
    .filter((word) => word !== '' && !isSmall(word) && !order.test(word));
  const [first] = words;
  if (first === undefined || number.test(first) || address.test(first)) return true;
  const told = ends.test(verb) && words.length <= fewWords ? words : [first];
  return nounsOf(agent).some((noun) => told.some((word) => isSame(noun, word)));
}

/** A plan is made of what is to be done, so that “delete the old server” is a goal; a request in words is read as one. */
const takesDeeds = ({ continues, effect }: Capability): boolean => continues !== undefined || effect === 'ask';

/**
 * The verb of words that ask an agent to take away what is there. Such words are never taken as its free text: they say with one of
 * these verbs what to take away (nothing, “it”, a number, an address, or a thing of the agent's own), or they are few.
 */
export function takenAway(agent: Agent, text: string): string | undefined {
  if (text.length > maxLength) return undefined;
  const words = text.trim().replace(politeness, '');
  const [verb, isPlain] = verbs.exec(words) ?? [];
  const takes = agent.capabilities.find((each) => verbNounOf(each) === agent.takesWords);
  if (verb === undefined || (takes && takesDeeds(takes))) return undefined;
  const object = words.slice(verb.length).trim();
  if (needsMore.test(verb) && !withVerb.test(object)) return undefined;
  const isShort = isPlain !== undefined && takes !== undefined && wordsOf(words).length <= fewWords;
  const isSomebody = takes?.effect === 'external' && somebody.test(words);
  return isShort || isSomebody || isThere(agent, verb, object.replace(withVerb, '')) ? verb.toLowerCase() : undefined;
}

const ending = /^(?:delete|remove|cancel|pause|stop|undo|restore)-/;

/** What an agent can do of that kind. */
export const endingsOf = ({ capabilities }: Agent): Capability[] =>
  capabilities.filter((each) => ending.test(verbNounOf(each)));

/** Says that nothing came of such words. */
export const cannot = ({ title }: Agent, verb = 'undo'): string =>
  `I cannot ${verb} anything of ${title} by such words, so nothing was done.`;
