import { escapeMarkdown, longDay, type Preview, type SalesforceRecord } from '../../core/index.ts';
import type { ContactField } from './contact.ts';
import type { Match } from './find-lead.ts';
import type { FollowUp } from './follow-up.ts';
import type { Told } from './lead-input.ts';
import { labelOf, type PlannedField } from './lead-plan.ts';
import { nameOf, textOf } from './lead-record.ts';
import { oneLine } from './reading.ts';
import type { FieldChange } from './record-change.ts';

/** A lead as it was read, found and planned: the card and the parts are made from the same. */
export interface Captured {
  told: Told;
  lead: {
    id: string;
    name: string;
    existing: SalesforceRecord | undefined;
    /** Why it is taken for the same. */
    why: string;
    others: readonly Match[];
    fields: readonly PlannedField[];
    description: FieldChange | undefined;
    adopted: FieldChange | undefined;
    notes: readonly string[];
  };
  task: (FollowUp & { why: string }) | undefined;
}

const maxShown = 200;
const short = (text: string): string => {
  const line = oneLine(text);
  return escapeMarkdown(line.length > maxShown ? `${line.slice(0, maxShown).toWellFormed()}…` : line);
};

const bold = (text: string): string => `**${escapeMarkdown(oneLine(text)) || 'the contact'}**`;

/** `Title: Buyer → CTO · high (you gave it)`. */
const fieldLine = ({ label, before, after, reading: { sure, why } }: PlannedField): string => {
  const values = before === '' ? short(after) : `${short(before)} → ${short(after)}`;
  return `- **${label}**: ${values} · ${sure} (${short(why)})`;
};

/** What goes into the description: it has no field of its own. */
const noted: readonly ContactField[] = ['interest', 'seats', 'budget'];
function notedLines({ told, lead }: Captured): string[] {
  if (!lead.description) return [];
  const wishes = noted.flatMap((field) => {
    const read = told.contact[field];
    return read ? [`- **${labelOf(field)}**: ${short(read.value)} · ${read.sure} (${short(read.why)})`] : [];
  });
  const added = lead.description.after.slice(lead.description.before.length);
  return [...wishes, `- **Description**: ${lead.description.before === '' ? '' : 'added '}“${short(added)}”`];
}

function otherNotes({ told, lead, task }: Captured): string[] {
  const alike = lead.others.map(
    ({ record, why }) =>
      `${nameOf(record)} (${textOf(record.fields, 'Company')}) ${why} and is left alone: ${record.url}`,
  );
  const others = told.others.slice(0, 5).join(', ');
  return [
    ...(others === ''
      ? []
      : [`Left out: ${others}. A lead is one person, so send each other one in a request of its own.`]),
    ...lead.notes,
    ...(lead.description?.before ? ['The description keeps what stands there; the new words go below it.'] : []),
    ...(lead.adopted ? ['The lead was not made with Adjutant and gets its id, so that it is found again.'] : []),
    ...(told.leftOut.length > 0 ? [`Not taken over: ${told.leftOut.slice(0, 10).join(', ')}.`] : []),
    ...alike.slice(0, 5),
    ...(task ? [] : ['No follow-up is planned, as you said.']),
  ];
}

function taskLine({ task }: Captured): string[] {
  if (!task) return [];
  const before = task.fields.find(({ field }) => field === 'ActivityDate')?.before ?? '';
  const moved = before === '' ? '' : `${longDay(before)} → `;
  return [`- **Follow-up**: ${moved}${longDay(task.day)}, “${short(task.subject)}” (${short(task.why)})`];
}

function question({ lead, task }: Captured): string {
  const who = bold(lead.name);
  if (!lead.existing) return `Create the lead ${who} in Salesforce${task ? ' with a follow-up task' : ''}?`;
  const count = lead.fields.length + (lead.description ? 1 : 0);
  if (count === 0) return `Change the follow-up of the lead ${who} in Salesforce?`;
  return `Update the lead ${who} in Salesforce, which ${short(lead.why)}?`;
}

/** What the approver sees: every field with how sure it is, or with its value before and after. */
export function leadCard(captured: Captured): Preview {
  const { lead, task } = captured;
  const lines = [...lead.fields.map(fieldLine), ...notedLines(captured), ...taskLine(captured)];
  const notes = otherNotes(captured).map((note) => `- ${short(note)}`);
  return {
    markdown: [
      question(captured),
      lines.join('\n'),
      ...(notes.length > 0 ? [`Please note:\n\n${notes.join('\n')}`] : []),
    ].join('\n\n'),
    facts: {
      Lead: lead.existing ? 'is there and is updated' : 'is new',
      ...(task ? { 'Follow-up': longDay(task.day) } : {}),
    },
    ...(lead.existing ? { links: [{ label: 'Lead', url: lead.existing.url }] } : {}),
  };
}
