import { z } from 'zod';
import { defineCapability, escapeMarkdown, inlineCode, momentIn, type Schedule } from '../../core/index.ts';
import { outputOf, scheduleFields } from './schedule-output.ts';
import { utterances } from './utterances.ts';

const row = z.object({
  ...scheduleFields,
  project: z.string(),
  channel: z.string().describe('Where it posts'),
  owner: z.string().describe('In whose name it fires'),
  last: z.string().describe('Local time of the last firing; empty before there is one'),
  note: z.string().describe('What is wrong with it, or was missed'),
});
type Row = z.infer<typeof row>;

function rowOf(schedule: Schedule): Row {
  const { project, owner, note, lastAt, rule, input } = schedule;
  const channel = typeof input.channelName === 'string' ? input.channelName : '';
  return { ...outputOf(schedule), project, channel, owner, last: lastAt ? momentIn(rule.zone, lastAt) : '', note };
}

function lineOf({ number, title, state, when, next, project, channel, owner, note }: Row): string {
  const where = channel === '' ? inlineCode(project) : `${inlineCode(`#${channel}`)}, ${inlineCode(project)}`;
  const time = state === 'active' ? `next ${next}` : `**${state}**`;
  const remark = note === '' ? '' : ` ${escapeMarkdown(note)}`;
  return `- **${number}** ${escapeMarkdown(title)}: ${escapeMarkdown(when)}, in ${where}; ${time}; set up by ${escapeMarkdown(owner)}.${remark}`;
}

export const capability = defineCapability({
  name: 'communications.list-schedules',
  title: 'List schedules',
  description:
    'Lists what is posted again and again in your projects, and how it stands. Use it to find the number of a schedule.',
  input: z.object({
    contains: z.string().max(100).default('').describe('Part of the title or project; empty lists all'),
  }),
  output: z.object({ schedules: z.array(row) }),
  permission: 'communications:schedules:read',
  effect: 'read',
  utterances: utterances.listSchedules,
  fromSentence: () => ({}),
  examples: [{ says: 'which digests are scheduled?', input: {} }],
  phrases: [
    '(which|what) (digests|schedules) (are scheduled|are there|are set up|do we have|run)',
    'what is scheduled',
    '(show|list) [(all|the|our|my)] (digests|schedules)',
  ],
  async run({ contains }, { schedules }) {
    const part = contains.trim().toLowerCase();
    const all = (await schedules.list()).map(rowOf);
    return { schedules: all.filter(({ title, project }) => `${title}\n${project}`.toLowerCase().includes(part)) };
  },
  present: ({ schedules }) => ({
    markdown:
      schedules.length > 0
        ? schedules.map(lineOf).join('\n')
        : 'Nothing is scheduled. Say, for example, “digest in #general every weekday 9:00 Europe/Berlin”.',
  }),
});
