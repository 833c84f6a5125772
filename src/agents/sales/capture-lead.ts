import { AppError, type Context, defineCapability, from, hashOf, type Part, part } from '../../core/index.ts';
import { type Captured, leadCard } from './capture-card.ts';
import { type Contact, fullName, isSomebody } from './contact.ts';
import { capability as createTask } from './create-task.ts';
import { usualFollowUp } from './days.ts';
import { openFollowUp, planFollowUp } from './follow-up.ts';
import { readGivenDay } from './follow-up-date.ts';
import { idField, leadIdsOf } from './lead-id.ts';
import { type CaptureInput, captureInput, readKnown, readTold, type Told } from './lead-input.ts';
import { leadOutput, presentLead } from './lead-output.ts';
import { describe, planDescription, planFields, planId } from './lead-plan.ts';
import { describeWithId, findLead, nameOf, requireOpen, textOf } from './lead-record.ts';
import type { FieldChange } from './record-change.ts';
import { capability as upsertLead } from './upsert-lead.ts';

const example =
  'Met Dana Ortiz from Acme GmbH at the fair, dana.ortiz@acme.example, +49 30 1234567, wants a demo next Tuesday';

const refuse = (fields: Record<string, string>, message: string): AppError =>
  new AppError('input.invalid', message, { fields });

function requireSomebody(contact: Contact): void {
  if (isSomebody(contact)) return;
  const message = `I find nobody in this: no name, no e-mail address, no telephone number. Write who it is and how to reach them, for example: ${example}.`;
  throw refuse({ text: 'names nobody' }, message);
}

/** Salesforce needs both for a new lead; what is not said is asked for, and never made up. */
function requireNames(contact: Contact): void {
  const missing = [
    ...(contact.lastName ? [] : [['name', 'the last name'] as const]),
    ...(contact.company ? [] : [['company', 'the company'] as const]),
  ];
  if (missing.length === 0) return;
  const read = [
    fullName(contact),
    contact.email?.value,
    contact.phone?.value,
    contact.mobile?.value,
    contact.company?.value,
  ];
  const found = read.filter(Boolean).join(', ');
  const words = missing.map(([, what]) => what).join(' and ');
  const add = missing.map(([field]) => `${field}="…"`).join(' ');
  throw refuse(
    Object.fromEntries(missing.map(([field]) => [field, 'is needed for a new lead'])),
    `I read ${found}, but not ${words}, which Salesforce needs for a new lead. Ask again with ${add}.`,
  );
}

function dayOf({ followUp }: CaptureInput, told: Told, now: Date): { day: string; why: string } {
  if (followUp.trim() === '') {
    if (told.followUp) return { day: told.followUp.value, why: told.followUp.why };
    return { day: '', why: 'no date was said: two working days after the next one' };
  }
  const given = readGivenDay(followUp, now);
  if ('day' in given) return { day: given.day, why: 'you gave it' };
  throw refuse({ followUp: given.fault }, given.fault);
}

const isWithout = ({ followUp }: CaptureInput): boolean =>
  /^(?:none|no|never|keine?r?|ninguno?|aucun|无)$/i.test(followUp.trim());

function subjectOf({ interest }: Contact, name: string): { subject: string; isSubjectGiven: boolean } {
  return interest
    ? { subject: `Follow up with ${name}: ${interest.value}`, isSubjectGiven: true }
    : { subject: `Follow up with ${name}`, isSubjectGiven: false };
}

interface PlannedLead {
  id: string;
  /** Salesforce's id of a lead that is there; empty for a new one. */
  record: string;
  name: string;
}

async function planTask(input: CaptureInput, told: Told, lead: PlannedLead, ctx: Context) {
  if (isWithout(input)) return undefined;
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

async function prepare(input: CaptureInput, ctx: Context): Promise<Captured> {
  const told = readTold(input, ctx.clock());
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

const maxNameLength = 200;
const plain = ({ field, before, after }: FieldChange): FieldChange => ({ field, before, after });

function partsOf({ lead, task }: Captured): readonly Part[] {
  const extra = [lead.description, lead.adopted].filter((each) => each !== undefined);
  const first = part('lead', upsertLead, {
    id: lead.id,
    record: lead.existing?.id ?? '',
    name: lead.name.slice(0, maxNameLength).toWellFormed(),
    fields: [...lead.fields, ...extra].map(plain),
  });
  if (!task) return [first];
  const second = part('follow-up', createTask, {
    lead: from('lead', 'lead'),
    url: from('lead', 'url'),
    name: from('lead', 'name'),
    change: from('lead', 'change'),
    id: task.id,
    record: task.record,
    fields: task.fields.map(plain),
    due: task.day,
    subject: task.subject,
  });
  return [first, second];
}

/** Who is meant, by the text alone: the same words are the same request, whenever and for whichever project they are said. */
const keyOf = ({ project: _, ...said }: CaptureInput): string => leadIdsOf(readKnown(said))[0] ?? hashOf(said);

export const capability = defineCapability({
  name: 'sales.capture-lead',
  title: 'Capture a lead',
  description:
    'Reads a contact out of free words and makes or updates the lead in Salesforce, with a follow-up task. Use it when somebody tells of a person who may buy.',
  input: captureInput,
  output: leadOutput,
  permission: 'salesforce:leads:create',
  effect: 'external',
  vendors: ['salesforce'],
  approval: 'requester',
  featured: true,
  fromWords: (words) => ({ text: words }),
  key: keyOf,
  examples: [
    { says: 'I met somebody at the fair', input: { project: 'aurora/shop', text: `${example}, about 50 seats` } },
    {
      says: 'add Tom Okafor of Borealis Foods, and call him on 1 December',
      input: {
        project: 'aurora/shop',
        name: 'Tom Okafor',
        company: 'Borealis Foods',
        phone: '+44 20 7946 0958',
        followUp: '2026-12-01',
      },
    },
  ],
  prepare,
  preview: (_input, captured) => leadCard(captured),
  parts: (_input, captured) => partsOf(captured),
  present: presentLead,
});
