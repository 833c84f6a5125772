import type { Activity, Channel, ChannelPost, Context, Reply, Schedule } from '../../../src/core/index.ts';
import { nextSlots } from '../../../src/services/schedules/slots.ts';
import { contextOf } from '../context.ts';

export const now = new Date('2026-11-20T10:00:00Z');
const project = 'aurora/shop';

export const quiet: Activity = { happened: [], waiting: [], openRisks: [], plan: undefined };
export const busy: Activity = {
  happened: [
    {
      at: new Date('2026-11-19T09:30:00Z'),
      kind: 'coding.apply-patch',
      person: 'Maria Lindqvist',
      markdown: 'Apply this patch to `main` of `aurora/shop` and open the merge request **Sell \\<coffee\\>**',
      url: 'https://gitlab.example.org/aurora/shop/-/merge_requests/7',
    },
    {
      at: new Date('2026-11-19T11:00:00Z'),
      kind: 'plan',
      person: 'Jonas Weber',
      markdown: 'Plan 3, Shop: one task added',
      url: undefined,
    },
    {
      at: new Date('2026-11-19T12:00:00Z'),
      kind: 'risk',
      person: 'Jonas Weber',
      markdown: 'Risk 4, Late parts: found',
      url: undefined,
    },
    {
      at: new Date('2026-11-19T13:00:00Z'),
      kind: 'sales.capture-lead',
      person: 'Olga Petrova',
      markdown: 'Create the lead **Dana Ortiz** in Salesforce with a follow-up task',
      url: 'https://acme.my.salesforce.example/lightning/r/Lead/1/view',
    },
    {
      at: new Date('2026-11-19T14:00:00Z'),
      kind: 'communications.post-digest',
      person: 'Maria Lindqvist',
      markdown: 'Post **Morning news** in `#general`',
      url: undefined,
    },
  ],
  waiting: [
    {
      capability: 'Publish a post',
      markdown: 'Post on X as **@aurora**: “Open now”',
      person: 'Jonas Weber',
      since: new Date('2026-11-18T08:00:00Z'),
      url: 'https://adjutant.example.org/console/approvals/1',
    },
  ],
  openRisks: [
    { number: 4, title: 'Late *parts*', score: 12 },
    { number: 2, title: 'Few testers', score: 6 },
  ],
  plan: { number: 3, title: 'Shop', finish: '2026-12-18', deadline: '2026-12-15' },
};

export const schedule: Schedule = {
  id: 'schedule-1',
  number: 3,
  project,
  title: 'Morning news',
  capability: 'communications.post-digest',
  input: { project, channel: 'C1', channelName: 'general' },
  rule: { days: [1, 2, 3, 4, 5], time: '09:00', zone: 'Europe/Berlin', everyWeeks: 1 },
  state: 'active',
  owner: 'Maria Lindqvist',
  nextAt: new Date('2026-11-23T08:00:00Z'),
  lastAt: new Date('2026-11-20T08:00:00Z'),
  note: '',
};

const channels: readonly Channel[] = [
  { id: 'C1', name: 'general', isOpen: true },
  { id: 'C2', name: 'leadership', isOpen: false },
];

interface Given {
  activity?: Activity;
  kept?: readonly Schedule[];
  lastSent?: Record<string, unknown>;
  /** The schedule that asks. */
  schedule?: string;
  clock?: Date;
}

/** A context in which a project has this activity and these schedules; what is posted and asked is remembered. */
export function worldOf({ activity = busy, kept = [], lastSent, schedule: asking, clock = now }: Given = {}) {
  const posted: { channel: string; content: Reply; effect: string; post: ChannelPost }[] = [];
  const asked: { project: string; from: Date; to: Date }[] = [];
  const { principal } = contextOf({});
  const ctx: Context = contextOf({
    principal: { ...principal, projects: [project] },
    clock: () => clock,
    schedule: asking,
    activity: {
      of: async ({ project: of, from, to, without }) => {
        asked.push({ project: of, from, to });
        return { ...activity, happened: activity.happened.filter(({ kind }) => !kind.startsWith(`${without}.`)) };
      },
    },
    schedules: {
      list: async () => [...kept],
      find: async (number) => kept.find((each) => each.number === number),
      upcoming: (rule, after, count) => nextSlots({ rule, firstOn: undefined }, after, count),
      asking: async (id) => {
        const found = kept.find((each) => each.id === id);
        return found && { rule: found.rule, lastSent };
      },
      keep: async (_effect, content) => ({ ...schedule, ...content }),
      ofEffect: async (effect) => (effect === 'kept' ? schedule : undefined),
      endOfEffect: async () => undefined,
    },
    channels: {
      find: async (name) => channels.find((each) => each.id === name || each.name === name.replace(/^#/, '')),
      async post(request) {
        const post = { channel: request.channel, message: `${posted.length + 1}.0`, url: 'https://slack.example/p1' };
        posted.push({ ...request, post });
        return post;
      },
      findPost: async (_channel, effect) => posted.find((each) => each.effect === effect)?.post ?? 'absent',
      hasPost: async ({ message }) => posted.some(({ post }) => post.message === message),
      async deletePost({ message }) {
        const index = posted.findIndex(({ post }) => post.message === message);
        if (index >= 0) posted.splice(index, 1);
      },
    },
  });
  const forEffect = (id: string) => ({ ...ctx, effect: { id, requester: 'Maria Lindqvist' } });
  return { ctx, forEffect, posted, asked };
}
