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

/** Where the name begins that ends with this word. */
function firstWord(text: string, words: readonly Word[], index: number, { takesComma }: Form): number {
  let first = index;
  while (first > 0) {
    const [before, next] = [words[first - 1], words[first]];
    if (!before || !next || !isCompanyWord(before) || companyForms.has(before.text)) break;
    const gap = text.slice(before.end, next.start);
    if (gap !== ' ' && !(gap === ', ' && takesComma && first === index)) break;
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

/** `Müller & Söhne GmbH & Co. KG`: from the form back to where its name begins. */
export function byForm(text: string, words: readonly Word[], form: Form): Span | undefined {
  for (const [index, each] of words.entries()) {
    if (!form.isForm(each)) continue;
    const first = firstWord(text, words, index, form);
    const isLeading = leadingForms.has(each.text) || (!form.takesComma && first === index);
    const last = isLeading ? lastWord(text, words, index) : index;
    if (first === last || (isLeading && last === index)) continue;
    const start = (isLeading ? each : words[first])?.start ?? each.start;
    const end = words[last]?.end ?? each.end;
    const tail = formTail.exec(text.slice(end, end + 20))?.[0] ?? '';
    return { start, end: end + tail.length };
  }
  return undefined;
}
