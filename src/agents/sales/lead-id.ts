import { createHash } from 'node:crypto';
import type { Contact } from './contact.ts';
import { phoneKey } from './phone.ts';
import { folded } from './reading.ts';

/** The custom field that tells our records from others: Text(80), External ID, Unique; on Lead and on Activity. */
export const idField = 'Adjutant_Id__c';

const hashed = (kind: string, text: string): string =>
  `adj-${kind}-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;

/** All that a contact can be known by, the surest first. No address stands in them, as they stand in links and logs. */
export function leadIdsOf({ email, phone, mobile, firstName, lastName, company }: Contact): string[] {
  const numbers = [phone, mobile].flatMap((each) => (each ? [phoneKey(each.value)] : []));
  const name = [firstName, lastName]
    .map((each) => folded(each?.value ?? ''))
    .join(' ')
    .trim();
  return [
    ...(email ? [hashed('lead', `email:${email.value.toLowerCase()}`)] : []),
    ...numbers.filter((number) => number !== '').map((number) => hashed('lead', `phone:${number}`)),
    ...(name === '' ? [] : [hashed('lead', `name:${name}@${folded(company?.value ?? '')}`)]),
  ];
}

/** The n-th follow-up of a lead: the next one is begun when the one before is done. */
export const taskIdOf = (lead: string, count: number): string => hashed('task', `${lead}:follow-up:${count}`);
