import { type CountryCode, isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import { isInside, type Reading, reading, type Span } from './reading.ts';

export interface FoundPhone extends Span {
  reading: Reading;
  isMobile: boolean;
}

export interface PhoneHint {
  /** Given by who asks. */
  country: string;
  /** Ends of the e-mail addresses in the text: `de`. */
  topLevels: readonly string[];
}

const candidate =
  /(?:\+|\b00|\(|(?<![\p{L}\p{N}.,@/#_-]))[\d(][\d ()./-]{4,24}\d(?: ?(?:ext\.?|x|Durchwahl|App\.|DW) ?\d{1,5}\b)?/gu;
const label =
  /(?<!\p{L})(?:tel(?:e(?:fono|fon|phone|fone))?|phone|fon|fono|ph|call|ruf(?:nummer)?|mobil(?:e|funk|telefon)?|cell(?:phone)?|handy|m[óo]vil|celular|portable|whatsapp|t|m|p|电话|手机|電話|携帯|전화|тел(?:ефон)?|моб)\s*(?:no|nr|number|nummer|phone)?\s*[.:：]*\s*\(?$/iu;
const mobileLabel =
  /(?:mobil\p{L}*|cell\p{L}*|handy|m[óo]vil|celular|portable|whatsapp|\bm|手机|携帯|моб)\s*[.:：]*\s*\(?$/iu;
/** Dates, amounts and counts have digits too. */
const otherNumber = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,3}(?:[., ]\d{3})+)$/;
const unitAfter =
  /^\s*(?:€|\$|£|¥|%|eur|usd|gbp|chf|k\b|seats?|users?|licen[cs]es?|people|employees|pcs|pieces|units|plätze|nutzer|lizenzen|mitarbeiter|usuarios|licencias|人|个|用户|万)/iu;
const moneyBefore = /(?:€|\$|£|¥|eur|usd|gbp|chf|budget(?: of)?|nr\.?|no\.?|#|order|invoice|po|plz)\s*[:：]?\s*$/iu;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

function countriesOf({ country, topLevels }: PhoneHint): { code: CountryCode; why: string }[] {
  const asked = country.toUpperCase();
  const given = isSupportedCountry(asked) ? [{ code: asked, why: `read as a number of ${asked}, as you said` }] : [];
  const guessed = topLevels
    .map((end) => (end === 'uk' ? 'GB' : end.toUpperCase()))
    .filter((code) => isSupportedCountry(code))
    .map((code) => ({ code, why: `no country code; read as a number of ${code}, as the e-mail address ends so` }));
  return given.length > 0 ? given : guessed;
}

/** As it is dialled from anywhere; an extension stays with it. */
const international = (number: PhoneNumber): string => number.formatInternational();

function readInternational(written: string): Reading | undefined {
  const number = parsePhoneNumberFromString(written.replace(/^\(?00/, '+').replace(/^\(\+/, '+('));
  if (!number?.isPossible()) return undefined;
  if (number.isValid()) return reading(international(number), 'high', 'with its country code');
  return reading(international(number), 'medium', 'with its country code, but no number that is given out there');
}

function readNational(written: string, hint: PhoneHint): Reading {
  for (const { code, why } of countriesOf(hint)) {
    const number = parsePhoneNumberFromString(written, code);
    if (number?.isValid()) return reading(international(number), hint.country === '' ? 'medium' : 'high', why);
  }
  return reading(written, 'low', 'no country code, so it is kept as it was written; say country=DE, or write +49 …');
}

/** A number alone is only a telephone number when something says so: a label before it, or how it is written. */
function isPhone(written: string, before: string, after: string): boolean {
  const digits = digitsOf(written);
  if (digits.length < 6 || digits.length > 17) return false;
  const isLabelled = label.test(before);
  if (otherNumber.test(written.trim()) && !isLabelled) return false;
  if (unitAfter.test(after) || moneyBefore.test(before)) return false;
  if (isLabelled) return true;
  if (/^\(?(?:\+|00)/.test(written)) return digits.length >= 7;
  if (/^\(?0\d/.test(written)) return digits.length >= 7 && !/^0\d*[.,]/.test(written);
  return /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(written) || /^1[3-9]\d[ -]?\d{4}[ -]?\d{4}$/.test(written);
}

function balanced(written: string): string {
  const trimmed = written.replace(/[ ./(-]+$/, '');
  return trimmed.includes(')') && !trimmed.includes('(') ? trimmed.replaceAll(')', '') : trimmed;
}

/** The telephone numbers of a text. The country is never taken for granted: what was assumed stands in `why`. */
export function findPhones(text: string, taken: readonly Span[], hint: PhoneHint): FoundPhone[] {
  const found: FoundPhone[] = [];
  for (const match of text.matchAll(candidate)) {
    const written = balanced(match[0]);
    const span = { start: match.index, end: match.index + written.length };
    const before = text.slice(Math.max(0, span.start - 30), span.start);
    const after = text.slice(span.end, span.end + 20);
    if (isInside(span, [...taken, ...found]) || !isPhone(written, before, after)) continue;
    const isInternational = /^\(?(?:\+|00)/.test(written);
    const read = (isInternational && readInternational(written)) || readNational(written, hint);
    found.push({ ...span, reading: read, isMobile: mobileLabel.test(before) });
  }
  return found;
}

/** For comparing: the digits, with the country where it is known. */
export const phoneKey = (phone: string): string => {
  const number = parsePhoneNumberFromString(phone);
  return number ? number.number : digitsOf(phone);
};
