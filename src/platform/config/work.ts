import { z } from 'zod';
import { seconds, upTo } from './kinds.ts';

/** How long work waits, and how often it is tried. */
export const workSettings = {
  APPROVAL_HOURS: z.coerce
    .number()
    .min(0.0001)
    .max(8_760)
    .default(168)
    .describe('How long a request waits for a decision.'),
  LEASE_SECONDS: seconds(1, 300)
    .default(15)
    .describe('After so long without a sign, another worker takes over a conversation.'),
  EFFECT_LEASE_SECONDS: seconds(1, 600)
    .default(60)
    .describe('The same for an effect that is being sent; longer than a vendor call and its look-up.'),
  EFFECT_RETRY_SECONDS: seconds(0.01, 60)
    .default(1)
    .describe('After so long something in doubt is looked up and tried again; then after 4, 16 and 60 times as long.'),
  GITLAB_REQUEST_SECONDS: seconds(0, 3_600)
    .default(180)
    .describe(
      'So long GitLab may still be at work on a request that it did not answer: an issue or a merge request is sent again only after that, and only if it is not there. As delivered, GitLab lets a request wait for 90 s and work for 60 s (GITLAB_RAILS_WAIT_TIMEOUT, GITLAB_RAILS_RACK_TIMEOUT: docs.gitlab.com/administration/operations/puma); raise it where those were raised.',
    ),
  GITLAB_REQUESTS_PER_MINUTE: upTo(1_000_000)
    .default(1_500)
    .describe(
      'So many requests are sent with one GitLab account within a minute; more wait, or are tried later. GitLab.com takes 2,000.',
    ),
  SALESFORCE_REQUESTS_PER_DAY: upTo(100_000_000)
    .default(80_000)
    .describe(
      'The same for a Salesforce account within 24 hours. An Enterprise org has 100,000 and more, a Developer org 15,000.',
    ),
  FOLLOW_SECONDS: seconds(0.1, 3_600)
    .default(15)
    .describe(
      'How often a followed merge request is looked at while its pipeline runs; 4, 20 and 60 times as long when it is quiet.',
    ),
  SWEEP_SECONDS: seconds(0.1, 60).default(5).describe('How often is looked for work that nobody holds.'),
};
