import { defineCapability, from, hashOf, type Part, part } from '../../core/index.ts';
import { type Captured, leadCard } from './capture-card.ts';
import { example } from './capture-needs.ts';
import { capability as createTask } from './create-task.ts';
import { leadIdsOf } from './lead-id.ts';
import { type CaptureInput, captureInput, readKnown } from './lead-input.ts';
import { leadOutput, presentLead } from './lead-output.ts';
import { prepareCapture } from './prepare-capture.ts';
import type { FieldChange } from './record-change.ts';
import { capability as upsertLead } from './upsert-lead.ts';
import { utterances } from './utterances.ts';

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
  utterances: utterances.captureLead,
  examples: [
    { says: example, input: { project: 'aurora/shop', text: example } },
    {
      says: 'Tom Okafor of Borealis Foods, +44 20 7946 0958, call him on 1 December',
      input: {
        project: 'aurora/shop',
        text: 'Tom Okafor of Borealis Foods, +44 20 7946 0958, call him on 1 December',
      },
    },
  ],
  prepare: prepareCapture,
  preview: (_input, captured) => leadCard(captured),
  parts: (_input, captured) => partsOf(captured),
  present: presentLead,
});
