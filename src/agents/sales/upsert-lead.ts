import { z } from 'zod';
import { defineCapability, escapeMarkdown } from '../../core/index.ts';
import { leadOutput, presentLead } from './lead-output.ts';
import { applyChange, type Changed, fieldChange, findChange, type RecordChange } from './record-change.ts';
import { lookAtChange, undoChange } from './undo-change.ts';

const input = z.object({
  id: z.string().min(1).max(80).describe('Our id of the lead'),
  record: z.string().max(18).default('').describe("Salesforce's id of a lead that is there; empty for a new one"),
  name: z.string().max(200).describe('Who it is'),
  fields: z.array(fieldChange).max(30).describe('Fields with their values before and after'),
});

const changeOf = ({ id, record, name, fields }: z.output<typeof input>): RecordChange => ({
  object: 'Lead',
  id,
  record,
  fields,
  name,
});
const outputOf = (name: string, { record, url, change }: Changed): z.input<typeof leadOutput> => ({
  lead: record,
  url,
  name,
  change,
});

export const capability = defineCapability({
  name: 'sales.upsert-lead',
  title: 'Make or update a lead',
  description: 'Makes a lead in Salesforce or changes fields of one that is there. A part of other capabilities.',
  input,
  output: leadOutput,
  permission: 'salesforce:leads:create',
  effect: 'external',
  vendors: ['salesforce'],
  approval: 'requester',
  internal: true,
  key: ({ id }) => id,
  examples: [
    {
      says: 'a new lead',
      input: {
        id: 'adj-lead-1',
        name: 'Dana Ortiz',
        fields: [
          { field: 'LastName', after: 'Ortiz' },
          { field: 'Company', after: 'Acme GmbH' },
        ],
      },
    },
  ],
  preview: async ({ name, fields, record }) => ({
    markdown: `${record === '' ? 'Create' : 'Update'} the lead **${escapeMarkdown(name)}** in Salesforce?`,
    facts: { Fields: String(fields.length) },
  }),
  run: async (request, { salesforce }) => outputOf(request.name, await applyChange(salesforce, changeOf(request))),
  async find(request, { salesforce }) {
    const found = await findChange(salesforce, changeOf(request));
    return typeof found === 'object' ? { found: outputOf(request.name, found.found) } : found;
  },
  ifAbsent: 'resend',
  undo: {
    async look({ lead, change, url }, request, { salesforce }, goingFirst) {
      const own = goingFirst.map(({ task }) => task);
      const tasks =
        change === 'created' ? await salesforce.findBy('Task', 'WhoId', lead, [], goingFirst.length + 1) : [];
      if (tasks.every(({ id }) => own.includes(id)))
        return lookAtChange(salesforce, changeOf(request), { record: lead, change });
      return {
        stays: `${request.name} has tasks of others in Salesforce, so the lead stays. Delete it there if it has to go: ${url}`,
      };
    },
    run: ({ lead, change }, request, { salesforce }) =>
      undoChange(salesforce, changeOf(request), { record: lead, change }),
  },
  present: presentLead,
});
