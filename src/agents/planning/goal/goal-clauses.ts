import { countPattern } from '../days/time-spans.ts';
import { shortUnitPattern } from '../days/time-units.ts';
import { isEnding } from './event-words.ts';

/** A part of a sentence that names one piece of work. */
export interface Clause {
  text: string;
  /** It surely goes on side by side with the one before; behind a comma it may. */
  beside: 'yes' | 'maybe' | 'no';
  /** It says that it is the first one, or that it comes after the one before. */
  order: 'first' | 'then' | '';
  /** A sentence begins with it. */
  isSentence: boolean;
}

/** `Launch the shop: design 3 days, build 2 weeks` has what it is for ahead of a colon. */
const sentenceEnd = /(?<=[.!?。！？])\s+|(?<=[。！？])|\r?\n+|;\s*|(?<=\p{L}{2}):\s+(?=[^\n:]*[,，、])/u;
const thenWord =
  '(?:(?:and\\s+|und\\s+|y\\s+|et\\s+|e\\s+)?(?:then|after that|afterwards|after this|followed by|dann|danach|anschließend|luego|después|puis|ensuite|poi|depois|затем|потом|daarna|ثم)(?![\\p{L}])|然后|然後|接着|之后再|その後|次に|그\\s?다음에?)';
const andWord = '(?:and|und|y|et|и)(?![\\p{L}])';
const besideWord =
  '(?:while|meanwhile|at the same time|in parallel|simultaneously|während|gleichzeitig|parallel dazu|mientras|pendant que)(?![\\p{L}])';
/** Without the words that say which one in the order it is. */
export const withoutOrder = (text: string): string => text.trim().replace(firstWord, '').replace(laterWord, '');

const joint = new RegExp(
  `(?<arrow>\\s*(?:->|=>|→|⇒|➔|➜)\\s*|\\s>\\s)|\\s*[,，、]?\\s*(?<then>(?<![\\p{L}])${thenWord})[,，]?\\s*|\\s*[,，]?\\s*(?<beside>(?<![\\p{L}])${besideWord})[,，]?\\s*|\\s*(?<comma>[,，、])\\s*(?:${andWord}\\s+)?|\\s+(?<and>${andWord})\\s+`,
  'giu',
);
const firstWord =
  /^(?:(?:first(?:ly)?|zuerst|als erstes|primero|d['’]abord|prima|сначала)(?![\p{L}])|首先|最初に)[,:，]?\s*/iu;
const laterWord =
  /^(?:(?:second(?:ly)?|third(?:ly)?|finally|lastly|last|next|at the end|zuletzt|zum schluss|schließlich|finalmente|por último|enfin|infine|наконец)(?![\p{L}])|最后|最後に)[,:，]?\s*/iu;
const besideCloser =
  /[\s,]+(?:in parallel|at the same time|meanwhile|simultaneously|side by side|parallel|gleichzeitig|en paralelo|en parallèle)(?:\s+(?:with|to) (?:it|that|this))?[.!]?$/iu;

/** A script without spaces has no words to count. */
const isWhole = (text: string): boolean =>
  text.trim().split(/\s+/).length >= 2 ||
  isEnding(text) ||
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text);

/** Commas in brackets part nothing. */
const masked = (sentence: string): string =>
  sentence.replace(/\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g, (inside) => '·'.repeat(inside.length));

const addition =
  /^\s*(?:on|in|at|with|without|for|from|to|under|including|incl|using|via|each|per|every|max|at most|about|which|who|that|because|so|but|mit|für|ohne|bei|je|con|para|avec|pour|sin|sans)(?![\p{L}])/iu;
const lengthAlone = new RegExp(
  `^\\s*(?:about |around )?${countPattern}[ -]?${shortUnitPattern}(?: each)?[\\s.]*$`,
  'iu',
);
/** It says more of the piece before it. */
const isMore = (text: string): boolean => addition.test(text) || lengthAlone.test(text);

interface Cut {
  text: string;
  /** What stands before it: nothing at the begin of a sentence. */
  by: 'start' | 'then' | 'beside' | 'comma' | 'and';
}

/** At its joints, as long as each part says something; “and” between two words is no joint. */
function cutsOf(sentence: string): Cut[] {
  const cuts: Cut[] = [];
  let from = 0;
  let by: Cut['by'] = 'start';
  let sign = '';
  for (const found of [...masked(sentence).matchAll(joint), undefined]) {
    const text = sentence.slice(from, found?.index);
    const last = cuts.at(-1);
    const isOwn = (isWhole(text) && !isMore(text)) || by === 'then' || by === 'beside';
    if (!isOwn && last) last.text += `${sign}${text}`;
    else if (/\p{L}/u.test(text)) cuts.push({ text, by });
    from = (found?.index ?? 0) + (found?.[0].length ?? 0);
    sign = found?.[0] ?? '';
    // A sentence can begin with “then”, and with “while”.
    const { arrow, then, beside, comma } = found?.groups ?? {};
    by = then || arrow ? 'then' : beside ? 'beside' : comma ? 'comma' : 'and';
  }
  return cuts;
}

function toClause({ text, by }: Cut, place: number, isListed: boolean): Clause {
  const plain = text.trim();
  const unordered = withoutOrder(plain);
  const alone = unordered.replace(besideCloser, '');
  // The last “and” of a list with commas only ends it.
  const isBeside = by === 'beside' || alone !== unordered || (by === 'and' && !isListed);
  return {
    text: alone,
    beside: isBeside ? 'yes' : by === 'comma' || by === 'and' ? 'maybe' : 'no',
    order: firstWord.test(plain) ? 'first' : by === 'then' || unordered !== plain ? 'then' : '',
    isSentence: place === 0,
  };
}

function ofSentence(sentence: string): Clause[] {
  const cuts = cutsOf(sentence);
  const isListed = cuts.some(({ by }) => by === 'comma');
  return cuts.map((cut, place) => toClause(cut, place, isListed));
}

/** What a goal says is to be done, in its order. */
export const clausesOf = (goal: string): Clause[] => goal.split(sentenceEnd).flatMap(ofSentence);
