import { z } from 'zod';
import { seconds, upTo } from './kinds.ts';

/** How much people may ask for. */
export const limitsSettings = {
  PERSON_REQUESTS_PER_MINUTE: upTo(1_000_000)
    .default(240)
    .describe(
      'So much one person may ask for within a minute, at all doors together. Decisions are not counted and never held up.',
    ),
  ORGANISATION_REQUESTS_PER_MINUTE: upTo(1_000_000)
    .default(3_000)
    .describe('The same for all people of an organisation together.'),
  WRONG_ATTEMPTS_PER_ADDRESS: upTo(1_000_000)
    .default(30)
    .describe('So many wrong tokens and sign-ins of one address are looked at within five minutes.'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
    .describe(
      'Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For says where a request came from. Left out: nobody’s does.',
    ),
  CALL_PATIENCE_SECONDS: seconds(0, 60)
    .default(8)
    .describe('How long a call over MCP or REST waits for a run before it answers that it goes on.'),
};
