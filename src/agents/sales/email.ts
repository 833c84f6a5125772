import { isInside, type Reading, reading, type Span } from './reading.ts';

export interface FoundEmail extends Span {
  address: string;
}

// What Salesforce takes: letters of other scripts are not in an address there.
const address =
  /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}/g;
export const isEmail = (text: string): boolean =>
  text.length <= 80 && new RegExp(`^(?:${address.source})$`).test(text) && !/^\.|\.\.|\.@/.test(text);

/** Addresses that anybody can have: they say nothing about a company. */
const freeMail =
  /^(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|mac|aol|gmx|web|t-online|freenet|posteo|mailbox|proton|protonmail|pm|qq|163|126|sina|foxmail|naver|hanmail|daum|mail|yandex|rambler|orange|wanadoo|free|laposte|libero|virgilio|terra|uol|bol|zoho|fastmail|hey|duck)$/;
/** Addresses of a place and not of a person. */
const role =
  /^(?:info|sales|contact|contacto|kontakt|hello|hallo|hola|support|office|mail|team|admin|service|einkauf|purchasing|procurement|vertrieb|ventas|compras|marketing|hr|jobs|press|post|anfrage|noreply|no-reply|billing|help|welcome|enquiries|inquiries|reception|empfang|buero)$/;

export const localPart = (email: string): string => email.slice(0, email.lastIndexOf('@'));
export const isRoleAddress = (email: string): boolean => role.test(localPart(email).toLowerCase());

/** The domain's own name, where it is a company's: `acme` in `dana@mail.acme.co.uk`. */
export function companyLabel(email: string): string | undefined {
  const labels = email
    .slice(email.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  const hasCountryPart = labels.length > 2 && /^(?:co|com|org|net|ac|gov|edu|or|ne)$/.test(labels.at(-2) ?? '');
  const label = labels.at(hasCountryPart ? -3 : -2) ?? '';
  return label === '' || freeMail.test(label) ? undefined : label;
}

export const topLevelOf = (email: string): string => email.slice(email.lastIndexOf('.') + 1).toLowerCase();

/** The addresses in a text, in their order, each once. */
export function findEmails(text: string): FoundEmail[] {
  const found: FoundEmail[] = [];
  for (const match of text.matchAll(address)) {
    // A sign of the sentence around it is no part of the address.
    const lead = /^[.!#$%&'*+/=?^_`{|}~-]*/.exec(match[0])?.[0].length ?? 0;
    const start = match.index + lead;
    const written = match[0].slice(lead);
    const span = { start, end: start + written.length };
    if (isEmail(written) && !isInside(span, found)) found.push({ address: written, ...span });
  }
  return found;
}

/** The person's own address comes before that of a place. */
export function chooseEmail(found: readonly FoundEmail[]): Reading | undefined {
  const personal = found.find(({ address: each }) => !isRoleAddress(each));
  const chosen = personal ?? found[0];
  if (!chosen) return undefined;
  const distinct = new Set(found.map(({ address: each }) => each.toLowerCase())).size;
  if (distinct > 1) return reading(chosen.address, 'medium', `the first of ${distinct} addresses`);
  return reading(
    chosen.address,
    'high',
    personal ? 'stands in the text' : 'stands in the text; it is no address of one person',
  );
}
