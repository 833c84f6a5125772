import { z } from 'zod';
import { defineCapability } from '../../core/index.ts';
import { readPeriod } from './read-period.ts';
import { audiences, reportText } from './report-text.ts';

const maxHappenings = 500;

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
    .replace(/\b(?:a|the|about|report|for|on|of|please|write)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    ...(project ? { project: project[1] } : {}),
    ...(audience ? { audience: audience[1] } : {}),
    ...(period === '' ? {} : { period }),
  };
}

export const capability = defineCapability({
  name: 'communications.write-report',
  title: 'Write a report',
  description:
    'Writes what was done in a project, what is in progress, waiting and at risk. Use it for a report on a period, for the team, management or a customer.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    audience: z.enum(audiences).default('team').describe('Who reads it; a customer gets nothing of the inside'),
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
  }),
  permission: 'communications:reports:read',
  effect: 'read',
  examples: [
    { says: 'a report for management on last week', input: { project: 'platform/api', audience: 'management' } },
    {
      says: 'what can we tell the customer about November?',
      input: { project: 'platform/api', audience: 'customer', period: 'November' },
    },
  ],
  fromWords,
  async run({ project, audience, period: words }, ctx) {
    const now = ctx.clock();
    const period = readPeriod(words || 'last 7 days', now);
    const activity = await ctx.activity.of(project, period.from, period.to, maxHappenings);
    const plan = await ctx.plans.latest(project);
    const markdown = reportText({ project, audience, period, activity, plan, now });
    const [from, to] = [period.from.toISOString(), period.to.toISOString()];
    return { markdown, from, to, happenings: activity.happened.length };
  },
  present: ({ markdown }) => ({ markdown: markdown || 'There is nothing to report.' }),
});
