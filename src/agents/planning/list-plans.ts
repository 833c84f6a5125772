import { z } from 'zod';
import { defineCapability, escapeMarkdown } from '../../core/index.ts';
import { utterances } from './utterances.ts';

const maxShown = 50;

const output = z.object({
  project: z.string().describe('Full path'),
  plans: z
    .array(z.object({ plan: z.int().describe('Number'), title: z.string() }))
    .describe('The one that was changed last comes first'),
  more: z.int().describe('So many plans are not listed'),
});

export const capability = defineCapability({
  name: 'planning.list-plans',
  title: 'List the plans',
  description: 'Lists the plans of a project, the one that was changed last first. Use it to find the number of one.',
  input: z.object({ project: z.string().min(1).describe('Full path, for example "platform/api"') }),
  output,
  permission: 'planning:plans:read',
  effect: 'read',
  phrases: [
    '[all] [(the|our|my)] plans',
    '(list|show) [me] [all] [(the|our|my)] [plans]',
    '(what|which) plans (are there|do we have|exist)',
  ],
  utterances: utterances.listPlans,
  fromSentence: () => ({}),
  examples: [{ says: 'which plans do we have?', input: { project: 'platform/api' } }],
  async run({ project }, { plans }) {
    const all = await plans.names(project);
    const listed = all.slice(0, maxShown).map(({ number, title }) => ({ plan: number, title }));
    return { project, plans: listed, more: all.length - listed.length };
  },
  present({ project, plans, more }) {
    const [first] = plans;
    if (!first) {
      return {
        markdown: `There is no plan of ${escapeMarkdown(project)} yet. Say “plan” and what should be reached to make one.`,
      };
    }
    const lines = plans.map(({ plan, title }) => `- **${plan}** ${escapeMarkdown(title)}`);
    const rest = more > 0 ? [`… and ${more} more.`] : [];
    return {
      markdown: [
        `**Plans of ${escapeMarkdown(project)}**`,
        ...lines,
        ...rest,
        `\nSay “plan show ${first.plan}” to see one.`,
      ].join('\n'),
    };
  },
});
