import {
  AppError,
  type Context,
  type RecordFields,
  type Salesforce,
  type SalesforceField,
  type SalesforceRecord,
} from '../../core/index.ts';
import type { Contact, ContactField } from './contact.ts';
import { idField, leadIdsOf } from './lead-id.ts';
import { phoneKey } from './phone.ts';
import { folded, joinedName } from './reading.ts';

export type Fields = ReadonlyMap<string, SalesforceField>;

/** What of a contact stands in which field of a Lead. */
export const leadFields = {
  firstName: 'FirstName',
  lastName: 'LastName',
  company: 'Company',
  title: 'Title',
  email: 'Email',
  phone: 'Phone',
  mobile: 'MobilePhone',
  website: 'Website',
  source: 'LeadSource',
} as const satisfies Partial<Record<ContactField, string>>;

export const wantedOfLead: readonly string[] = [
  ...Object.values(leadFields),
  'Name',
  'Description',
  'Status',
  'IsConverted',
  'LastModifiedDate',
  idField,
];

export const textOf = (fields: RecordFields, name: string): string => String(fields[name] ?? '');
export const nameOf = ({ fields }: SalesforceRecord): string =>
  joinedName(textOf(fields, 'FirstName'), textOf(fields, 'LastName'));

/** The account has to have our field: without it the same lead would be made twice. */
export async function describeWithId(salesforce: Salesforce, object: 'Lead' | 'Task'): Promise<Fields> {
  const fields = await salesforce.describe(object);
  if (fields.get(idField)?.isExternalId) return fields;
  const place = object === 'Task' ? 'Activity' : object;
  throw new AppError(
    'upstream.refused',
    `Salesforce lacks the field ${idField} on ${place}. Ask an admin to add it: Text(80), External ID, Unique, and to let the account use it.`,
  );
}

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

const recordId = /\b(00Q[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?)\b/;

function refuse(message: string): AppError {
  return new AppError('input.invalid', message, { fields: { lead: message } });
}

/** A lead as a person names it: by its link or id, its e-mail address, its number, or its name. */
export async function requireLead(
  named: string,
  { salesforce }: Pick<Context, 'salesforce'>,
): Promise<SalesforceRecord> {
  const text = named.trim().replace(/^<?mailto:([^|>]+).*$/, '$1');
  const id = recordId.exec(text)?.[1];
  const isNumber = /^[+\d][\d ()./-]{5,}$/.test(text);
  const field = id ? 'Id' : text.includes('@') ? 'Email' : isNumber ? 'Phone' : 'Name';
  const found = await salesforce.findBy('Lead', field, id ?? text, wantedOfLead, most);
  const [record, ...others] = isNumber
    ? found.filter((each) => phoneKey(textOf(each.fields, 'Phone')) === phoneKey(text))
    : found;
  if (!record) {
    throw refuse(
      `There is no lead “${text.slice(0, 100)}” in Salesforce. Give its e-mail address or its link, or capture it first.`,
    );
  }
  if (others.length === 0) return requireOpen(record);
  const list = [record, ...others]
    .slice(0, 5)
    .map((each) => `${nameOf(each)} (${textOf(each.fields, 'Company')}) ${each.url}`);
  throw refuse(`${found.length} leads are called “${text.slice(0, 100)}”. Give the link of one: ${list.join(', ')}`);
}

/** A converted lead is a contact now; Salesforce changes it no more. */
export function requireOpen(record: SalesforceRecord): SalesforceRecord {
  if (record.fields.IsConverted !== true) return record;
  throw new AppError(
    'input.invalid',
    `${nameOf(record)} was converted in Salesforce and is no lead any more. Change the contact there: ${record.url}`,
  );
}
