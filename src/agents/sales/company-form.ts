import type { Span } from './reading.ts';
import { companyForms, companyWords, formTail, leadingForms, noNames } from './vocabulary.ts';
import type { Word } from './words.ts';

const isJoint = ({ text }: Word): boolean => /^(?:&|and|und|y|et)$/.test(text);
const isParticle = ({ text }: Word): boolean => /^(?:of|de|di|del|du|da|für)$/.test(text);
const isLoose = (word: Word | undefined): boolean => word !== undefined && (isJoint(word) || isParticle(word));
const isCompanyWord = (each: Word): boolean =>
  (/^[\p{Lu}\p{N}]/u.test(each.text) && !noNames.has(each.text.toLowerCase())) || isLoose(each);

interface Form {
  isForm(word: Word): boolean;
  /** A comma may stand before it: `Acme, Inc.` */
  takesComma: boolean;
}
/** `GmbH`, `ООО`. */
export const legal: Form = { isForm: ({ text }) => companyForms.has(text) || leadingForms.has(text), takesComma: true };
/** `Logistics`, `Bakery`. */
export const likely: Form = {
  isForm: ({ text }) => companyWords.test(text) && /^\p{Lu}/u.test(text),
  takesComma: false,
};

/** `Tom Okafor` in “Tom Okafor of Borealis Foods”: as many words as a person's name has, and none that a company would have. */
function isPersonBefore(words: readonly Word[], index: number, text: string): boolean {
  let first = index;
  while (first > 0 && isNamePart(words[first - 1]) && text.slice(words[first - 1]?.end, words[first]?.start) === ' ')
    first -= 1;
  const before = words.slice(first, index);
  return before.length >= 2 && before.length <= 3 && !before.some((each) => companyWords.test(each.text));
}
const isNamePart = (word: Word | undefined): boolean =>
  word !== undefined && /^\p{Lu}/u.test(word.text) && isCompanyWord(word);

/** Where the name begins that ends with this word. */
function firstWord(text: string, words: readonly Word[], index: number, takesComma: boolean): number {
  let first = index;
  while (first > 0) {
    const [before, next] = [words[first - 1], words[first]];
    if (!before || !next || !isCompanyWord(before) || companyForms.has(before.text)) break;
    const gap = text.slice(before.end, next.start);
    if (gap !== ' ' && !(gap === ', ' && takesComma && first === index)) break;
    if (isParticle(before) && isPersonBefore(words, first - 1, text)) break;
    first -= 1;
  }
  while (first < index && isLoose(words[first])) first += 1;
  return first;
}

const mostBehind = 3;

/** `ООО Ромашка`, `Stadtwerke München`: the capital words that follow. */
function lastWord(text: string, words: readonly Word[], index: number): number {
  let last = index;
  while (last < index + mostBehind) {
    const [next, before] = [words[last + 1], words[last]];
    if (!next || !before || !/^\p{Lu}/u.test(next.text) || noNames.has(next.text.toLowerCase())) break;
    if (text.slice(before.end, next.start) !== ' ') break;
    last += 1;
  }
  return last;
}

/** `Bank of Scotland Group`: a particle and the capital words behind it belong to a name that would otherwise end here. */
function withParticle(text: string, words: readonly Word[], last: number): number {
  const [particle, next] = [words[last + 1], words[last + 2]];
  if (!particle || !next || !isParticle(particle) || !/^\p{Lu}/u.test(next.text)) return last;
  return text.slice(particle.end, next.start) === ' ' ? lastWord(text, words, last + 1) : last;
}

/** `Söhne & Co. KG`: a form behind a form belongs to it. */
function endOfForms(text: string, words: readonly Word[], index: number): number {
  const [each, next] = [words[index], words[index + 1]];
  if (!each || !next || !companyForms.has(next.text) || text.slice(each.end, next.start) !== ' ') return each?.end ?? 0;
  return endOfForms(text, words, index + 1);
}

/** `Müller & Söhne GmbH & Co. KG`: from the form back to where its name begins. */
export function byForm(text: string, words: readonly Word[], { isForm, takesComma }: Form): Span | undefined {
  for (const [index, each] of words.entries()) {
    if (!isForm(each)) continue;
    const first = firstWord(text, words, index, takesComma);
    const isLeading = leadingForms.has(each.text) || (!takesComma && first === index);
    const ending = isLeading ? lastWord(text, words, index) : index;
    const last = takesComma ? ending : withParticle(text, words, ending);
    if (first === last || (isLeading && last === index)) continue;
    const start = (isLeading ? each : words[first])?.start ?? each.start;
    const end = words[last]?.end ?? each.end;
    const tail = formTail.exec(text.slice(end, end + 20))?.[0] ?? '';
    return { start, end: Math.max(end + tail.length, endOfForms(text, words, last)) };
  }
  return undefined;
}
