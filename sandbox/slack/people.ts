import type { Json } from './block-kit-rules.ts';
import type { Events, SentEvent } from './events.ts';
import { fileJson } from './file-json.ts';
import type { Files } from './files.ts';
import { type Channel, type Message, SlackError } from './model.ts';
import { checkThread, type Posts } from './posts.ts';
import { BOT_NAME, messageJson } from './wire.ts';
import { newId, type Workspace } from './workspace.ts';

export interface MessageInput {
  team: string;
  channel: string;
  user: string;
  /** In Slack's own wire form: `<@U…>` mentions the bot. */
  text: string;
  threadTs?: string | undefined;
  /** Ids of files that the person brought before. */
  files?: readonly string[];
}
const TEXT_MAX = 40_000;

export interface SayParts {
  workspace: Workspace;
  posts: Posts;
  events: Events;
  files: Files;
  /** Our own base, for the addresses of files. */
  url: () => string;
}

/** A person writes a message: it is stored at once, and the events go out behind it. */
export function say(
  { workspace, posts, events, files, url }: SayParts,
  input: MessageInput,
): { message: Message; sent: Promise<SentEvent[]> } {
  const channel = workspace.channel(input.team, input.channel);
  const person = workspace.member(input.team, input.user);
  if (channel.isArchived) throw new SlackError('is_archived');
  if (channel.directWith !== undefined && channel.directWith !== person.id) throw new SlackError('channel_not_found');
  const { files: ids = [] } = input;
  if (input.text.trim() === '' && ids.length === 0) throw new SlackError('no_text');
  if (input.text.length > TEXT_MAX) throw new SlackError('msg_too_long');
  checkThread(workspace, channel, input.threadTs);
  const content = { text: input.text, ...(input.text === '' ? {} : { blocks: [richTextOf(input.text)] }) };
  const brought = ids.map((id) => {
    const file = files.find(input.team, id);
    if (file.user !== person.id) throw new SlackError('file_not_found');
    return fileJson(workspace, files.shareInMessage(file, channel.id), url());
  });
  const shown = brought.length > 0 ? { files: brought } : {};
  const message = posts.write(channel, { user: person.id, byBot: false }, content, {
    threadTs: input.threadTs,
    ...shown,
  });
  return { message, sent: tellBot(workspace, posts, events, channel, message) };
}

async function tellBot(
  workspace: Workspace,
  posts: Posts,
  events: Events,
  channel: Channel,
  message: Message,
): Promise<SentEvent[]> {
  const { slack } = workspace.organisation(message.team);
  const isMention = message.text.includes(`<@${slack.botUser}>`) || message.text.includes(`<@${slack.botUser}|`);
  if (!channel.hasBot) {
    if (isMention) offerInvitation(posts, channel, message);
    return [];
  }
  const base = messageJson(workspace, message);
  const event: Json = { ...base, client_msg_id: crypto.randomUUID(), ...parentOf(workspace, message) };
  const sent = [posts.announce(channel, event)];
  if (isMention && channel.directWith === undefined)
    sent.push(
      events
        .send(channel.team, { ...event, type: 'app_mention', channel: channel.id, event_ts: message.ts })
        .then((one) => [one]),
    );
  return (await Promise.all(sent)).flat();
}

function parentOf(workspace: Workspace, { channel, threadTs }: Message): Json {
  const parent = threadTs === undefined ? undefined : workspace.messages(channel).get(threadTs);
  return parent === undefined ? {} : { parent_user_id: parent.user };
}

function offerInvitation(posts: Posts, channel: Channel, { user, threadTs }: Message): void {
  const text = `${BOT_NAME} is not in #${channel.name}, so it did not see your message. Invite it first: /invite @${BOT_NAME}`;
  posts.whisper(channel, { user, from: 'slackbot', text, ...(threadTs === undefined ? {} : { threadTs }) });
}

/** People's messages arrive with a rich_text block beside their text. */
function richTextOf(text: string): Json {
  const parts = text.split(/(<@[UW][A-Z0-9]+>)/).filter((part) => part !== '');
  const elements = parts.map((part) => {
    const mention = /^<@([UW][A-Z0-9]+)>$/.exec(part)?.[1];
    return mention === undefined ? { type: 'text', text: unescapeText(part) } : { type: 'user', user_id: mention };
  });
  return { type: 'rich_text', block_id: newId('').slice(0, 5), elements: [{ type: 'rich_text_section', elements }] };
}

const unescapeText = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
