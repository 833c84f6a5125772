import { companyBehind, findCompany } from './company.ts';
import { companyOfEmail, companyWordsOf, cutAtDomain } from './company-of-email.ts';
import { chooseEmail, findEmails, topLevelOf } from './email.ts';
import { findTitle } from './job-title.ts';
import { findOtherPeople } from './other-people.ts';
import { findPerson } from './person.ts';
import { type FoundPhone, findPhones } from './phone.ts';
import { joinedName, normalised, oneLine, type Reading, reading, type Span } from './reading.ts';
import { findBudget, findInterest, findSeats, findSource } from './wishes.ts';

export const contactFields = [
  'firstName',
  'lastName',
  'company',
  'title',
  'email',
  'phone',
  'mobile',
  'website',
  'interest',
  'seats',
  'budget',
  'source',
] as const;
export type ContactField = (typeof contactFields)[number];
export type Contact = Readonly<Partial<Record<ContactField, Reading>>>;

export interface ContactReading {
  contact: Contact;
  /** What stands in the text as well and is not taken over. */
  leftOut: readonly string[];
  /** Names of others that the text tells of: a contact is one person. */
  others: readonly string[];
}

export interface ContactRequest {
  text: string;
  /** Two letters, for telephone numbers without a country code. */
  country: string;
  /** The words of the follow-up's date: no part of what somebody wants. */
  dateWords: string;
}

const link = /\b(?:https?:\/\/|www\.)[^\s<>"'，。)]+/giu;

function findLinks(text: string): (Span & { url: string })[] {
  return [...text.matchAll(link)].map((match) => {
    const url = match[0].replace(/[.,;:!?]+$/, '');
    return { url, start: match.index, end: match.index + url.length };
  });
}

/** A page of a network is no company's own. */
const isOwnSite = (url: string): boolean =>
  !/(?:linkedin|xing|facebook|twitter|x|instagram|google|youtube)\.com/iu.test(url);

function choosePhones(found: readonly FoundPhone[]): Pick<Contact, 'phone' | 'mobile'> {
  const mobile = found.find(({ isMobile }) => isMobile);
  const phone = found.find((each) => each !== mobile);
  return { ...(phone ? { phone: phone.reading } : {}), ...(mobile ? { mobile: mobile.reading } : {}) };
}

const given = (values: Readonly<Record<string, Reading | undefined>>): Contact =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function findReach(text: string, country: string) {
  const emails = findEmails(text);
  const links = findLinks(text);
  const hint = { country, topLevels: [...new Set(emails.map(({ address }) => topLevelOf(address)))] };
  return { emails, links, email: chooseEmail(emails), phones: findPhones(text, [...emails, ...links], hint) };
}

/** How somebody is reached, without who it is: much less to look for. */
export function readReach({ text, country }: Pick<ContactRequest, 'text' | 'country'>): Contact {
  const { email, phones } = findReach(normalised(text), country);
  return given({ email, ...choosePhones(phones) });
}

/** All that a text says about a contact. What is not in it is not there; what was inferred says so. */
export function readContact({ text: raw, country, dateWords }: ContactRequest): ContactReading {
  const text = normalised(raw);
  const { emails, links, email, phones } = findReach(text, country);
  const addresses = emails.map(({ address }) => address);
  const fixed = [...emails, ...links, ...phones];

  const formal = findCompany(text, fixed);
  const named = formal && email ? cutAtDomain(text, formal, email.value) : formal;
  const title = findTitle(text, named ? [...fixed, named] : fixed);
  const known = [...fixed, ...(named ? [named] : []), ...(title ? [title] : [])];
  const own = email ? [email.value, ...addresses.filter((each) => each !== email.value)] : [];
  const domains = email ? companyWordsOf(text, email.value) : [];
  const person = findPerson(text, { emails: own, taken: [...known, ...domains] });
  const behind = (before: Span | undefined): Reading | undefined =>
    before && before.end > 0 ? companyBehind(text, before, [...fixed, ...(title ? [title] : [])])?.reading : undefined;
  const company =
    named?.reading ??
    behind(person) ??
    behind(title) ??
    (email && companyOfEmail(text, email.value, person ? [...fixed, person] : fixed));
  const { phone, mobile } = choosePhones(phones);
  const site = links.find(({ url }) => isOwnSite(url));
  const contact = given({
    firstName: person?.first,
    lastName: person?.last,
    company,
    title: title?.reading,
    email,
    phone,
    mobile,
    website: site && reading(site.url, 'high', 'stands in the text'),
    interest: findInterest(text, dateWords),
    seats: findSeats(text),
    budget: findBudget(text),
    source: findSource(text),
  });
  const used = [contact.email, contact.phone, contact.mobile, contact.website].map((each) => each?.value);
  const reached = [...addresses, ...phones.map((each) => each.reading.value), ...links.map(({ url }) => url)];
  const leftOut = [...new Set(reached)].filter((each) => !used.includes(each)).map(oneLine);
  const others = findOtherPeople(text, {
    emails: own.slice(1),
    taken: person && person.end > 0 ? [...known, ...domains, person] : [...known, ...domains],
    name: fullName(contact),
  });
  return { contact, leftOut, others };
}

/** Somebody is told of: a name, or a way to reach them. */
export const isSomebody = ({ firstName, lastName, email, phone, mobile }: Contact): boolean =>
  [firstName, lastName, email, phone, mobile].some((each) => each !== undefined);

export const fullName = ({ firstName, lastName }: Contact): string =>
  joinedName(firstName?.value ?? '', lastName?.value ?? '');
