import type { ChatMessage } from './started-product.ts';

/** What the vendors were made to change, and what stands in the channels. */
export interface Seen {
  effects: Record<string, Record<string, number>>;
  /** By the channel's name. */
  channels: Record<string, readonly ChatMessage[]>;
}

/** One effect, from the command of a person to its end. */
export interface Tale {
  /** Asked and answered before anything is killed; what wants approval gets it. */
  before: readonly { command: string; title: string }[];
  command: string;
  /** What the run's first message calls it. */
  title: string;
  /** What there is once at the vendors when all went well. */
  once: Readonly<Record<string, number>>;
  /** How often each of these is there now. */
  count(seen: Seen): Record<string, number>;
  /** The part of the effect that may be in doubt, and what tells that it is there. Others never are. */
  doubtful: Readonly<Record<string, string>>;
}

const patch = `--- a/README.md
+++ b/README.md
@@ -1,5 +1,5 @@
 # Shop
 
-The shop sells tea.
+The shop sells coffee.
 
 Call us at 555-0100.
`;

const posted = ({ channels }: Seen, channel: string, words: RegExp): number =>
  (channels[channel] ?? []).filter(({ text }) => words.test(text)).length;

const at = ({ effects }: Seen, vendor: string, kind: string): number => effects[vendor]?.[kind] ?? 0;

export const tales = {
  'merge request': {
    before: [],
    command: `code apply-patch title="Sell coffee" patch=\n${patch}`,
    title: 'Apply a patch',
    once: { branches: 1, commits: 1, mergeRequests: 1 },
    count: (seen) => ({
      branches: at(seen, 'gitlab', 'branches'),
      commits: at(seen, 'gitlab', 'commits'),
      mergeRequests: at(seen, 'gitlab', 'mergeRequests'),
    }),
    doubtful: {},
  },
  issues: {
    before: [{ command: 'plan Design: 3d\nBuild: 5d after Design\nTest: 2d after Build', title: 'Make a plan' }],
    command: 'plan create-issues plan=1',
    title: 'Create the issues',
    once: { issues: 3 },
    count: (seen) => ({ issues: at(seen, 'gitlab', 'issues') }),
    doubtful: {},
  },
  'post with announcement': {
    before: [],
    command: 'post publish-post text="Our shop sells coffee now." channel=general',
    title: 'Publish a post on X',
    once: { posts: 1, announcements: 1 },
    count: (seen) => ({
      posts: at(seen, 'x', 'posts'),
      announcements: posted(seen, 'general', /Our shop sells coffee now/),
    }),
    doubtful: { post: 'posts', announcement: 'announcements' },
  },
  'lead with task': {
    before: [],
    command: 'lead Dana Ortiz from Acme GmbH, dana.ortiz@acme.example, wants a demo',
    title: 'Capture a lead',
    once: { leads: 1, tasks: 1 },
    count: (seen) => ({ leads: at(seen, 'salesforce', 'leads'), tasks: at(seen, 'salesforce', 'tasks') }),
    doubtful: {},
  },
  digest: {
    before: [
      {
        command: 'digest every weekday 9:00 Europe/Berlin in #general title="Morning news"',
        title: 'Schedule a digest',
      },
    ],
    command: 'digest run 1',
    title: 'Run a schedule now',
    once: { digests: 1 },
    count: (seen) => ({ digests: posted(seen, 'general', /Morning news/) }),
    doubtful: { digest: 'digests' },
  },
} as const satisfies Record<string, Tale>;
export type TaleName = keyof typeof tales;
