import { z } from 'zod';
import { AppError, documentFiles } from '../../core/index.ts';
import { type Contact, type ContactField, type ContactReading, readContact, readReach } from './contact.ts';
import { isEmail } from './email.ts';
import { type FollowUpDate, findFollowUpDate } from './follow-up-date.ts';
import { bareName } from './named.ts';
import { findPhones } from './phone.ts';
import { normalised, oneLine, reading } from './reading.ts';

export const maxTextLength = 20_000;
const maxWords = 5_000;
const maxFieldLength = 500;

const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;
const single = (words: string) => z.string().max(maxFieldLength).default('').describe(words);

/** By it a lead is told of to those whose project it is. In Salesforce a contact is one record, whichever project asks. */
export const projectField = z.string().min(1).describe('Full path of the project that the contact is for');

export const captureInput = z.object({
  project: projectField,
  text: z
    .string()
    .max(maxTextLength)
    .refine((text) => countWords(text) <= maxWords, `has more than ${maxWords} words; give the part about the contact`)
    .default('')
    .describe('What you know: who, which company, how to reach them, what they want')
    .meta({ lines: true, file: documentFiles }),
  name: single('Full name'),
  company: single('Company'),
  email: single('E-mail address'),
  phone: single('Best with its country code'),
  title: single('Job title'),
  interest: single('What they want'),
  source: single('How you met, for example "trade show"'),
  followUp: single('A date or "next Tuesday"; "none": no task; empty: as the text says'),
  country: z
    .string()
    .regex(/^([A-Za-z]{2})?$/, 'is two letters, such as DE')
    .default('')
    .describe('Two letters, for a phone without its code'),
});
export type CaptureInput = z.output<typeof captureInput>;
type Said = Omit<CaptureInput, 'project'>;

const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

function nameOf(name: string): Contact {
  const bare = bareName(normalised(name));
  if (bare === '') return {};
  const { contact } = readContact({ text: `Name: ${bare}`, country: '', dateWords: '' });
  const given = (field: 'firstName' | 'lastName') =>
    contact[field] ? { [field]: reading(contact[field].value, 'high', 'you gave it') } : {};
  if (contact.firstName || contact.lastName) return { ...given('firstName'), ...given('lastName') };
  const words = bare.split(' ');
  const first = words.slice(0, -1).join(' ');
  return {
    ...(first === '' ? {} : { firstName: reading(first, 'high', 'you gave it') }),
    lastName: reading(words.at(-1) ?? bare, 'high', 'you gave it'),
  };
}

function phoneOf(phone: string, country: string): Contact {
  const text = normalised(phone).trim();
  if (text === '') return {};
  const [found] = findPhones(`Tel: ${text}`, [], { country, topLevels: [] });
  if (found) return { phone: found.reading };
  throw refuse(
    'phone',
    `“${text.slice(0, 60)}” is no telephone number. Write it with its country code, such as +49 30 1234567.`,
  );
}

function emailOf(email: string): Contact {
  const address = normalised(email).trim();
  if (address === '') return {};
  if (isEmail(address)) return { email: reading(address, 'high', 'you gave it') };
  throw refuse(
    'email',
    `“${address.slice(0, 80)}” is no e-mail address that Salesforce takes. Check it, or leave it out.`,
  );
}

/** What was given as a field: it takes the place of what was read. */
function givenFields({ name, company, email, phone, title, interest, source, country }: Said): Contact {
  const plain = { company, title, interest, source } satisfies Partial<Record<ContactField, string>>;
  const given = Object.entries(plain).flatMap(([field, value]) => {
    const text = oneLine(normalised(value));
    return text === '' ? [] : [[field, reading(text, 'high', 'you gave it')] as const];
  });
  return { ...nameOf(name), ...emailOf(email), ...phoneOf(phone, country), ...Object.fromEntries(given) };
}

export interface Told extends ContactReading {
  /** In the text itself; the field `followUp` is read apart. */
  followUp: FollowUpDate | undefined;
}

/** All that a request says about a contact: its text, and the fields that were given beside it. */
export function readTold(request: Said, now: Date): Told {
  const followUp = findFollowUpDate(request.text, now);
  const { text, country } = request;
  const { contact, ...besides } = readContact({ text, country, dateWords: followUp?.words ?? '' });
  return { contact: { ...contact, ...givenFields(request) }, ...besides, followUp };
}

/** What a lead is known by. Cheap, as it is asked for inside a transaction: no name where an address or a number says who it is, and no date. */
export function readKnown(request: Said): Contact {
  const { text, country } = request;
  const given = givenFields(request);
  const reach = { ...(given.email ? {} : readReach({ text, country })), ...given };
  if (reach.email || reach.phone || reach.mobile) return reach;
  return { ...readContact({ text, country, dateWords: '' }).contact, ...given };
}
