import { z } from 'zod';
import {
  AppError,
  type Context,
  defineCapability,
  escapeMarkdown,
  part,
  type SalesforceRecord,
} from '../../core/index.ts';
import { leadAndChanges } from './change-words.ts';
import { isEmail } from './email.ts';
import { projectField } from './lead-input.ts';
import { leadOutput, presentLead } from './lead-output.ts';
import { type Fields, nameOf, requireOpen, textOf } from './lead-record.ts';
import { normalised, oneLine } from './reading.ts';
import type { FieldChange } from './record-change.ts';
import { requireLead } from './require-lead.ts';
import { leadChanged } from './sentences.ts';
import { capability as upsertLead } from './upsert-lead.ts';
import { utterances } from './utterances.ts';

/** What may be changed, by the names that people use. */
const changeable = {
  firstName: 'FirstName',
  lastName: 'LastName',
  company: 'Company',
  title: 'Title',
  email: 'Email',
  phone: 'Phone',
  mobile: 'MobilePhone',
  website: 'Website',
  status: 'Status',
  source: 'LeadSource',
  rating: 'Rating',
  description: 'Description',
} as const;
type Name = keyof typeof changeable;
const names = Object.keys(changeable) as Name[];
/** A lead without these is none. */
const needed: readonly Name[] = ['lastName', 'company'];
const emptied = /^(?:-|none|empty|clear)$/i;

const text = (words: string, max = 300) => z.string().max(max).default('').describe(words);
const input = z.object({
  project: projectField,
  lead: z.string().min(1).max(300).describe('Which lead: its e-mail address, its link or its name'),
  firstName: text('New first name; empty: stays; "none": emptied'),
  lastName: text('New last name'),
  company: text('New company'),
  title: text('New job title'),
  email: text('New e-mail address'),
  phone: text('New telephone number'),
  mobile: text('New mobile number'),
  website: text('New website'),
  status: text('New status, for example "Working - Contacted"'),
  source: text('New lead source'),
  rating: text('New rating, for example "Hot"'),
  description: text('New description, in place of the old one', 20_000).meta({ lines: true }),
});
type Request = z.output<typeof input>;

const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

function checkedValue(name: Name, given: string, spec: Fields): string {
  const value = name === 'description' ? given.trim() : oneLine(normalised(given));
  if (emptied.test(value)) {
    if (needed.includes(name)) throw refuse(name, `Salesforce needs the ${name} of a lead, so it cannot be emptied.`);
    return '';
  }
  const { maxLength, choices = [] } = spec.get(changeable[name]) ?? {};
  if (maxLength !== undefined && value.length > maxLength) {
    throw refuse(name, `The ${name} has ${value.length} characters; Salesforce takes ${maxLength}. Shorten it.`);
  }
  if (name === 'email' && !isEmail(value)) {
    throw refuse(name, `“${value.slice(0, 80)}” is no e-mail address that Salesforce takes. Check it.`);
  }
  if (choices.length === 0) return value;
  const choice = choices.find((each) => each.toLowerCase() === value.toLowerCase());
  if (choice) return choice;
  throw refuse(name, `“${value.slice(0, 80)}” is no ${name} of your Salesforce. Choose one of: ${choices.join(', ')}.`);
}

function changesOf(request: Request, { fields, url }: SalesforceRecord, spec: Fields): FieldChange[] {
  const given = names.filter((name) => request[name].trim() !== '');
  if (given.length === 0) {
    throw refuse(
      'lead',
      `Say what is to be changed: ${names.join(', ')}. For example title="Head of IT". What you heard of somebody is taken as it is without “update”.`,
    );
  }
  const changes = given.map((name) => ({
    field: changeable[name],
    before: textOf(fields, changeable[name]),
    after: checkedValue(name, request[name], spec),
  }));
  const real = changes.filter(({ before, after }) => before !== after);
  if (real.length > 0) return real;
  throw new AppError('input.invalid', `The lead has all of this already: nothing would change. See it there: ${url}`);
}

interface Planned {
  record: SalesforceRecord;
  changes: readonly FieldChange[];
}

async function prepare(request: Request, { salesforce }: Context): Promise<Planned> {
  const record = requireOpen(await requireLead(request.lead, { salesforce }));
  const [spec, current] = await Promise.all([
    salesforce.describe('Lead'),
    salesforce.findBy('Lead', 'Id', record.id, Object.values(changeable), 1),
  ]);
  return { record, changes: changesOf(request, current[0] ?? record, spec) };
}

const labels = new Map<string, string>(
  names.map((name) => [changeable[name], name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)]),
);
const shown = (value: string): string =>
  value === '' ? '(empty)' : escapeMarkdown(oneLine(value).slice(0, 200).toWellFormed());

export const capability = defineCapability({
  name: 'sales.update-record',
  title: 'Update a lead',
  description: 'Changes named fields of a lead in Salesforce. Use it when you know which lead and which field.',
  input,
  output: leadOutput,
  permission: 'salesforce:records:update',
  effect: 'external',
  vendors: ['salesforce'],
  approval: 'requester',
  key: ({ lead }) => lead.trim().toLowerCase(),
  utterances: utterances.updateRecord,
  fromSentence: leadChanged,
  examples: [
    {
      says: 'update dana.ortiz@acme.example: title CTO, rating Hot',
      input: { project: 'aurora/shop', lead: 'dana.ortiz@acme.example', title: 'CTO', rating: 'Hot' },
    },
  ],
  phrases: ['(update|change) {lead} : {*}', '(update|change) [the lead] {*}'],
  fromWords: (words) => leadAndChanges(words, names),
  prepare,
  preview(_input, { record, changes }) {
    const lines = changes.map(
      ({ field, before, after }) => `- **${labels.get(field) ?? field}**: ${shown(before)} → ${shown(after)}`,
    );
    return {
      markdown: `Update the lead **${escapeMarkdown(oneLine(nameOf(record)))}** in Salesforce?\n\n${lines.join('\n')}`,
      facts: { Company: textOf(record.fields, 'Company'), Fields: String(changes.length) },
      links: [{ label: 'Lead', url: record.url }],
    };
  },
  parts: (_input, { record, changes }) => [
    part('lead', upsertLead, {
      id: record.id,
      record: record.id,
      name: nameOf(record).slice(0, 200).toWellFormed(),
      fields: [...changes],
    }),
  ],
  present: presentLead,
});
