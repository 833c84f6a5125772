import { byForm, legal, likely } from './company-form.ts';
import { type FoundCompany, toFound } from './found-company.ts';
import { isInside, type Span } from './reading.ts';
import { events, noNames, places } from './vocabulary.ts';
import { wordsIn } from './words.ts';

const labelled =
  /^[ \t]*(?:company|organi[sz]ation|firm|firma|unternehmen|empresa|compañ[ií]a|société|entreprise|azienda|employer|公司|单位|会社名?|회사)[ \t]*[:：][ \t]*([^\n]{1,255})$/imu;
const han =
  /((?:株式会社|有限会社)[\p{L}\p{N}]{1,20}|[\p{Script=Han}\p{Script=Katakana}A-Za-z0-9()]{2,30}?(?:有限责任公司|股份有限公司|有限公司|株式会社|集团|公司|银行|大学))/u;
/** What a sentence says before it names a company. */
const hanLead = /^.*(?:认识了?|见到了?|来自于?|就职于|任职于|供职于|拜访了?|是|在)(?=.{4})/u;
const korean = /(?:\(주\)|주식회사 ?)[\p{L}\p{N}]{1,20}|[\p{L}\p{N}]{1,20} ?주식회사/u;

function located(text: string, value: string, from: number, why: string): FoundCompany {
  const start = text.indexOf(value, from);
  return toFound(text, { start, end: start + value.length }, 'high', why);
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
