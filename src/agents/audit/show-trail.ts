import { z } from 'zod';
import {
  AppError,
  defineCapability,
  escapeMarkdown,
  inlineCode,
  outcomeInWords,
  type TrailRow,
  trailActions,
} from '../../core/index.ts';
import { readSpan } from './moments.ts';
import { readQuestion } from './question.ts';
import { utterances } from './utterances.ts';

const row = z.object({
  at: z.string(),
  person: z.string().describe('Empty when the person was erased'),
  door: z.string(),
  action: z.string(),
  capability: z.string(),
  outcome: z.string(),
  run: z.number().int().optional(),
  effect: z.string(),
  reason: z.string().describe('What the person gave as the reason'),
});
type Row = z.output<typeof row>;

const toRow = ({ at, capability = '', effect = '', run, ...other }: TrailRow): Row => ({
  ...other,
  at: at.toISOString(),
  capability,
  effect,
  ...(run === undefined ? {} : { run }),
});

const moment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

function lineOf({ at, person, door, action, capability, outcome, run, reason }: Row): string {
  const who = person === '' ? 'somebody who was erased' : `**${escapeMarkdown(person)}**`;
  const what = capability === '' ? '' : ` ${inlineCode(capability)}`;
  const where = [...(run === undefined ? [] : [`run ${run}`]), escapeMarkdown(door)].join(', ');
  const why = reason === '' ? '' : `: “${escapeMarkdown(reason)}”`;
  return `- ${moment(at)}: ${who} ${escapeMarkdown(action)}${what}: **${escapeMarkdown(outcomeInWords(outcome))}** (${where})${why}`;
}

const notUnderstood = (words: string): AppError =>
  new AppError(
    'input.invalid',
    `I understood nothing of “${words}”. Ask for example: who approved run 3? Or: what did Maria ask for since yesterday?`,
    { fields: { notUsed: 'says nothing that the trail can be searched for' } },
  );

export const capability = defineCapability({
  name: 'audit.show-trail',
  title: 'Show the audit trail',
  description:
    'Shows who asked for what, who approved it and how it ended. Use it to find out who did something and when.',
  input: z.object({
    person: z.string().max(100).default('').describe('A part of the name; empty for everybody'),
    capability: z
      .string()
      .max(200)
      .default('')
      .describe('Part of its name, such as "marketing." or ".delete-"; empty for all'),
    action: z
      .enum(['all', ...trailActions])
      .default('all')
      .describe('What was done'),
    outcome: z.string().max(60).default('').describe('How it ended, for example "approve" or "done"; empty for all'),
    run: z
      .number()
      .int()
      .min(0)
      .max(999_999_999)
      .default(0)
      .describe('Number of the run that it belongs to; 0 for all'),
    from: z.string().max(100).default('').describe('For example "last Tuesday" or "2026-11-20 14:00", in UTC'),
    to: z.string().max(100).default('').describe('The same; a day is meant as a whole'),
    limit: z.number().int().min(1).max(100).default(20).describe('Rows on a page'),
    page: z.number().int().min(1).max(1_000).default(1).describe('1 has the latest rows'),
    notUsed: z.string().max(300).default('').describe('Words of the question that no filter holds; the answer says so'),
  }),
  output: z.object({
    rows: z.array(row),
    filter: z.string().describe('What was looked for'),
    notUsed: z.string().describe('Words of the question that nothing could be made of'),
    page: z.number().int(),
    hasMore: z.boolean(),
  }),
  permission: 'audit:trail:read',
  effect: 'read',
  utterances: utterances.showTrail,
  examples: [
    {
      says: 'who approved the post of last Tuesday?',
      input: {
        capability: 'marketing.',
        action: 'decided',
        outcome: 'approve',
        from: 'last Tuesday',
        to: 'last Tuesday',
      },
    },
    { says: 'who approved run 3?', input: { run: 3, action: 'decided', outcome: 'approve' } },
    { says: 'what did Maria ask for since yesterday?', input: { person: 'Maria', action: 'asked', from: 'yesterday' } },
  ],
  phrases: ['show [(the|our)] [audit] (trail|log)'],
  fromWords: readQuestion,
  async run({ action, from, to, limit, page, notUsed, ...filter }, { trail, clock }) {
    const span = readSpan(from, to, clock());
    const named = [
      filter.person,
      filter.capability,
      filter.run === 0 ? '' : `run ${filter.run}`,
      action === 'all' ? '' : action,
      filter.outcome,
      span.from ? `from ${moment(span.from.toISOString())}` : '',
      span.to ? `before ${moment(span.to.toISOString())}` : '',
    ];
    const words = named.filter((each) => each !== '').join(', ');
    // All of the trail would look like an answer.
    if (words === '' && notUsed !== '') throw notUnderstood(notUsed);
    const rows = await trail.read({
      ...filter,
      ...span,
      action: action === 'all' ? '' : action,
      limit: limit + 1,
      offset: (page - 1) * limit,
    });
    return { rows: rows.slice(0, limit).map(toRow), filter: words, notUsed, page, hasMore: rows.length > limit };
  },
  present: ({ rows, filter, notUsed, page, hasMore }) => ({
    markdown: [
      ...(notUsed === ''
        ? []
        : [`Not used of your question: ${escapeMarkdown(notUsed)}. What follows may be wider than you asked.`]),
      ...(rows.length === 0
        ? ['Nothing in the audit trail fits this. Leave out a filter, or name an earlier time.']
        : [
            `**${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}**, latest first:`,
            rows.map(lineOf).join('\n'),
          ]),
    ].join('\n\n'),
    facts: {
      'Looked for': filter === '' ? 'everything' : filter,
      ...(page > 1 || hasMore ? { Page: hasMore ? `${page}; page ${page + 1} goes on` : `${page}, the last` } : {}),
    },
  }),
});
