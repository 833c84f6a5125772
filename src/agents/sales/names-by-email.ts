import { localPart } from './email.ts';
import { type Alone, addressesToFit, type Fits, near } from './email-fit.ts';
import { maxNameWords, type Named } from './named.ts';
import { capital, folded, isInside, oneLine, type Span } from './reading.ts';
import { noNames } from './vocabulary.ts';
import { type Run, toRun, type Word, wordsIn } from './words.ts';

/** The part of a run that an address was made from: `Visited Dana Ortiz` is Dana Ortiz for dana.ortiz@… */
function partFor(text: string, run: Run, fits: Fits, alone: readonly Alone[]): Run | undefined {
  for (let from = Math.max(0, run.words.length - maxNameWords); from < run.words.length - 1; from += 1) {
    const words = run.words.slice(from);
    const isFit = fits(
      words.map((each) => each.text),
      alone,
    );
    if (isFit) return toRun(text, words);
  }
  return undefined;
}

export function byEmail(text: string, runs: readonly Run[], emails: readonly string[]): Named | undefined {
  const addresses = addressesToFit(text, emails).map((each) => ({ ...each, runs: near(runs, each.at) }));
  for (const alone of [[], ['first', 'last']] as const) {
    for (const { fits, runs: beside } of addresses) {
      for (const run of beside) {
        const part = partFor(text, run, fits, alone);
        if (part) return { ...part, name: oneLine(part.text), sure: 'high', why: 'fits the e-mail address' };
      }
    }
  }
  return undefined;
}

/** `Ortiz, Dana`. */
export function byTurnedName(text: string, runs: readonly Run[], emails: readonly string[]): Named | undefined {
  const addresses = addressesToFit(text, emails);
  for (const [index, last] of runs.entries()) {
    const first = runs[index + 1];
    if (!first || text.slice(last.end, first.start) !== ', ') continue;
    const words = [...first.words, ...last.words].map((each) => each.text);
    if (words.length > 2 * maxNameWords || !addresses.some(({ fits }) => fits(words, []))) continue;
    const name = `${oneLine(last.text)}, ${oneLine(first.text)}`;
    return { name, start: last.start, end: first.end, sure: 'high', why: 'fits the e-mail address' };
  }
  return undefined;
}

/** Words in small letters from which the address was made. */
export function bySmallLetters(text: string, emails: readonly string[], taken: readonly Span[]): Named | undefined {
  const words = wordsIn(text).filter((each) => !isInside(each, taken) && /^[\p{L}\p{M}'-]+$/u.test(each.text));
  const why = 'fits the e-mail address; written in small letters';
  for (const { at, fits } of addressesToFit(text, emails)) {
    const beside = near(words, at);
    for (const [index, each] of beside.entries()) {
      const next: Word | undefined = beside[index + 1];
      if (!next || text.slice(each.end, next.start) !== ' ' || noNames.has(each.text.toLowerCase())) continue;
      if (!fits([each.text, next.text], [])) continue;
      const name = `${capital(each.text)} ${capital(next.text)}`;
      return { name, start: each.start, end: next.end, sure: 'medium', why };
    }
  }
  return undefined;
}

/** One given name, as people write of somebody whom they know: `Dana wants more seats`. */
export function byFirstName(runs: readonly Run[], email: string): Named | undefined {
  const local = folded(localPart(email));
  const run = runs.find(({ words, text }) => {
    const name = folded(text);
    return words.length === 1 && name.length > 1 && local !== '' && local.startsWith(name);
  });
  return run && { ...run, name: run.text, sure: 'medium', why: 'fits the e-mail address' };
}
