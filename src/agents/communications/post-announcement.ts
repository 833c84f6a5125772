import { z } from 'zod';
import { AppError, defineCapability, inlineCode, type Reply } from '../../core/index.ts';

/** How far back an announcement is looked for: longer than all tries, and than a person needs to answer what became of it. */
const searchedDays = 7;
const dayMs = 24 * 3_600_000;

interface Announcement {
  text: string;
  link: string;
  label: string;
}

const contentOf = ({ text, link, label }: Announcement): Reply => ({
  tone: 'neutral',
  markdown: text,
  ...(link === '' ? {} : { links: [{ label, url: link }] }),
});

export const capability = defineCapability({
  name: 'communications.post-announcement',
  title: 'Announce in a channel',
  description: 'Says something in a channel of the chat, once. A part of other capabilities.',
  input: z.object({
    project: z.string().min(1).describe('Full path of the project that it is about'),
    channel: z.string().min(1).max(120).describe('The channel, by its id'),
    text: z.string().min(1).max(8_000).describe('What is said, in Markdown').meta({ lines: true }),
    link: z.string().max(2_000).default('').describe('An address below the text; empty: none'),
    label: z.string().max(75).default('Open').describe('What the link is called'),
  }),
  output: z.object({
    channel: z.string().describe('The channel, by its id'),
    message: z.string().describe("The chat's own name for the message"),
    url: z.url(),
    link: z.string().describe('The address that stands below the text'),
  }),
  permission: 'slack:announcements:create',
  effect: 'external',
  vendors: ['slack'],
  approval: 'another',
  internal: true,
  key: ({ channel, text, link }) => JSON.stringify([channel, text, link]),
  examples: [
    {
      says: 'tell #general that the shop is open',
      input: { project: 'aurora/shop', channel: 'C0AURORGEN', text: 'The shop is **open**.' },
    },
  ],
  async preview({ channel: wanted, text }, { channels }) {
    const channel = await channels.find(wanted);
    if (channel?.isOpen) return { markdown: `Say this in ${inlineCode(`#${channel.name}`)}?\n\n${text}` };
    throw new AppError('input.invalid', 'I cannot speak in that channel. Type /invite @Adjutant there first.', {
      fields: { channel: 'is not open to me' },
    });
  },
  async run({ channel, text, link, label }, { channels, effect }) {
    const post = await channels.post({ channel, content: contentOf({ text, link, label }), effect: effect.id });
    return { ...post, link };
  },
  async find({ channel, link }, { channels, effect, clock }) {
    const since = new Date(clock().getTime() - searchedDays * dayMs);
    const post = await channels.findPost(channel, effect.id, since, effect.seenAt);
    return typeof post === 'object' ? { found: { ...post, link } } : post;
  },
  ifAbsent: 'ask',
  undo: {
    look: async ({ channel, message }, _input, { channels }) =>
      (await channels.hasPost({ channel, message })) ? 'yes' : 'gone',
    run: ({ channel, message }, _input, { channels }) => channels.deletePost({ channel, message }),
  },
  present: ({ url }) => ({ markdown: 'It is announced.', links: [{ label: 'Announcement', url }] }),
});
