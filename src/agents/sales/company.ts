import { companyLabel } from './email.ts';
import { capital, folded, isInside, oneLine, type Reading, reading, type Span } from './reading.ts';
import { companyForms, companyWords, events, formTail, leadingForms, noNames, places } from './vocabulary.ts';
import { type Word, wordsIn } from './words.ts';

export interface FoundCompany extends Span {
  reading: Reading;
}

const labelled =
  /^[ \t]*(?:company|organi[sz]ation|firm|firma|unternehmen|empresa|compañ[ií]a|société|entreprise|azienda|employer|公司|单位|会社名?|회사)[ \t]*[:：][ \t]*([^\n]{1,255})$/imu;
const han =
  /((?:株式会社|有限会社)[\p{L}\p{N}]{1,20}|[\p{Script=Han}\p{Script=Katakana}A-Za-z0-9()]{2,30}?(?:有限责任公司|股份有限公司|有限公司|株式会社|集团|公司|银行|大学))/u;
/** What a sentence says before it names a company. */
const hanLead = /^.*(?:认识了?|见到了?|来自于?|就职于|任职于|供职于|拜访了?|是|在)(?=.{4})/u;
const korean = /(?:\(주\)|주식회사 ?)[\p{L}\p{N}]{1,20}|[\p{L}\p{N}]{1,20} ?주식회사/u;

const toFound = (text: string, span: Span, sure: Reading['sure'], why: string): FoundCompany => ({
  ...span,
  reading: reading(oneLine(text.slice(span.start, span.end)), sure, why),
});

function located(text: string, value: string, from: number, why: string): FoundCompany {
  const start = text.indexOf(value, from);
  return toFound(text, { start, end: start + value.length }, 'high', why);
}

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
const legal: Form = { isForm: ({ text }) => companyForms.has(text) || leadingForms.has(text), takesComma: true };
const likely: Form = { isForm: ({ text }) => companyWords.test(text) && /^\p{Lu}/u.test(text), takesComma: false };

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
function byForm(text: string, words: readonly Word[], form: Form): Span | undefined {
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

/** A company that the text names without a doubt: by a label, or by its legal form. */
export function findCompany(text: string, taken: readonly Span[]): FoundCompany | undefined {
  const label = labelled.exec(text);
  if (label?.[1]?.trim()) return located(text, label[1].trim(), label.index, 'named as such');
  const chinese = han.exec(text)?.[1]?.replace(hanLead, '');
  if (chinese) return located(text, chinese, 0, 'by its legal form');
  const inKorean = korean.exec(text)?.[0];
  if (inKorean) return located(text, inKorean, 0, 'by its legal form');
  const words = wordsIn(text).filter((each) => !isInside(each, taken));
  const formal = byForm(text, words, legal);
  if (formal) return toFound(text, formal, 'high', 'by its legal form');
  const sounding = byForm(text, words, likely);
  if (!sounding || events.test(text.slice(sounding.start, sounding.end))) return undefined;
  return toFound(text, sounding, 'medium', 'sounds like a company');
}

const sequence =
  "[\\p{Lu}\\p{N}][\\p{L}\\p{N}&.'+-]*(?: (?:(?:&|and|und|y) )?(?:of |de |für )?[\\p{Lu}\\p{N}][\\p{L}\\p{N}&.'+-]*){0,4}";
const afterPerson = new RegExp(
  `^(?:[^.;!?\\n]{0,60}?)(?:[(]| (?:from|at|of|with|@|works (?:for|at)|bei(?: der| dem)?|von(?: der)?|vom|aus|für|de la empresa|en|de|chez|representing) |@ ?)(?:the )?(${sequence})`,
  'u',
);
const beside = new RegExp(`^ ?(?:,|[-–—|/]) ?(${sequence})(?=[,;.\\n]|$| [-–—|/])`, 'u');

const isNoCompany = (value: string): boolean => {
  const words = value.toLowerCase().split(' ');
  return words.every((each) => places.has(each) || noNames.has(each)) || events.test(value) || /^\d+$/.test(value);
};

function trimmed(value: string): string {
  const words = value.replace(/[.'+&-]+$/, '').split(' ');
  while (words.length > 1 && noNames.has((words.at(-1) ?? '').toLowerCase())) words.pop();
  return words.join(' ');
}

/** A company without a form, as it stands behind the person or the title: `from Acme`, `(Acme)`, `, Acme`. */
export function companyBehind(text: string, before: Span, taken: readonly Span[]): FoundCompany | undefined {
  for (const [pattern, why] of [
    [beside, 'stands beside the name'],
    [afterPerson, 'stands behind the name'],
  ] as const) {
    const match = pattern.exec(text.slice(before.end, before.end + 200));
    const value = trimmed(match?.[1] ?? '');
    const start = before.end + (match?.[0].lastIndexOf(match[1] ?? '') ?? 0);
    const span = { start, end: start + value.length };
    if (value !== '' && !isNoCompany(value) && !isInside(span, taken)) return toFound(text, span, 'medium', why);
  }
  return undefined;
}

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
