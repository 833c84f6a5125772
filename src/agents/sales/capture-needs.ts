import { AppError } from '../../core/index.ts';
import { type Contact, fullName, isSomebody } from './contact.ts';

export const example =
  'Met Dana Ortiz from Acme GmbH at the fair, dana.ortiz@acme.example, +49 30 1234567, wants a demo next Tuesday';

export const refuse = (fields: Record<string, string>, message: string): AppError =>
  new AppError('input.invalid', message, { fields });

export function requireSomebody(contact: Contact): void {
  if (isSomebody(contact)) return;
  const message = `I find nobody in this: no name, no e-mail address, no telephone number. Write who it is and how to reach them, for example: ${example}.`;
  throw refuse({ text: 'names nobody' }, message);
}

/** Salesforce needs both for a new lead; what is not said is asked for, and never made up. */
export function requireNames(contact: Contact): void {
  const missing = [
    ...(contact.lastName ? [] : [['name', 'the last name'] as const]),
    ...(contact.company ? [] : [['company', 'the company'] as const]),
  ];
  if (missing.length === 0) return;
  const read = [
    fullName(contact),
    contact.email?.value,
    contact.phone?.value,
    contact.mobile?.value,
    contact.company?.value,
  ];
  const found = read.filter(Boolean).join(', ');
  const words = missing.map(([, what]) => what).join(' and ');
  const add = missing.map(([field]) => `${field}="…"`).join(' ');
  throw refuse(
    Object.fromEntries(missing.map(([field]) => [field, 'is needed for a new lead'])),
    `I read ${found}, but not ${words}, which Salesforce needs for a new lead. Ask again with ${add}.`,
  );
}
