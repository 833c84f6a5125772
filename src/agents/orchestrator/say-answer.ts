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
  description: 'Says an answer to free words that ask for nothing else. A part of requests in words.',
  input: z.object({
    text: z.string().max(20_000).describe('What is said, as plain text'),
    by: z.enum(['model', 'adjutant']).default('model').describe('Who wrote it'),
  }),
  output: z.object({ text: z.string(), by: z.enum(['model', 'adjutant']).default('model') }),
  permission: 'orchestrator:runs:read',
  effect: 'read',
  internal: true,
  examples: [{ says: 'which project do you mean?', input: { text: 'Which project do you mean?' } }],
  run: async (input) => input,
  present: ({ text, by }) => ({
    markdown:
      by === 'adjutant'
        ? paragraphs(text)
        : `${paragraphs(text)}\n\n_A model wrote this: check it before you rely on it._`,
  }),
});
