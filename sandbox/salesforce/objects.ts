export type ObjectName = 'Lead' | 'Task';
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'combobox'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'reference';

export interface FieldSpec {
  name: string;
  label: string;
  type: FieldType;
  length: number;
  isRequired: boolean;
  isReadOnly: boolean;
  choices: readonly string[];
  /** What a new record has when nothing was said. */
  initial: string | boolean | null;
  refersTo: readonly string[];
  isExternalId: boolean;
}

export interface ObjectSpec {
  name: ObjectName;
  label: string;
  plural: string;
  keyPrefix: string;
  fields: readonly FieldSpec[];
}

const field = (name: string, label: string, type: FieldType, length = 0, more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  label,
  type,
  length,
  isRequired: false,
  isReadOnly: false,
  choices: [],
  initial: type === 'boolean' ? false : null,
  refersTo: [],
  isExternalId: false,
  ...more,
});

const required = { isRequired: true };
const readOnly = { isReadOnly: true };
const reference = (...refersTo: string[]) => ({ refersTo });
/** What Adjutant's custom field is made as: Text(80), External ID, Unique. */
const externalId = field('Adjutant_Id__c', 'Adjutant Id', 'string', 80, { isExternalId: true });
const system: readonly FieldSpec[] = [
  field('Id', 'Record ID', 'id', 18, readOnly),
  field('IsDeleted', 'Deleted', 'boolean', 0, readOnly),
  field('OwnerId', 'Owner ID', 'reference', 18, reference('User')),
  field('CreatedDate', 'Created Date', 'datetime', 0, readOnly),
  field('CreatedById', 'Created By ID', 'reference', 18, { ...readOnly, ...reference('User') }),
  field('LastModifiedDate', 'Last Modified Date', 'datetime', 0, readOnly),
  field('LastModifiedById', 'Last Modified By ID', 'reference', 18, { ...readOnly, ...reference('User') }),
  field('SystemModstamp', 'System Modstamp', 'datetime', 0, readOnly),
];

export const lead: ObjectSpec = {
  name: 'Lead',
  label: 'Lead',
  plural: 'Leads',
  keyPrefix: '00Q',
  fields: [
    ...system,
    field('LastName', 'Last Name', 'string', 80, required),
    field('FirstName', 'First Name', 'string', 40),
    field('Name', 'Full Name', 'string', 121, readOnly),
    field('Title', 'Title', 'string', 128),
    field('Company', 'Company', 'string', 255, required),
    field('Street', 'Street', 'textarea', 255),
    field('City', 'City', 'string', 40),
    field('PostalCode', 'Zip/Postal Code', 'string', 20),
    field('Country', 'Country', 'string', 80),
    field('Phone', 'Phone', 'phone', 40),
    field('MobilePhone', 'Mobile Phone', 'phone', 40),
    field('Email', 'Email', 'email', 80),
    field('Website', 'Website', 'url', 255),
    field('Description', 'Description', 'textarea', 32_000),
    field('LeadSource', 'Lead Source', 'picklist', 255, {
      choices: [
        'Advertisement',
        'Employee Referral',
        'External Referral',
        'Partner',
        'Phone Inquiry',
        'Public Relations',
        'Trade Show',
        'Web',
        'Webinar',
        'Word of mouth',
        'Other',
      ],
    }),
    field('Status', 'Status', 'picklist', 255, {
      choices: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
      initial: 'Open - Not Contacted',
    }),
    field('Rating', 'Rating', 'picklist', 255, { choices: ['Hot', 'Warm', 'Cold'] }),
    field('IsConverted', 'Converted', 'boolean', 0, readOnly),
    externalId,
  ],
};

export const task: ObjectSpec = {
  name: 'Task',
  label: 'Task',
  plural: 'Tasks',
  keyPrefix: '00T',
  fields: [
    ...system,
    field('WhoId', 'Name ID', 'reference', 18, reference('Contact', 'Lead')),
    field('WhatId', 'Related To ID', 'reference', 18, reference('Account', 'Opportunity')),
    field('Subject', 'Subject', 'combobox', 255, {
      choices: ['Call', 'Send Letter', 'Send Quote', 'Other'],
    }),
    field('ActivityDate', 'Due Date Only', 'date'),
    field('Status', 'Status', 'picklist', 255, {
      choices: ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'],
      initial: 'Not Started',
    }),
    field('Priority', 'Priority', 'picklist', 255, { choices: ['High', 'Normal', 'Low'], initial: 'Normal' }),
    field('Description', 'Description', 'textarea', 32_000),
    field('IsClosed', 'Closed', 'boolean', 0, readOnly),
    externalId,
  ],
};

const objects: readonly ObjectSpec[] = [lead, task];

/** API names are read in any letter case. */
export const findObject = (name: string): ObjectSpec | undefined =>
  objects.find((object) => object.name.toLowerCase() === name.toLowerCase());
export const findField = ({ fields }: ObjectSpec, name: string): FieldSpec | undefined =>
  fields.find((spec) => spec.name.toLowerCase() === name.toLowerCase());
export const specOf = (name: ObjectName): ObjectSpec => (name === 'Lead' ? lead : task);
