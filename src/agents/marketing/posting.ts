import { z } from 'zod';
import {
  AppError,
  type Channel,
  type Context,
  escapeMarkdown,
  from,
  hashOf,
  inlineCode,
  type Part,
  type Presented,
  type Preview,
  part,
  type X,
} from '../../core/index.ts';
import { capability as postAnnouncement } from '../communications/post-announcement.ts';
import { capability as createPost, findSame } from './create-post.ts';
import { maxPostLength, maxTypedLength, readPostText, sameness } from './post-text.ts';

/** Where an announcement goes when nobody says where, if we may speak there. */
const usualChannel = 'general';
const noChannel = 'none';
const excerptLength = 60;

/** What publishing and scheduling have in common. */
export const postFields = {
  project: z.string().min(1).describe('Full path of the project that the post is about'),
  text: z
    .string()
    .max(maxTypedLength, `is far longer than the ${maxPostLength} that X takes; shorten it`)
    .describe(`The post, exactly as it will stand; at most ${maxPostLength} in X's counting`)
    .meta({ lines: true }),
  channel: z
    .string()
    .max(120)
    .default('')
    .describe(`Channel to announce it in; empty: #${usualChannel} if I am there; "${noChannel}": no announcement`),
};

/** As the last part gives it: the announcement where there is one, else the post. */
export const postedOutput = z.object({
  url: z.url(),
  id: z.string().optional(),
  channel: z.string().optional(),
  message: z.string().optional(),
  link: z.string().optional().describe('The post, when url is its announcement'),
});

interface Request {
  project: string;
  text: string;
  channel: string;
}

export interface Posting {
  text: string;
  length: number;
  account: { username: string; name: string };
  /** Undefined: nothing is announced. */
  channel: Channel | undefined;
}

const refuseChannel = (message: string): AppError =>
  new AppError('input.invalid', message, { fields: { channel: message } });

/** The channel of the announcement. One that was named has to be there and open; the usual one is left out if it is not. */
async function findChannel(typed: string, { channels }: Context): Promise<Channel | undefined> {
  const wanted = typed.trim();
  if (wanted.toLowerCase() === noChannel) return undefined;
  const found = await channels.find(wanted || usualChannel);
  if (found?.isOpen || wanted === '') return found?.isOpen ? found : undefined;
  if (found) {
    throw refuseChannel(
      `I am not in #${found.name}. Type /invite @Adjutant there, name another channel, or write channel=${noChannel}.`,
    );
  }
  throw refuseChannel(
    `There is no channel “${wanted.slice(0, 80)}” that I can see. Name another one, or write channel=${noChannel}.`,
  );
}

async function refuseDouble(text: string, x: X): Promise<void> {
  const same = await findSame(x, text);
  if (!same) return;
  const on = same.createdAt.toISOString().slice(0, 10);
  const message = `The same text was posted on ${on} already: ${same.url} Change the text.`;
  throw new AppError('upstream.conflict', message, { fields: { text: 'was posted already' } });
}

/** All that X or Slack would refuse later is said before anybody is asked to approve it. */
export async function preparePosting({ text: typed, channel: wanted }: Request, ctx: Context): Promise<Posting> {
  const { text, length } = readPostText(typed);
  const { x } = ctx;
  const { username, name } = await x.account();
  await refuseDouble(text, x);
  return { text, length, account: { username, name }, channel: await findChannel(wanted, ctx) };
}

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${escapeMarkdown(line)}`)
    .join('\n');

/** What the channel is told; the link to the post stands below it. */
const announcementOf = ({ text, account }: Posting): string =>
  `**${escapeMarkdown(account.name)}** posted on X:\n\n${quoted(text)}`;

/** To the letter, whatever is in it. */
export function asCode(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

const excerptOf = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  const characters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  return characters.length > excerptLength ? `${characters.slice(0, excerptLength - 1).join('')}…` : line;
};

/** The exact post, how long X finds it, and the announcement. `moment` says when, if not at once. */
export function previewPosting(posting: Posting, moment = ''): Preview {
  const { text, length, account, channel } = posting;
  const at = moment === '' ? '' : ` on **${escapeMarkdown(moment)}**`;
  const question = `Post on X as **@${escapeMarkdown(account.username)}**${at}: “${escapeMarkdown(excerptOf(text))}”?`;
  const announcement = channel
    ? [`Then in ${inlineCode(`#${channel.name}`)}, with a link to the post:`, announcementOf(posting)]
    : ['It is not announced in any channel.'];
  return {
    markdown: [question, 'The post:', asCode(text), ...announcement].join('\n\n'),
    facts: {
      Account: `@${account.username}`,
      ...(moment === '' ? {} : { When: moment }),
      Length: `${length} of ${maxPostLength}`,
      Announcement: channel ? `#${channel.name}` : 'none',
    },
  };
}

export function partsOf({ project }: Request, posting: Posting): Part[] {
  const { text, channel } = posting;
  const post = part('post', createPost, { project, text });
  if (!channel) return [post];
  const announcement = { project, channel: channel.id, text: announcementOf(posting), label: 'Open the post' };
  return [post, part('announcement', postAnnouncement, { ...announcement, link: from('post', 'url') })];
}

/** The same text is the same post: only one of them can be asked for at a time. */
export const keyOf = ({ text }: Request): string => hashOf(sameness(text));

export function presentPosted({ url, link }: z.output<typeof postedOutput>): Presented {
  const post = { label: 'Open the post', url: link || url };
  if (!link) return { markdown: 'The post is on X.', links: [post] };
  return { markdown: 'The post is on X, and announced.', links: [post, { label: 'Announcement', url }] };
}
