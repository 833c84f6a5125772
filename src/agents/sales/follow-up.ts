import { AppError, type Context, type SalesforceRecord } from '../../core/index.ts';
import { idField, taskIdOf } from './lead-id.ts';
import { type Fields, textOf } from './lead-record.ts';
import type { FieldChange, RecordChange } from './record-change.ts';

const maxFollowUps = 100;
const wanted = ['Subject', 'ActivityDate', 'Status', 'IsClosed', 'Description', idField];

export interface OpenFollowUp {
  id: string;
  task: SalesforceRecord | undefined;
}

/** The first follow-up that is not done, or the first id that is free; none when there are too many. */
async function firstUndone(
  lead: string,
  { salesforce }: Pick<Context, 'salesforce'>,
): Promise<OpenFollowUp | undefined> {
  for (let count = 1; count <= maxFollowUps; count += 1) {
    const id = taskIdOf(lead, count);
    const task = await salesforce.findByExternalId('Task', idField, id, wanted);
    if (task?.fields.IsClosed !== true) return { id, task };
  }
  return undefined;
}

/**
 * The follow-up of a lead that is still to be done, or the id of the next one.
 * A lead that people made has Salesforce's id first, and ours since it was captured: its task may be under either.
 */
export async function openFollowUp(
  [ours, ...others]: readonly [string, ...string[]],
  ctx: Pick<Context, 'salesforce'>,
): Promise<OpenFollowUp> {
  const next = await firstUndone(ours, ctx);
  if (next?.task) return next;
  for (const other of new Set(others)) {
    const found = other === '' || other === ours ? undefined : await firstUndone(other, ctx);
    if (found?.task) return found;
  }
  if (next) return next;
  throw new AppError(
    'input.invalid',
    `This lead has ${maxFollowUps} follow-ups that are done already. Plan the next one in Salesforce itself.`,
  );
}

export interface FollowUpWish {
  /** Empty: as it is, or the usual day for a new one. */
  day: string;
  usualDay: string;
  subject: string;
  /** The subject is the asker's own, and not made from the lead's name. */
  isSubjectGiven: boolean;
  notes: string;
}

export interface FollowUp {
  id: string;
  /** Salesforce's id of a task that is there; empty for a new one. */
  record: string;
  fields: readonly FieldChange[];
  day: string;
  subject: string;
}

const cut = (text: string, maxLength: number | undefined): string =>
  maxLength === undefined || text.length <= maxLength ? text : text.slice(0, maxLength).trimEnd();

/** What becomes of the follow-up: a new task, or new values for the one that is open. */
export function planFollowUp(wish: FollowUpWish, { id, task }: OpenFollowUp, spec: Fields): FollowUp {
  const at = (name: string): string => (task ? textOf(task.fields, name) : '');
  const day = wish.day || at('ActivityDate') || wish.usualDay;
  const subject = wish.isSubjectGiven || !task ? cut(wish.subject, spec.get('Subject')?.maxLength) : at('Subject');
  const isKnown = task !== undefined && at('Description').includes(wish.notes.trim());
  const notes =
    wish.notes === '' || isKnown ? at('Description') : [at('Description'), wish.notes].filter(Boolean).join('\n\n');
  const changes: FieldChange[] = [
    { field: 'ActivityDate', before: at('ActivityDate'), after: day },
    { field: 'Subject', before: at('Subject'), after: subject },
    { field: 'Description', before: at('Description'), after: cut(notes, spec.get('Description')?.maxLength) },
  ];
  const fields = changes.filter(({ before, after }) => before !== after);
  return { id, record: task?.id ?? '', fields, day, subject };
}

/** The task as a change of its record; a new one belongs to the lead. */
export const taskChange = (
  { id, record, fields, subject }: Pick<FollowUp, 'id' | 'record' | 'fields' | 'subject'>,
  lead: string,
): RecordChange => ({
  object: 'Task',
  id,
  record,
  fields: record === '' ? [...fields, { field: 'WhoId', before: '', after: lead }] : fields,
  name: `The task “${subject}”`,
});
