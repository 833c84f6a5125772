import { z } from 'zod';
import { defineCapability, escapeMarkdown, inlineCode, longDay } from '../../core/index.ts';
import { taskChange } from './follow-up.ts';
import { leadOutput, presentLead } from './lead-output.ts';
import { applyChange, type Changed, fieldChange, findChange } from './record-change.ts';
import { lookAtChange, undoChange } from './undo-change.ts';

const taskInput = z.object({
  lead: z.string().min(1).max(18).describe("Salesforce's id of the lead"),
  url: z.url().describe('The lead in Salesforce'),
  name: z.string().max(200).describe('Who the lead is'),
  change: z.enum(['created', 'updated', 'unchanged']).describe('What became of the lead'),
  id: z.string().min(1).max(80).describe('Our id of the task'),
  record: z.string().max(18).default('').describe("Salesforce's id of a task that is there; empty for a new one"),
  fields: z.array(fieldChange).max(10).describe('Fields with their values before and after'),
  due: z.iso.date().describe('Day of the follow-up'),
  subject: z.string().min(1).max(255).describe('What is to be done'),
});
type Request = z.output<typeof taskInput>;

const outputOf = (
  { lead, url, name, change, due }: Pick<Request, 'lead' | 'url' | 'name' | 'change' | 'due'>,
  task: Changed,
): z.input<typeof leadOutput> => ({
  ...{ lead, url, name, change, due },
  task: task.record,
  taskUrl: task.url,
  taskChange: task.change,
});

export const capability = defineCapability({
  name: 'sales.create-task',
  title: 'Make a follow-up task',
  description:
    'Makes a follow-up task for a lead in Salesforce, or changes the open one. A part of other capabilities.',
  input: taskInput,
  output: leadOutput,
  permission: 'salesforce:tasks:create',
  effect: 'external',
  vendors: ['salesforce'],
  approval: 'requester',
  internal: true,
  key: ({ id }) => id,
  examples: [
    {
      says: 'a task for a lead',
      input: {
        lead: '00QAd0000000001MAA',
        url: 'https://acme.my.salesforce.com/lightning/r/Lead/00QAd0000000001MAA/view',
        name: 'Dana Ortiz',
        change: 'created',
        id: 'adj-task-1',
        fields: [{ field: 'ActivityDate', after: '2026-12-01' }],
        due: '2026-12-01',
        subject: 'Follow up: demo',
      },
    },
  ],
  preview: async ({ name, due, subject }) => ({
    markdown: `Plan ${inlineCode(subject)} for **${escapeMarkdown(name)}** on ${longDay(due)}?`,
  }),
  run: async (request, { salesforce }) =>
    outputOf(request, await applyChange(salesforce, taskChange(request, request.lead))),
  async find(request, { salesforce }) {
    const found = await findChange(salesforce, taskChange(request, request.lead));
    return typeof found === 'object' ? { found: outputOf(request, found.found) } : found;
  },
  ifAbsent: 'resend',
  undo: {
    look: ({ task, taskChange: change }, request, { salesforce }) =>
      lookAtChange(salesforce, taskChange(request, request.lead), { record: task, change }),
    run: ({ task, taskChange: change }, request, { salesforce }) =>
      undoChange(salesforce, taskChange(request, request.lead), { record: task, change }),
  },
  present: presentLead,
});
