import { z } from 'zod';
import { seconds, secret } from './kinds.ts';

/** The model, where there is one. */
export const modelSettings = {
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/^https?:\/\/[^/]*@/.test(url), 'holds a password; that belongs into OPENAI_API_KEY')
    .optional()
    .describe(
      'Base of a server that speaks OpenAI’s protocol, such as https://api.openai.com/v1, with OPENAI_API_KEY and OPENAI_MODEL. Left out: there is no model, and what needs one is absent.',
    ),
  OPENAI_API_KEY: secret.optional().describe('Key for that server.'),
  OPENAI_MODEL: z.string().min(1).max(200).optional().describe('The model that is asked there.'),
  OPENAI_TIMEOUT_SECONDS: seconds(0.1, 600).default(60).describe('How long the model may take for one answer.'),
};
