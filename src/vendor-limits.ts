import type { Limit, Vendor } from './core/index.ts';
import type { Config } from './platform/config.ts';

export interface VendorLimits {
  /** As people call it. */
  title: string;
  limitOf(operation: string): Limit | undefined;
}

const minute = 60;
const quarter = 15 * minute;
const day = 24 * 60 * minute;

/** One limit for all that is asked of a vendor. */
const overall =
  (limit: Limit): VendorLimits['limitOf'] =>
  () =>
    limit;

/** A limit for each operation that the vendor counts by itself. */
const byOperation =
  (seconds: number, most: Readonly<Record<string, number>>): VendorLimits['limitOf'] =>
  (operation) =>
    most[operation] === undefined ? undefined : { name: operation, most: most[operation], seconds };

/**
 * Below what the vendors publish, as others use the same account, and windows do not begin when ours do:
 * X counts each operation of a user in quarters of an hour (docs.x.com/x-api/fundamentals/rate-limits: 100 posts, 50 deletions,
 * 75 readings of the account, 900 of its posts); Slack counts each method of a workspace in minutes by its tier
 * (docs.slack.dev/apis/web-api/rate-limits: tier 3 50, posting one a second in a channel). The list of channels is left to Slack's own
 * answer: a large workspace has as many pages as are allowed within a minute, and would never come to their end.
 */
export const vendorLimits = (config: Config): Readonly<Record<Vendor, VendorLimits>> => ({
  gitlab: {
    title: 'GitLab',
    limitOf: overall({ name: 'gitlab', most: config.GITLAB_REQUESTS_PER_MINUTE, seconds: minute }),
  },
  salesforce: {
    title: 'Salesforce',
    limitOf: overall({ name: 'salesforce', most: config.SALESFORCE_REQUESTS_PER_DAY, seconds: day }),
  },
  x: {
    title: 'X',
    limitOf: byOperation(quarter, {
      'x.posts.create': 90,
      'x.posts.delete': 45,
      'x.users.me': 65,
      'x.users.posts': 800,
    }),
  },
  slack: {
    title: 'Slack',
    limitOf: byOperation(minute, {
      'slack.conversations.history': 45,
      'slack.chat.postMessage': 50,
      'slack.chat.delete': 45,
    }),
  },
});
