import { z } from 'zod';
import { defineCapability, readPeriod } from '../../core/index.ts';
import { customerReport } from './customer-report.ts';
import { reportText } from './report-text.ts';

const maxHappenings = 500;
const audiences = ['team', 'management', 'customer'] as const;

const audienceWords: readonly (readonly [RegExp, (typeof audiences)[number]])[] = [
  [/\b(?:for|to)?\s*(?:the |our |my )?(?:customers?|clients?|kunden?|clientes?)\b/i, 'customer'],
  [/\b(?:for|to)?\s*(?:the |our |my )?(?:management|managers?|board|boss|leadership|direction)\b/i, 'management'],
  [/\b(?:for|to)?\s*(?:the |our |my )?teams?\b/i, 'team'],
];
const path = /(?:\b(?:about|on|for|of)\s+)?(?<!\S)([a-z][\w.-]*(?:\/[\w.-]*\w)+)(?!\S)/;

/** `for the customer about aurora/shop last week`: the audience and the project; what is left says when. */
function fromWords(words: string): Record<string, unknown> {
  const project = path.exec(words);
  const rest = project ? words.replace(project[0], ' ') : words;
  const audience = audienceWords.find(([pattern]) => pattern.test(rest));
  const left = audience ? rest.replace(audience[0], ' ') : rest;
  const period = left
    .replace(/\b(?:a|the|about|report|for|on|of|please|write)\b|(?<![?!.])[?!.]+\s*$/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    ...(project ? { project: project[1] } : {}),
    ...(audience ? { audience: audience[1] } : {}),
    ...(period === '' ? {} : { period }),
  };
}

/** For who sends it on; it is no part of the report. */
const noteOf = (heldBack: number): string =>
  `For you, not for the customer: ${heldBack} ${heldBack === 1 ? 'thing that happened is' : 'things that happened are'} of the inside and left out. The report for the team has them.`;

export const capability = defineCapability({
  name: 'communications.write-report',
  title: 'Write a report',
  description:
    'Writes what was done in a project, what is in progress, waiting and at risk. Use it for a report on a period, for the team, management or a customer.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    audience: z
      .enum(audiences)
      .default('team')
      .describe(
        'Who reads it. A customer is told of published posts, the number of changes and dates; no names, titles, risks, leads or issues',
      ),
    period: z
      .string()
      .trim()
      .max(100)
      .default('last 7 days')
      .describe('For example "last week", "last 14 days" or "November 2026"'),
  }),
  output: z.object({
    markdown: z.string(),
    from: z.string().describe('First moment, ISO'),
    to: z.string().describe('The moment after the last, ISO'),
    happenings: z.number().int().describe('So many things happened'),
    heldBack: z.number().int().describe('So many of them are not for this audience'),
  }),
  permission: 'communications:reports:read',
  effect: 'read',
  examples: [
    {
      says: 'a report for management on last week',
      input: { project: 'platform/api', audience: 'management', period: 'last week' },
    },
    {
      says: 'what can we tell the customer about November?',
      input: { project: 'platform/api', audience: 'customer', period: 'November' },
    },
  ],
  phrases: ['[(write|make)] [(a|the)] report [{*}]', 'what (can|do|should) we (tell|report to) {*}'],
  fromWords,
  async run({ project, audience, period: words }, ctx) {
    const now = ctx.clock();
    const period = readPeriod(words || 'last 7 days', now);
    const activity = await ctx.activity.of({
      project,
      from: period.from,
      to: period.to,
      limit: maxHappenings,
      without: 'communications',
    });
    const plan = await ctx.plans.latest(project);
    const told =
      audience === 'customer'
        ? customerReport(period, activity, plan, now)
        : { markdown: reportText({ project, audience, period, activity, plan, now }), heldBack: 0 };
    const [from, to] = [period.from.toISOString(), period.to.toISOString()];
    return { ...told, from, to, happenings: activity.happened.length };
  },
  present: ({ markdown, heldBack }) => ({
    markdown: heldBack > 0 ? `${markdown}\n\n_${noteOf(heldBack)}_` : markdown,
  }),
});
