import { z } from 'zod';

/** Who else than Adjutant gives out tokens for the MCP door. */
export const mcpSettings = {
  MCP_TOKEN_ISSUERS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.url({ protocol: /^https?$/ })).max(20))
    .describe(
      'OpenID Connect issuers, separated by commas, whose access tokens the MCP door takes, for people whose subject or verified e-mail address there was brought in. Left out: only Adjutant’s own tokens.',
    ),
  MCP_TOKEN_AUDIENCE: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('Whom those tokens have to be for (RFC 8707). Left out: PUBLIC_URL with /mcp.'),
};
