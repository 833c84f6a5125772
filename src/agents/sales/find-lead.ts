import type { Context, SalesforceRecord } from '../../core/index.ts';
import type { Contact } from './contact.ts';
import { idField, leadIdsOf } from './lead-id.ts';
import { textOf, wantedOfLead } from './lead-record.ts';
import { folded } from './reading.ts';

type Read = (field: string, value: string) => Promise<SalesforceRecord[]>;
const most = 20;

/** Found by the address, by a number or by the name; the reason is for people. */
export interface Match {
  record: SalesforceRecord;
  why: string;
}

const same = (one: string, other: string): boolean => folded(one) === folded(other);

async function byId(read: Read, contact: Contact): Promise<Match[]> {
  const found = await Promise.all(leadIdsOf(contact).map((id) => read(idField, id)));
  return found.flat().map((record) => ({ record, why: 'was captured with Adjutant' }));
}

async function byEmail(read: Read, { email }: Contact): Promise<Match[]> {
  if (!email) return [];
  return (await read('Email', email.value)).map((record) => ({ record, why: 'has the same e-mail address' }));
}

async function byPhone(read: Read, { phone, mobile, lastName }: Contact): Promise<Match[]> {
  const numbers = [phone, mobile].flatMap((each) => (each ? [each.value] : []));
  const found = await Promise.all(
    numbers.flatMap((number) => ['Phone', 'MobilePhone'].map((field) => read(field, number))),
  );
  return found
    .flat()
    .filter(({ fields }) => !lastName || same(textOf(fields, 'LastName'), lastName.value))
    .map((record) => ({ record, why: 'has the same telephone number' }));
}

async function byName(read: Read, { firstName, lastName, company }: Contact): Promise<Match[]> {
  if (!lastName || !company) return [];
  const found = (await read('LastName', lastName.value)).filter(
    ({ fields }) =>
      same(textOf(fields, 'Company'), company.value) &&
      (!firstName || same(textOf(fields, 'FirstName'), firstName.value)),
  );
  return found.map((record) => ({ record, why: 'has the same name and company' }));
}

/** Two addresses are two people, or one whose address nobody may replace unseen. */
const contradicts = ({ email }: Contact, { fields }: SalesforceRecord): boolean =>
  email !== undefined && !['', email.value.toLowerCase()].includes(textOf(fields, 'Email').toLowerCase());

export interface Matches {
  found: Match | undefined;
  /** Look alike, and are somebody else or doubles. */
  others: readonly Match[];
}

/** The lead that is meant, if it is there already. */
export async function findLead(contact: Contact, { salesforce }: Pick<Context, 'salesforce'>): Promise<Matches> {
  const read: Read = (field, value) => salesforce.findBy('Lead', field, value, wantedOfLead, most);
  const matches = [
    ...(await byEmail(read, contact)),
    ...(await byId(read, contact)),
    ...(await byPhone(read, contact)),
    ...(await byName(read, contact)),
  ];
  const distinct = matches.filter(
    ({ record }, at) => matches.findIndex((other) => other.record.id === record.id) === at,
  );
  const found = distinct.find(({ record }) => !contradicts(contact, record));
  return { found, others: distinct.filter((each) => each !== found) };
}
