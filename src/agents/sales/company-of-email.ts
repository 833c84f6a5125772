import { companyLabel } from './email.ts';
import { type FoundCompany, toFound } from './found-company.ts';
import { capital, folded, isInside, type Reading, reading, type Span } from './reading.ts';
import { wordsIn } from './words.ts';

/** `Herr Schmidt von Bosch`, …@bosch.de: the domain's name behind such a word belongs to no person. */
export function companyWordsOf(text: string, email: string): Span[] {
  const label = folded(companyLabel(email) ?? '');
  const isBehind = ({ start }: Span): boolean =>
    /\b(?:von|vom|of|de|di|from|at|bei)(?: der| the)? $/i.test(text.slice(Math.max(0, start - 12), start));
  return label === '' ? [] : wordsIn(text).filter((each) => folded(each.text) === label && isBehind(each));
}

/** Names that run into each other are parted where the domain's begins: `DANA ORTIZ ACME INC`, dana@acme.com. */
export function cutAtDomain(text: string, found: FoundCompany, email: string): FoundCompany {
  const label = folded(companyLabel(email) ?? '');
  const within = wordsIn(text).filter((each) => each.start >= found.start && each.end <= found.end);
  const at = within.findIndex((each) => label !== '' && folded(each.text) === label);
  const word = at > 1 ? within[at] : undefined;
  if (!word) return found;
  return toFound(text, { start: word.start, end: found.end }, found.reading.sure, found.reading.why);
}

/** The company whose domain an address has: as the text writes it, else as the domain does. */
export function companyOfEmail(text: string, email: string, taken: readonly Span[]): Reading | undefined {
  const label = companyLabel(email);
  if (label === undefined) return undefined;
  const written = wordsIn(text).find((each) => folded(each.text) === folded(label) && !isInside(each, taken));
  if (written) {
    const shown = /^\p{Ll}+$/u.test(written.text) ? capital(written.text) : written.text;
    return reading(shown, 'medium', 'is also the domain of the e-mail address');
  }
  const name = label.split('-').map(capital).join(' ');
  return reading(name, 'low', `not written, taken from the e-mail address (${email.slice(email.lastIndexOf('@'))})`);
}
