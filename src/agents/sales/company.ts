import { companyLabel } from './email.ts';
import { folded, isInside, oneLine, type Reading, reading, type Span } from './reading.ts';
import { companyForms, companyWords, events, formTail, noNames, places } from './vocabulary.ts';
import { type Word, wordsIn } from './words.ts';

export interface FoundCompany extends Span {
  reading: Reading;
}

const labelled =
  /^[ \t]*(?:company|organi[sz]ation|firm|firma|unternehmen|empresa|compañ[ií]a|société|entreprise|azienda|employer|公司|单位|会社名?|회사)[ \t]*[:：][ \t]*([^\n]{1,255})$/imu;
const han =
  /(?:(?:来自于?|就职于|任职于|供职于|在|是|^|[，,。：:;；\s（(“])|(?<=\p{Script=Han}(?:来自|在)))((?:株式会社|有限会社)[\p{L}\p{N}]{1,20}|[\p{Script=Han}\p{Script=Katakana}A-Za-z0-9（）()]{2,30}?(?:有限责任公司|股份有限公司|有限公司|株式会社|集团|公司|银行|大学))/u;
const korean = /(?:\(주\)|주식회사 ?)([\p{L}\p{N}]{1,20})|([\p{L}\p{N}]{1,20}) ?주식회사/u;

const at = (text: string, value: string, from: number, read: Reading): FoundCompany => {
  const start = text.indexOf(value, from);
  return { reading: read, start, end: start + value.length };
};

const isCompanyWord = ({ text }: Word): boolean =>
  /^(?:[\p{Lu}\p{N}]|&$)/u.test(text) || /^(?:&|and|und|y|et)$/.test(text);
const joins = (gap: string): boolean => /^(?: |, ?)$/.test(gap);

/** `Müller & Söhne GmbH & Co. KG`: from the form back to where its name begins. */
function byForm(
  text: string,
  words: readonly Word[],
  isForm: (word: Word) => boolean,
): { span: Span; form: Word } | undefined {
  for (const [index, form] of words.entries()) {
    if (!isForm(form)) continue;
    let first = index;
    while (first > 0) {
      const [before, next] = [words[first - 1], words[first]];
      if (!before || !next || !isCompanyWord(before) || companyForms.has(before.text)) break;
      const gap = text.slice(before.end, next.start);
      // A comma stands between a name and its form (`Acme, Inc.`), and nowhere else.
      if (!joins(gap) || (gap.includes(',') && first !== index)) break;
      if (noNames.has(before.text.toLowerCase()) && !/^(?:and|und|y|et|&)$/.test(before.text)) break;
      first -= 1;
    }
    while (first < index && /^(?:and|und|y|et|&)$/.test(words[first]?.text ?? '')) first += 1;
    if (first === index) continue;
    const start = words[first]?.start ?? form.start;
    const tail = formTail.exec(text.slice(form.end))?.[0] ?? '';
    return { span: { start, end: form.end + tail.length }, form };
  }
  return undefined;
}

/** A company that the text names without a doubt: by a label, or by its legal form. */
export function findCompany(text: string, taken: readonly Span[]): FoundCompany | undefined {
  const label = labelled.exec(text);
  if (label?.[1]) return at(text, label[1].trim(), label.index, reading(oneLine(label[1]), 'high', 'named as such'));
  const chinese = han.exec(text)?.[1];
  if (chinese) return at(text, chinese, 0, reading(chinese, 'high', 'by its legal form'));
  const inKorean = korean.exec(text);
  if (inKorean) return at(text, inKorean[0], 0, reading(oneLine(inKorean[0]), 'high', 'by its legal form'));
  const words = wordsIn(text).filter((each) => !isInside(each, taken));
  const formal = byForm(text, words, (each) => companyForms.has(each.text));
  if (formal) return toFound(text, formal.span, 'high', 'by its legal form');
  const likely = byForm(text, words, (each) => companyWords.test(each.text) && /^\p{Lu}/u.test(each.text));
  return likely && !events.test(text.slice(likely.span.start, likely.span.end))
    ? toFound(text, likely.span, 'medium', 'sounds like a company')
    : undefined;
}

const toFound = (text: string, span: Span, sure: Reading['sure'], why: string): FoundCompany => ({
  ...span,
  reading: reading(oneLine(text.slice(span.start, span.end)), sure, why),
});

const sequence =
  "[\\p{Lu}\\p{N}][\\p{L}\\p{N}&.'+-]*(?: (?:(?:&|and|und|y) )?(?:of |de |für )?[\\p{Lu}\\p{N}][\\p{L}\\p{N}&.'+-]*){0,4}";
const afterPerson = new RegExp(
  `^(?:[^.;!?\\n]{0,60}?)(?:[(]| (?:from|at|of|with|@|works (?:for|at)|bei(?: der| dem)?|von(?: der)?|vom|aus|für|de la empresa|en|de|chez|representing) |@ ?)(?:the )?(${sequence})`,
  'u',
);
const beside = new RegExp(`^ ?(?:,|[-–—|/]) ?(${sequence})(?=[,;.\\n]|$| [-–—|])`, 'u');

const isNoCompany = (value: string): boolean => {
  const words = value.toLowerCase().split(' ');
  return words.every((each) => places.has(each) || noNames.has(each)) || events.test(value) || /^\d+$/.test(value);
};

function trimmed(value: string): string {
  const words = value.replace(/[.'+&-]+$/, '').split(' ');
  while (words.length > 1 && noNames.has((words.at(-1) ?? '').toLowerCase())) words.pop();
  return words.join(' ');
}

/** A company without a form, as it stands behind the person: `from Acme`, `(Acme)`, `, Acme`. */
export function companyBehind(text: string, person: Span, taken: readonly Span[]): FoundCompany | undefined {
  for (const [pattern, why] of [
    [afterPerson, 'stands behind the name'],
    [beside, 'stands beside the name'],
  ] as const) {
    const match = pattern.exec(text.slice(person.end, person.end + 200));
    const value = trimmed(match?.[1] ?? '');
    const start = person.end + (match?.[0].lastIndexOf(match[1] ?? '') ?? 0);
    const span = { start, end: start + value.length };
    if (value !== '' && !isNoCompany(value) && !isInside(span, taken)) return toFound(text, span, 'medium', why);
  }
  return undefined;
}

/** The company whose domain an address has: as the text writes it, else as the domain does. */
export function companyOfEmail(text: string, email: string, taken: readonly Span[]): Reading | undefined {
  const label = companyLabel(email);
  if (label === undefined) return undefined;
  const written = wordsIn(text).find((each) => folded(each.text) === folded(label) && !isInside(each, taken));
  if (written) return reading(written.text, 'medium', 'is also the domain of the e-mail address');
  const name = label
    .split('-')
    .map((each) => each.charAt(0).toUpperCase() + each.slice(1))
    .join(' ');
  return reading(name, 'low', `not written, taken from the e-mail address (${email.slice(email.lastIndexOf('@'))})`);
}
