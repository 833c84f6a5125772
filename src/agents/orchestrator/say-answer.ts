import { z } from 'zod';
import { defineCapability, escapeMarkdown } from '../../core/index.ts';

const paragraphs = (text: string): string =>
  text
    .split(/\n+/)
    .map((line) => escapeMarkdown(line))
    .join('\n\n');

export const capability = defineCapability({
  name: 'orchestrator.say-answer',
  title: 'An answer in words',
  description: 'Says what a model answered to free words that ask for nothing else. A part of requests in words.',
  input: z.object({ text: z.string().max(20_000).describe('What the model said, as plain text') }),
  output: z.object({ text: z.string() }),
  permission: 'orchestrator:runs:read',
  effect: 'read',
  internal: true,
  examples: [{ says: 'which project do you mean?', input: { text: 'Which project do you mean?' } }],
  run: async (input) => input,
  present: ({ text }) => ({
    markdown: `${paragraphs(text)}\n\n_A model wrote this: check it before you rely on it._`,
  }),
});
