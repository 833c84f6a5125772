import { z } from 'zod';
import {
  AppError,
  type ChannelPost,
  type Context,
  defineCapability,
  escapeMarkdown,
  inlineCode,
} from '../../core/index.ts';
import { spanUntil } from './digest-span.ts';
import { digestText } from './digest-text.ts';
import { onceFromWords } from './digest-words.ts';
import { requireOpenChannel } from './open-channel.ts';
import { ordered, sectionsField } from './sections.ts';
import { digestNow } from './sentences.ts';
import { utterances } from './utterances.ts';

const maxHappenings = 200;
export const defaultTitle = (project: string): string => `Digest of ${project}`;

const outputOf = ({ channel, message, url }: ChannelPost) => ({ channel, message, url });

/** Where it goes. A schedule's channel was looked at when it was set up; a channel that is gone since then says so when it is posted to. */
async function placeOf({ channel, channelName }: { channel: string; channelName: string }, ctx: Context) {
  if (ctx.schedule !== undefined && channelName !== '') return { channel, channelName };
  const found = await requireOpenChannel(channel, ctx);
  return { channel: found.id, channelName: found.name };
}

export const capability = defineCapability({
  name: 'communications.post-digest',
  title: 'Post a digest',
  description:
    'Posts in a channel what really happened in a project since the last digest. Use it for one digest now; schedule-digest posts it again and again.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    channel: z.string().trim().min(1).max(100).describe('Channel to post in, for example "#general"'),
    title: z.string().max(100).default('').describe('What stands above it; empty: names the project'),
    sections: sectionsField,
    channelName: z.string().max(100).default('').describe('Its name as it is shown').meta({ filled: true }),
    until: z.string().max(40).default('').describe('End of the time that it tells about').meta({ filled: true }),
    text: z.string().max(20_000).default('').describe('The digest itself').meta({ lines: true, filled: true }),
  }),
  output: z.object({ channel: z.string(), message: z.string(), url: z.url() }),
  permission: 'slack:announcements:create',
  effect: 'external',
  vendors: ['slack'],
  approval: 'requester',
  // By the minute: a schedule's next firing is another thing than one that is still in doubt.
  key: ({ project, channel, title, until }) => `${channel}:${project}:${title}:${until.slice(0, 16)}`,
  utterances: utterances.postDigest,
  fromSentence: digestNow,
  examples: [{ says: 'post a digest in #general now', input: { project: 'platform/api', channel: 'general' } }],
  phrases: [
    '(post|send) [(a|one|the|this)] digest [{*}]',
    '[(post|send)] [(one|it|digest|a digest|the digest)] (now|at once|immediately|right now) [{*}]',
    '[(post|send)] (one|it|digest|a digest|the digest) {*} (now|at once|immediately|right now)',
  ],
  fromWords: onceFromWords,
  async complete(input, ctx) {
    if (input.text !== '' || input.until !== '') {
      const fault = 'is written from what is on record: leave it empty';
      throw new AppError('input.invalid', 'A digest is written from what is on record. Leave text and until empty.', {
        fields: { [input.text === '' ? 'until' : 'text']: fault },
      });
    }
    const place = await placeOf(input, ctx);
    const to = ctx.clock();
    const { from, zone } = await spanUntil(to, ctx);
    const sections = ordered(input.sections ?? []);
    const { project } = input;
    const activity = await ctx.activity.of({ project, from, to, limit: maxHappenings, without: 'communications' });
    const text = digestText({ project, activity, from, to, zone, sections });
    const title = input.title || defaultTitle(project);
    return { ...input, ...place, title, sections, until: to.toISOString(), text };
  },
  preview: async ({ project, channel, channelName, title, text }) => ({
    markdown: `Post **${escapeMarkdown(title)}** in ${inlineCode(`#${channelName || channel}`)}?\n\n${text}`,
    facts: { Project: project, Channel: `#${channelName || channel}` },
  }),
  async run({ channel, title, text }, { channels, effect }) {
    const markdown = `**${escapeMarkdown(title)}**\n\n${text}`;
    return outputOf(await channels.post({ channel, content: { tone: 'neutral', markdown }, effect: effect.id }));
  },
  async find({ channel, until }, { channels, effect }) {
    const post = await channels.findPost(channel, effect.id, new Date(until), effect.seenAt);
    return typeof post === 'object' ? { found: outputOf(post) } : post;
  },
  ifAbsent: 'ask',
  undo: {
    look: async ({ channel, message }, _input, { channels }) =>
      (await channels.hasPost({ channel, message })) ? 'yes' : 'gone',
    run: ({ channel, message }, _input, { channels }) => channels.deletePost({ channel, message }),
  },
  present: ({ url }) => ({ markdown: 'The digest is posted.', links: [{ label: 'Read it', url }] }),
});
