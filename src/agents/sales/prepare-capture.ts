import { AppError, type Context } from '../../core/index.ts';
import type { Captured } from './capture-card.ts';
import { refuse, requireNames, requireSomebody } from './capture-needs.ts';
import { type Contact, fullName } from './contact.ts';
import { usualFollowUp } from './days.ts';
import { findLead } from './find-lead.ts';
import { openFollowUp, planFollowUp } from './follow-up.ts';
import { impossibleDay, readGivenDay } from './follow-up-date.ts';
import { idField, leadIdsOf } from './lead-id.ts';
import { type CaptureInput, readTold, type Told } from './lead-input.ts';
import { describe, planDescription, planFields, planId } from './lead-plan.ts';
import { describeWithId, nameOf, requireOpen, textOf } from './lead-record.ts';
import { hasLeft, withoutFollowUp } from './no-follow-up.ts';
import { normalised } from './reading.ts';

function dayOf({ followUp, text }: CaptureInput, told: Told, now: Date): { day: string; why: string } {
  if (followUp.trim() === '') {
    if (told.followUp) return { day: told.followUp.value, why: told.followUp.why };
    const fault = impossibleDay(text, now);
    if (fault !== undefined) throw refuse({ text: fault }, fault);
    return { day: '', why: 'no date was said: two working days after the next one' };
  }
  const given = readGivenDay(followUp, now);
  if ('day' in given) return { day: given.day, why: 'you gave it' };
  throw refuse({ followUp: given.fault }, given.fault);
}

const isWithout = ({ followUp, text }: CaptureInput, told: Told): boolean =>
  followUp.trim() === ''
    ? withoutFollowUp(normalised(text), told.followUp !== undefined) !== undefined
    : /^(?:none|no|never|keine?r?|ninguno?|aucun|无)$/i.test(followUp.trim());

function subjectOf({ interest }: Contact, name: string): { subject: string; isSubjectGiven: boolean } {
  return interest
    ? { subject: `Follow up with ${name}: ${interest.value}`, isSubjectGiven: true }
    : { subject: `Follow up with ${name}`, isSubjectGiven: false };
}

/** Nobody sells to who has left: what is known of them is mended by a person, and not made anew. */
function requireStillThere({ text }: CaptureInput, { contact }: Told): void {
  const said = contact.interest ? undefined : hasLeft(normalised(text));
  if (said === undefined) return;
  throw refuse(
    { text: 'tells of somebody who is no longer there' },
    `The text says “${said}”, so no lead is made and no follow-up planned. To note it at the lead that is there, say: lead update dana.ortiz@acme.example: description has left. If it is a lead all the same, say where they are now, such as “now at Globex”.`,
  );
}

interface PlannedLead {
  id: string;
  /** Salesforce's id of a lead that is there; empty for a new one. */
  record: string;
  name: string;
}

async function planTask(input: CaptureInput, told: Told, lead: PlannedLead, ctx: Context) {
  if (isWithout(input, told)) return undefined;
  const { day, why } = dayOf(input, told, ctx.clock());
  const spec = await describeWithId(ctx.salesforce, 'Task');
  const open = await openFollowUp([lead.id, lead.record], ctx);
  const { interest, seats, budget } = told.contact;
  const notes = describe(
    { ...(interest ? { interest } : {}), ...(seats ? { seats } : {}), ...(budget ? { budget } : {}) },
    '',
  );
  const wish = { day, usualDay: usualFollowUp(ctx.clock()), notes, ...subjectOf(told.contact, lead.name) };
  const planned = planFollowUp(wish, open, spec);
  const kept = day === '' && open.task ? 'the follow-up that is planned already' : why;
  return { ...planned, why: kept };
}

async function planLead(input: CaptureInput, told: Told, ctx: Context) {
  const { contact } = told;
  const spec = await describeWithId(ctx.salesforce, 'Lead');
  const { found, others } = await findLead(contact, ctx);
  const existing = found && requireOpen(found.record);
  if (!existing) requireNames(contact);
  const [ownId = ''] = leadIdsOf(contact);
  const id = (existing && textOf(existing.fields, idField)) || ownId;
  const { fields, notes } = planFields(contact, existing, spec);
  const description = planDescription(describe(contact, input.text), existing, spec.get('Description')?.maxLength);
  const adopted = planId(id, existing);
  const name = fullName(contact);
  return {
    id,
    name: existing && (!contact.lastName || contact.lastName.sure === 'low') ? nameOf(existing) : name,
    existing,
    why: found?.why ?? '',
    others,
    fields,
    description,
    adopted,
    notes,
  };
}

/** What of the lead and of its follow-up would change. */
export async function prepareCapture(input: CaptureInput, ctx: Context): Promise<Captured> {
  const told = readTold(input, ctx.clock());
  requireStillThere(input, told);
  requireSomebody(told.contact);
  const lead = await planLead(input, told, ctx);
  const task = await planTask(input, told, { ...lead, record: lead.existing?.id ?? '' }, ctx);
  const isNothing = lead.existing && [...lead.fields, lead.description, task?.fields.length].every((each) => !each);
  if (!isNothing || !lead.existing) return { told, lead, task };
  throw new AppError(
    'input.invalid',
    `Salesforce has all of this of ${lead.name} already: nothing would change. See it there: ${lead.existing.url}`,
  );
}
