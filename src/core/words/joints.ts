import type { Registry } from '../agent.ts';
import { readArguments } from './arguments.ts';
import { notDivided } from './ask-back.ts';
import { askedAmong } from './choose.ts';
import { knownQuestions } from './known-question.ts';
import { agentIn } from './read-input.ts';
import { areMore, type Read, readWhole } from './read-whole.ts';
import { placesOf } from './segments.ts';
import { politeness, verbNounOf } from './word-forms.ts';

/** Requests that are each an agent's own words are short. */
const maxLength = 300;
const joint = /[\s,]*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+/iy;
const leading = /^\s*(?:and\s+)?(?:then|also|and)\b[\s,:]*/i;
const isThen = /^(?:and\s+)?then\b/i;
const possessive = /^(?:its|their)\s/i;

/** A request in an agent's own words, by a name or a phrase, of which nothing is left over. Free words and bare numbers are none. */
function ownWords(registry: Registry, words: string): Read | undefined {
  const read = readWhole(registry, words);
  const named = read && agentIn(registry.agents, words, false);
  if (!read || !named) return read;
  const said = readArguments(named.rest).rest.replace(politeness, '');
  const isNamed = said.toLowerCase().startsWith(verbNounOf(read.capability));
  const asked = askedAmong(named.agent, said);
  return isNamed || asked.some((each) => each.capability === read.capability && each.said > 0) ? read : undefined;
}

/** `and plan 2` behind `risk register of plan 1` is a further plan to look for, and not one to show. */
const isFurtherNumber = (words: string, { words: said }: Request): boolean =>
  /^\p{L}+\s+#?\d+$/u.test(words) && /\d$/.test(said);

/** What was asked to be shown, goes on: `the risks` behind `plan show plan 1`, and `its risks`, which are those of the plan. */
function shownToo(registry: Registry, words: string, before: Request): string | undefined {
  const [only, ...others] = knownQuestions(registry, `show ${words.replace(possessive, 'the ')}`);
  if (!only || others.length > 0) return undefined;
  const isOther = !before.read?.capability.name.startsWith(`${only.agent.name}.`);
  if (isOther && isFurtherNumber(words, before)) return undefined;
  return possessive.test(words) ? `then show ${words}` : only.words;
}

/** A request among several, as words that are one by themselves. */
interface Request {
  words: string;
  /** Undefined for an agent's name alone: it does what it does with free words, without any. */
  read: Read | undefined;
}

/** Words that are a request: the first of several, or one that begins behind a joint. */
function requestIn(registry: Registry, text: string, before: Request | undefined): Request | undefined {
  const words = text.trim();
  const said = words.replace(leading, '');
  const read = ownWords(registry, said);
  if (read || (before && isThen.test(words))) return { words, read };
  const shown = before?.read?.capability.effect === 'read' ? shownToo(registry, said, before) : undefined;
  if (shown !== undefined) return { words: shown, read: readWhole(registry, shown.replace(leading, '')) };
  const isAlone = agentIn(registry.agents, said, true)?.rest.trim() === '';
  if (!isAlone || (before && !possessive.test(said))) return undefined;
  return { words: before ? `then ${said}` : words, read };
}

/** Whether words begin with an agent that was not asked for. */
function beginsAnother({ agents }: Registry, words: string, { read }: Request): boolean {
  const named = agentIn(agents, words, false);
  return named !== undefined && read !== undefined && !read.capability.name.startsWith(`${named.agent.name}.`);
}

/** The requests that a text consists of; undefined where it begins with none. */
function requestsIn(registry: Registry, text: string, before: Request | undefined): string[] | undefined {
  for (const { at, length } of placesOf(text, joint)) {
    const left = text.slice(0, at);
    const request = requestIn(registry, left, before);
    const isMore = request?.read && areMore(registry, request.read, text.replace(leading, ''));
    if (!request || isMore) continue;
    const right = text.slice(at + length);
    const others = requestsIn(registry, right, request);
    if (others) return [request.words, ...others];
    if (beginsAnother(registry, right, request)) throw notDivided(left.trim(), right.trim());
  }
  const request = requestIn(registry, text, before);
  return request && [request.words];
}

/**
 * `plan list, risk register and who am I`: further requests without a semicolon. A comma, “and” or “&” divides where what stands
 * before it is whole, in the own words of an agent that makes nothing of what follows, and what follows is such a request, too. Free
 * words are never divided: a goal and a post are full of commas. Throws where another agent begins behind a whole request in words
 * that may be anything.
 */
export function dividedAtJoints(registry: Registry, text: string): string[] {
  const requests = text.trim().length > maxLength ? undefined : requestsIn(registry, text, undefined);
  return requests && requests.length > 1 ? requests : [text];
}
