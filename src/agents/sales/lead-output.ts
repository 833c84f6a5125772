import { z } from 'zod';
import { escapeMarkdown, longDay, type Presented } from '../../core/index.ts';

export const leadOutput = z.object({
  lead: z.string().describe("Salesforce's id of the lead"),
  url: z.url().describe('The lead in Salesforce'),
  name: z.string().describe('Who it is'),
  change: z.enum(['created', 'updated', 'unchanged']).describe('What became of the lead'),
  task: z.string().default('').describe("Salesforce's id of the follow-up task; empty: none"),
  taskChange: z.enum(['created', 'updated', 'unchanged']).default('unchanged').describe('What became of the task'),
  taskUrl: z.url().optional().describe('The task in Salesforce'),
  due: z.string().default('').describe('Day of the follow-up, as an ISO date'),
});
export type LeadOutput = z.output<typeof leadOutput>;

const done = {
  created: 'is a new lead in Salesforce',
  updated: 'was updated in Salesforce',
  unchanged: 'stays as it was in Salesforce',
} as const;

const dayWords = (due: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(due) ? longDay(due) : due);

export function presentLead({ name, change, url, task, taskUrl, due }: LeadOutput): Presented {
  const followUp = task === '' ? '' : `, with a follow-up on ${escapeMarkdown(dayWords(due))}`;
  return {
    markdown: `**${escapeMarkdown(name) || 'The lead'}** ${done[change]}${followUp}.`,
    links: [{ label: 'Lead', url }, ...(taskUrl ? [{ label: 'Task', url: taskUrl }] : [])],
  };
}
