import { z } from 'zod';
import { defineCapability } from '../../core/index.ts';

const maxLength = 20_000;

export const capability = defineCapability({
  name: 'orchestrator.ask',
  title: 'Ask in words',
  description:
    'Takes a request in words for one or several agents, such as "plan the launch; then its risks". Use it when one request needs several capabilities.',
  input: z.object({
    request: z
      .string()
      .trim()
      .min(1)
      .max(maxLength)
      .describe('Each part begins with an agent; “;” runs parts side by side, “; then” one after the other')
      .meta({ lines: true }),
  }),
  output: z.object({}),
  permission: 'orchestrator:runs:read',
  effect: 'ask',
  examples: [
    { says: 'plan launch the website; then its risks', input: { request: 'plan launch the website; then its risks' } },
    {
      says: 'plan launch the website; then create its issues; then post about it',
      input: { request: 'plan launch the website; then create its issues; then post about it' },
    },
  ],
  fromWords: (words) => ({ request: words }),
  read: ({ request }, readWords) => readWords(request),
  present: () => ({ markdown: 'Asked.' }),
});
