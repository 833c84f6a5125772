import {
  AppError,
  type RecordFields,
  type Salesforce,
  type SalesforceField,
  type SalesforceRecord,
} from '../../core/index.ts';
import type { ContactField } from './contact.ts';
import { idField } from './lead-id.ts';
import { joinedName } from './reading.ts';

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

/** A converted lead is a contact now; Salesforce changes it no more. */
export function requireOpen(record: SalesforceRecord): SalesforceRecord {
  if (record.fields.IsConverted !== true) return record;
  throw new AppError(
    'input.invalid',
    `${nameOf(record)} was converted in Salesforce and is no lead any more. Change the contact there: ${record.url}`,
  );
}
