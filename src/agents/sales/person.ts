import { isRoleAddress, localPart } from './email.ts';
import { bareName, type Named } from './named.ts';
import { byEmail, byFirstName, bySmallLetters, byTurnedName } from './names-by-email.ts';
import { byCue, byHonorific, byLabel, byPlace } from './names-by-place.ts';
import { byHan, byHangul } from './names-in-asia.ts';
import { capital, folded, type Reading, reading, type Span, type Sureness, spelledOut } from './reading.ts';
import { particles, splitHanName } from './vocabulary.ts';
import { nameRuns } from './words.ts';

export interface FoundPerson extends Span {
  first: Reading | undefined;
  last: Reading | undefined;
}

function split(words: readonly string[], email: string): { first: string; last: string; isSure: boolean } {
  const local = folded(localPart(email).split(/[._-]/).at(-1) ?? '');
  // The address tells where the family name begins: maria.garcia for María José García López.
  const named = words.findIndex(
    (word, at) => at > 0 && local.length > 1 && [folded(word), spelledOut(word)].includes(local),
  );
  let from = named > 0 ? named : words.length - 1;
  while (from > 1 && particles.has((words[from - 1] ?? '').toLowerCase())) from -= 1;
  const isSure = words.length < 3 || named > 0 || from < words.length - 1;
  return { first: words.slice(0, from).join(' '), last: words.slice(from).join(' '), isSure };
}

const isHan = (name: string): boolean => /^\p{Script=Han}{2,5}$/u.test(name.replace(/ /g, ''));

type Parts = Pick<FoundPerson, 'first' | 'last'>;
type Read = (value: string, sure?: Sureness, why?: string) => Reading | undefined;

/** Family name first; where it is not known which it is, the whole stands as the family name. */
function hanParts(name: string, isJapanese: boolean, read: Read): Parts {
  const [family = '', given = ''] = name.split(' ');
  const parts = given !== '' ? { last: family, first: given } : isJapanese ? undefined : splitHanName(name);
  if (parts) return { last: read(parts.last), first: read(parts.first) };
  return { last: read(name, 'medium', 'family and given name are not told apart'), first: undefined };
}

function partsOf(found: Named, email: string, isJapanese: boolean): Parts {
  const { name, sure, why, isAddressed = false } = found;
  const read: Read = (value, as = sure, because = why) => (value === '' ? undefined : reading(value, as, because));
  if (isHan(name)) return hanParts(name, isJapanese, read);
  const turned = /^([^,]+), ?([^,]+)$/.exec(name);
  if (turned) return { last: read(turned[1] ?? ''), first: read(bareName(turned[2] ?? '')) };
  const words = name.split(' ').filter(Boolean);
  if (words.length === 1)
    return isAddressed ? { first: undefined, last: read(name) } : { first: read(name), last: undefined };
  const { first, last, isSure } = split(words, email);
  if (isSure) return { first: read(first), last: read(last) };
  const because = `${why}; which part is the family name is not sure`;
  return { first: read(first, 'medium', because), last: read(last, 'medium', because) };
}

/** A name that is nowhere but in the address. */
function fromAddress(email: string): FoundPerson | undefined {
  if (email === '' || isRoleAddress(email)) return undefined;
  const parts = localPart(email).split(/[._]/);
  if (parts.length !== 2 || !parts.every((part) => /^[A-Za-z]{2,30}$/.test(part))) return undefined;
  const because = `not written, taken from the e-mail address (${localPart(email)}@)`;
  const [first = '', last = ''] = parts.map((part) => capital(part.toLowerCase()));
  return { first: reading(first, 'low', because), last: reading(last, 'low', because), start: -1, end: -1 };
}

export interface PersonRequest {
  emails: readonly string[];
  /** Addresses, numbers, links, titles and companies: no names. */
  taken: readonly Span[];
}

/** The person that a text tells of: the surest way of naming one comes first. */
export function findPerson(text: string, { emails, taken }: PersonRequest): FoundPerson | undefined {
  const runs = nameRuns(text, taken);
  const [email = ''] = emails;
  const found =
    byLabel(text) ??
    byEmail(text, runs, emails) ??
    byTurnedName(text, runs, emails) ??
    byHonorific(text, runs) ??
    byHan(text, taken) ??
    byHangul(text) ??
    byCue(text, runs) ??
    byPlace(text, runs) ??
    bySmallLetters(text, emails, taken) ??
    byFirstName(runs, email);
  if (!found) return fromAddress(email);
  const isJapanese = /[\p{Script=Hiragana}\p{Script=Katakana}様]/u.test(text);
  const person = { start: found.start, end: found.end, ...partsOf(found, email, isJapanese) };
  // “Dana”, and dana.ortiz@: the family name stands in the address only.
  const addressed = person.last ? undefined : fromAddress(email);
  const fits = addressed?.first && person.first && folded(addressed.first.value) === folded(person.first.value);
  return fits ? { ...person, last: addressed.last } : person;
}
