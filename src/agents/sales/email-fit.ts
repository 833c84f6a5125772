import { localPart } from './email.ts';
import { folded, type Span, spelledOut } from './reading.ts';

/** The parts of a name that may make an address by themselves. */
export type Alone = 'first' | 'last';
/** Whether an address was made from these words of a name. */
export type Fits = (words: readonly string[], alone: readonly Alone[]) => boolean;

interface AddressToFit {
  /** Where it stands in the text. */
  at: number;
  fits: Fits;
}

/** Who it is about stands with the first addresses; a list of many is not worth the time of everybody else. */
const maxAddresses = 5;
const maxNear = 400;

type Fold = (word: string) => string;

/** The same word stands in a text many times, and is compared with each address. */
function once(fold: Fold): Fold {
  const known = new Map<string, string>();
  return (word) => {
    const value = known.get(word) ?? fold(word);
    known.set(word, value);
    return value;
  };
}

/** How an address is made from a name, in the usual ways. */
function fitsFor(email: string, folds: readonly Fold[]): Fits {
  const local = localPart(email).replace(/\d+$/, '');
  const whole = folded(local);
  const parts = local.split(/[._-]/).map(folded).filter(Boolean);
  const isMade = (names: readonly string[], alone: readonly Alone[]): boolean => {
    const [first = '', last = ''] = [names[0], names.at(-1)];
    if (names.length < 2) return false;
    const isPart = (part: string): boolean =>
      names.some((name) => name === part || (part.length === 1 && name.startsWith(part)));
    if (parts.length > 1 && parts.every(isPart) && parts.some((part) => part.length > 1)) return true;
    const [f, l] = [first.charAt(0), last.charAt(0)];
    const made = [first + last, f + last, first + l, last + first, last + f];
    return [...made, ...alone.map((part) => ({ first, last })[part])].includes(whole);
  };
  return (words, alone) => folds.some((fold) => isMade(words.map(fold).filter(Boolean), alone));
}

/** The first few addresses of a text, each once, ready to be compared with many names. */
export function addressesToFit(text: string, emails: readonly string[]): AddressToFit[] {
  const folds = [once(folded), once(spelledOut)];
  return [...new Set(emails)]
    .slice(0, maxAddresses)
    .map((email) => ({ at: Math.max(0, text.indexOf(email)), fits: fitsFor(email, folds) }));
}

/** Those that stand nearest to a place, in the order of the text; `spans` are in that order. */
export function near<T extends Span>(spans: readonly T[], at: number): readonly T[] {
  if (spans.length <= maxNear) return spans;
  const behind = spans.findIndex(({ start }) => start >= at);
  const middle = behind === -1 ? spans.length : behind;
  const from = Math.min(Math.max(0, middle - maxNear / 2), spans.length - maxNear);
  return spans.slice(from, from + maxNear);
}
