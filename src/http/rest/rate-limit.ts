import type express from 'express';
import type { Principal } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';

/** How far the asker's limits are used up with this request, as draft-ietf-httpapi-ratelimit-headers has it. */
export function tellLimits({ requests }: Services, response: express.Response, principal: Principal): void {
  const standing = requests.standing(principal);
  const policies = standing.map(({ of, limit: { most, seconds } }) => `"${of}";q=${most};w=${seconds}`);
  const states = standing.map(
    ({ of, remaining, resetMs }) => `"${of}";r=${Math.max(remaining - 1, 0)};t=${Math.ceil(resetMs / 1_000)}`,
  );
  response.set({ 'RateLimit-Policy': policies.join(', '), RateLimit: states.join(', ') });
}
