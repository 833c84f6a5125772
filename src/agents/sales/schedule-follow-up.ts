import { z } from 'zod';
import {
  AppError,
  type Context,
  defineCapability,
  escapeMarkdown,
  longDay,
  part,
  type SalesforceRecord,
} from '../../core/index.ts';
import { capability as createTask } from './create-task.ts';
import { usualFollowUp } from './days.ts';
import { type FollowUp, openFollowUp, planFollowUp } from './follow-up.ts';
import { type GivenDay, readGivenDay } from './follow-up-date.ts';
import { idField } from './lead-id.ts';
import { projectField } from './lead-input.ts';
import { leadOutput, presentLead } from './lead-output.ts';
import { describeWithId, nameOf, requireOpen, textOf } from './lead-record.ts';
import { normalised, oneLine } from './reading.ts';
import { requireLead } from './require-lead.ts';
import { followUpWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

const input = z.object({
  project: projectField,
  lead: z.string().min(1).max(300).describe('Which lead: its e-mail address, its link or its name'),
  when: z
    .string()
    .max(200)
    .default('')
    .describe('A date or "next Tuesday"; empty: two working days after the next one'),
  subject: z.string().max(255).default('').describe('What is to be done; empty: “Follow up with …”'),
  notes: z.string().max(5_000).default('').describe('What whoever does it should know').meta({ lines: true }),
});
type Request = z.output<typeof input>;

/** An hour behind a day: a task in Salesforce has a day only. */
const hour =
  /,?\s(?:(?:at|um|@|à|a las)\s)?(?:\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|uhr|h)|\d{1,2}:\d{2}|(?:noon|midday))(?![\p{L}\d])/iu;

const hourOf = (when: string): string =>
  oneLine(hour.exec(normalised(when).slice(0, 200))?.[0] ?? '').replace(/^,?\s?(?:at|um|@|à|a las)?\s?/iu, '');

function dayOf(when: string, now: Date): Extract<GivenDay, { day: string }> {
  if (when.trim() === '') return { day: '' };
  const given = readGivenDay(when, now);
  if ('day' in given) return given;
  throw new AppError('input.invalid', given.fault, { fields: { when: given.fault } });
}

interface Planned {
  lead: SalesforceRecord;
  /** The task that is open already. */
  task: SalesforceRecord | undefined;
  followUp: FollowUp;
  /** Why it is another day than the one that was said. */
  moved: string | undefined;
  /** The hour that was said; empty: none. */
  time: string;
}

const notesOf = ({ notes }: Request, time: string): string =>
  [...(time === '' ? [] : [`Time: ${time}`]), notes.trim()].filter((each) => each !== '').join('\n');

async function prepare(request: Request, ctx: Context): Promise<Planned> {
  const now = ctx.clock();
  const { day, moved } = dayOf(request.when, now);
  const time = hourOf(request.when);
  const lead = requireOpen(await requireLead(request.lead, ctx));
  const spec = await describeWithId(ctx.salesforce, 'Task');
  const open = await openFollowUp([textOf(lead.fields, idField) || lead.id, lead.id], ctx);
  const isSubjectGiven = request.subject.trim() !== '';
  const subject = isSubjectGiven ? oneLine(request.subject) : `Follow up with ${nameOf(lead)}`;
  const wish = { day, usualDay: usualFollowUp(now), subject, isSubjectGiven, notes: notesOf(request, time) };
  const followUp = planFollowUp(wish, open, spec);
  if (followUp.fields.length > 0) return { lead, task: open.task, followUp, moved, time };
  const message = `${nameOf(lead)} has this follow-up already, on ${longDay(followUp.day)}: nothing would change. See it there: ${open.task?.url ?? lead.url}`;
  throw new AppError('input.invalid', message, { fields: { when: message } });
}

export const capability = defineCapability({
  name: 'sales.schedule-follow-up',
  title: 'Schedule a follow-up',
  description: 'Plans a follow-up task for a lead in Salesforce, or moves the open one. Use it when the lead is there.',
  input,
  output: leadOutput,
  permission: 'salesforce:tasks:create',
  effect: 'external',
  vendors: ['salesforce'],
  approval: 'requester',
  key: ({ lead }) => lead.trim().toLowerCase(),
  utterances: utterances.scheduleFollowUp,
  fromSentence: followUpWanted,
  examples: [
    {
      says: 'call dana.ortiz@acme.example back on 1 December',
      input: { project: 'aurora/shop', lead: 'dana.ortiz@acme.example', when: '1 December' },
    },
  ],
  phrases: [
    '(call|phone|ring|visit|write to|follow up with|(plan|schedule) a follow-up (with|for)) {lead} [back] on {when}',
    '(call|phone|ring|visit|write to|follow up with|(plan|schedule) a follow-up (with|for)) {lead} [back] on {when} (about|regarding|concerning) {subject}',
    '(call|phone|ring|visit|write to|follow up with|(plan|schedule) a follow-up (with|for)) {lead} [back] (about|regarding|concerning) {subject} on {when}',
  ],
  prepare,
  preview({ when }, { lead, task, followUp, moved: why, time }) {
    const before = followUp.fields.find(({ field }) => field === 'ActivityDate')?.before ?? '';
    const moved = before === '' ? '' : `${longDay(before)} → `;
    const usual = when.trim() === '' && !task ? ' (no date was said: two working days after the next one)' : '';
    const name = escapeMarkdown(oneLine(nameOf(lead)));
    const lines = [
      `- **Day**: ${moved}${longDay(followUp.day)}${why ? ` (${escapeMarkdown(why)})` : usual}`,
      ...(time === '' ? [] : [`- **Time**: ${escapeMarkdown(time)}, in the notes: a task in Salesforce has no hour`]),
      `- **Subject**: ${escapeMarkdown(followUp.subject)}`,
    ];
    return {
      markdown: `${task ? 'Change' : 'Plan'} the follow-up of the lead **${name}** in Salesforce?\n\n${lines.join('\n')}`,
      facts: { Company: textOf(lead.fields, 'Company'), 'Follow-up': longDay(followUp.day) },
      links: [{ label: 'Lead', url: lead.url }],
    };
  },
  parts: (_input, { lead, followUp }) => [
    part('follow-up', createTask, {
      lead: lead.id,
      url: lead.url,
      name: nameOf(lead).slice(0, 200).toWellFormed(),
      change: 'unchanged',
      id: followUp.id,
      record: followUp.record,
      fields: [...followUp.fields],
      due: followUp.day,
      subject: followUp.subject,
    }),
  ],
  present: presentLead,
});
