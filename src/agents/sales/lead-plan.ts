import type { SalesforceRecord } from '../../core/index.ts';
import type { Contact, ContactField } from './contact.ts';
import { idField } from './lead-id.ts';
import { type Fields, leadFields, textOf } from './lead-record.ts';
import { phoneKey } from './phone.ts';
import { folded, oneLine, type Reading } from './reading.ts';
import type { FieldChange } from './record-change.ts';

/** A change of a field with what it rests on. */
export interface PlannedField extends FieldChange {
  label: string;
  reading: Reading;
}

export interface LeadPlan {
  fields: readonly PlannedField[];
  /** What was cut, kept or left out, in sentences. */
  notes: readonly string[];
}

const labels: Readonly<Record<ContactField, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  company: 'Company',
  title: 'Title',
  email: 'E-mail',
  phone: 'Phone',
  mobile: 'Mobile',
  website: 'Website',
  source: 'Source',
  interest: 'Wants',
  seats: 'Seats',
  budget: 'Budget',
};
export const labelOf = (field: ContactField): string => labels[field];

const isSameValue = (field: ContactField, one: string, other: string): boolean => {
  if (field === 'email') return one.toLowerCase() === other.toLowerCase();
  if (field === 'phone' || field === 'mobile') return phoneKey(one) === phoneKey(other);
  return oneLine(one) === oneLine(other);
};

/** Whole characters, so many as there is room for. */
function cut(text: string, maxLength: number | undefined): string {
  if (maxLength === undefined || text.length <= maxLength) return text;
  const kept = text.slice(0, maxLength);
  return (kept.isWellFormed() ? kept : kept.slice(0, -1)).trimEnd();
}

/** The choice of the organisation's picklist that means this; there may be none. */
function choiceFor(source: string, choices: readonly string[]): string | undefined {
  return (
    choices.find((each) => folded(each) === folded(source)) ??
    choices.find((each) => folded(each).includes(folded(source)) && !folded(each).includes('employee'))
  );
}

function valueFor(
  field: ContactField,
  { value }: Reading,
  spec: Fields extends ReadonlyMap<string, infer S> ? S : never,
) {
  if (field === 'source') return choiceFor(value, spec.choices) ?? '';
  return cut(value, spec.maxLength);
}

/** What the contact's fields become; what a person wrote gives way only to what is surely said. */
export function planFields(contact: Contact, existing: SalesforceRecord | undefined, fields: Fields): LeadPlan {
  const planned: PlannedField[] = [];
  const notes: string[] = [];
  for (const [name, api] of Object.entries(leadFields) as [keyof typeof leadFields, string][]) {
    const read = contact[name];
    const spec = fields.get(api);
    if (!read || !spec) continue;
    const before = existing ? textOf(existing.fields, api) : '';
    const after = valueFor(name, read, spec);
    if (after === '' || isSameValue(name, before, after)) continue;
    if (name !== 'source' && after.length < read.value.length) {
      notes.push(`${labels[name]} was cut to the ${spec.maxLength} characters that Salesforce takes.`);
    }
    if (before !== '' && (read.sure === 'low' || name === 'source')) {
      if (name !== 'source')
        notes.push(`${labels[name]} stays “${before}”: “${after}” is not sure enough (${read.why}).`);
      continue;
    }
    planned.push({ field: api, before, after, label: labels[name], reading: read });
  }
  return { fields: planned, notes };
}

const told: readonly ContactField[] = ['interest', 'seats', 'budget', 'source'];
const maxQuoted = 1_000;

/** What has no field of its own, and the words themselves. */
export function describe(contact: Contact, text: string): string {
  const lines = told.flatMap((name) => (contact[name] ? [`${labels[name]}: ${contact[name].value}`] : []));
  const words = text.trim();
  const quoted = words.length > maxQuoted ? `${cut(words, maxQuoted)} …` : words;
  return [...lines, ...(quoted === '' ? [] : [`As told: ${quoted}`])].join('\n');
}

const unlined = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Added below what people wrote, and once. */
export function planDescription(
  addition: string,
  existing: SalesforceRecord | undefined,
  maxLength: number | undefined,
): FieldChange | undefined {
  const before = existing ? textOf(existing.fields, 'Description') : '';
  if (addition === '' || unlined(before).includes(unlined(addition))) return undefined;
  const whole = before.trim() === '' ? addition : `${before.trimEnd()}\n\n${addition}`;
  const after = cut(whole, maxLength);
  return after.length > before.length ? { field: 'Description', before, after } : undefined;
}

/** A lead that others made gets our id where it has none, so that it is found again. */
export function planId(id: string, existing: SalesforceRecord | undefined): FieldChange | undefined {
  if (!existing || textOf(existing.fields, idField) !== '') return undefined;
  return { field: idField, before: '', after: id };
}
