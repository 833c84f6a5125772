import { isInside, type Span } from './reading.ts';
import { companyForms, noNames, particles } from './vocabulary.ts';

export interface Word extends Span {
  text: string;
}

/** Capital words that stand together, with the small ones inside of a name. */
export interface Run extends Span {
  words: readonly Word[];
  text: string;
}

const word = /[\p{L}\p{M}\p{N}&][\p{L}\p{M}\p{N}&'.+/-]*/gu;

/** The words of a text; a full stop belongs to an initial or an abbreviation only. */
export function wordsIn(text: string): Word[] {
  return [...text.matchAll(word)].map(({ 0: found, index }) => {
    const bare = found.replace(/['+/-]+$/, '');
    const isAbbreviation = companyForms.has(bare) || /^(?:\p{L}\.)+$/u.test(bare);
    const shown = isAbbreviation ? bare : bare.replace(/[.'+/-]+$/, '').replace(/'s$/, '');
    return { text: shown, start: index, end: index + shown.length };
  });
}

const isCapital = ({ text }: Word): boolean => /^\p{Lu}/u.test(text);
/** A word of a person's name: begins with a capital, has letters only, and is nothing else that is known. */
export const isNameWord = (each: Word): boolean =>
  isCapital(each) &&
  /^(?:\p{Lu}\.|[\p{L}\p{M}'-]+\.?)$/u.test(each.text) &&
  !noNames.has(each.text.toLowerCase().replace(/\.$/, '')) &&
  !companyForms.has(each.text);
const isParticle = ({ text }: Word): boolean => particles.has(text.toLowerCase()) && /^\p{Ll}/u.test(text);

/** Runs of words that `isPart` takes, parted by single blanks only. */
export function runsOf(
  text: string,
  { isPart, isLink }: { isPart(word: Word): boolean; isLink(word: Word): boolean },
  taken: readonly Span[],
): Run[] {
  const words = wordsIn(text).filter((each) => !isInside(each, taken));
  const runs: Word[][] = [];
  let current: Word[] = [];
  const finish = (): void => {
    while (current.length > 0 && !isPart(current.at(-1) as Word)) current.pop();
    if (current.length > 0) runs.push(current);
    current = [];
  };
  for (const each of words) {
    const before = current.at(-1);
    if (before && !/^ $/.test(text.slice(before.end, each.start))) finish();
    if (isPart(each) || (current.length > 0 && isLink(each))) current.push(each);
    else finish();
  }
  finish();
  return runs.map((run) => toRun(text, run));
}

export function toRun(text: string, words: readonly Word[]): Run {
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? start;
  return { words, start, end, text: text.slice(start, end) };
}

export const nameRuns = (text: string, taken: readonly Span[]): Run[] =>
  runsOf(text, { isPart: isNameWord, isLink: isParticle }, taken);
