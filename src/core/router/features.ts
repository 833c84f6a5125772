import { stemmer } from 'stemmer';
import { conceptsOf, type Lexicon } from './concepts.ts';
import { withoutLeadIn } from './lead-in.ts';
import { withSlots } from './slots.ts';

/** What a request asks for stands at its beginning; what it is about may be long. */
const headLength = 300;
const headWords = 24;

const idle = new Set(
  'a an the this that these those it its to of in on at for with by from and or so please me us my our your just also as some'
    .split(' ')
    .map((each) => stemmer(each)),
);

const termsOf = (text: string): string[] =>
  (text.toLowerCase().match(/‹\w+›|[\p{L}\p{M}]+/gu) ?? []).map((term) =>
    term.startsWith('‹') ? term : stemmer(term),
  );

const pairsOf = (terms: readonly string[]): string[] => terms.slice(1).map((term, index) => `${terms[index]} ${term}`);

/**
 * What a sentence is known by: its words and what they mean, which of them stand together, and how it begins. Values count by their
 * kind.
 */
export function featuresOf(text: string, lexicon: Lexicon): ReadonlySet<string> {
  const terms = termsOf(withSlots(withoutLeadIn(text.slice(0, headLength)))).slice(0, headWords);
  const concepts = conceptsOf(terms, lexicon);
  const slots = terms.filter((term) => term.startsWith('‹'));
  const isList = slots.filter((slot) => slot === '‹duration›').length > 1;
  const telling = terms.filter((term) => !idle.has(term));
  const met = new Set([...concepts, ...slots]);
  const together = [...met].flatMap((one) => [...met].filter((other) => one < other).map((other) => `${one}+${other}`));
  const first =
    terms[0] === undefined ? [] : [`^${terms[0]}`, ...conceptsOf(terms.slice(0, 2), lexicon).map((each) => `^${each}`)];
  return new Set([...telling, ...pairsOf(telling), ...met, ...together, ...first, ...(isList ? ['durations'] : [])]);
}
