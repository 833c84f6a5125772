import type { Call, Method } from './api-arguments.ts';
import { isJson } from './block-kit-rules.ts';
import { posting, type RawContent } from './content.ts';
import { type Channel, SlackError } from './model.ts';
import { checkThread, mustBeWritable, type Posts } from './posts.ts';
import { membersOfChannel, messageJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

const contentOf = ({ args }: Call): RawContent => ({
  text: args.optional('text'),
  markdownText: args.optional('markdown_text'),
  blocks: args.json('blocks', 'invalid_blocks_format'),
  attachments: args.json('attachments', 'invalid_attachments'),
  metadata: args.json('metadata', 'invalid_metadata_format'),
});

/** What was told to a channel, and is no answer to anybody: its mark names the effect. */
const isAnnouncement = ({ metadata }: RawContent): boolean =>
  isJson(metadata) && isJson(metadata.event_payload) && metadata.event_payload.effect !== undefined;

/** `chat.postMessage` also takes a person: the message goes into the direct message with them. */
function channelOf(workspace: Workspace, { team, args }: Call): Channel {
  const channel = args.text('channel');
  const isPerson = workspace.members(team).some(({ id, isBot }) => id === channel && !isBot);
  return isPerson ? workspace.openDirect(team, channel) : workspace.channelForBot(team, channel);
}

export function chatMethods(workspace: Workspace, posts: Posts, baseUrl: () => string): Record<string, Method> {
  const exact = ({ team, args }: Call): Channel => workspace.channelForBot(team, args.text('channel'));
  return {
    'chat.postMessage': (call) => {
      const { args } = call;
      const message = posts.post(channelOf(workspace, call), contentOf(call), {
        threadTs: args.optional('thread_ts'),
        broadcast: args.flag('reply_broadcast'),
        mrkdwn: args.flag('mrkdwn'),
      });
      if (isAnnouncement(contentOf(call))) workspace.count('announcements');
      return { channel: message.channel, ts: message.ts, message: messageJson(workspace, message) };
    },
    'chat.update': (call) => {
      const message = posts.update(exact(call), call.args.text('ts'), contentOf(call));
      return { channel: message.channel, ts: message.ts, text: message.text, message: messageJson(workspace, message) };
    },
    'chat.delete': (call) => {
      const channel = exact(call);
      const ts = call.args.text('ts');
      posts.remove(channel, ts);
      return { channel: channel.id, ts };
    },
    'chat.postEphemeral': (call) => {
      const channel = exact(call);
      const user = call.args.text('user');
      const threadTs = call.args.optional('thread_ts');
      mustBeWritable(channel);
      if (!membersOfChannel(workspace, channel).includes(user)) throw new SlackError('user_not_in_channel');
      checkThread(workspace, channel, threadTs);
      const { text, blocks } = posts.check(channel, contentOf(call), posting);
      const parts = { ...(blocks === undefined ? {} : { blocks }), ...(threadTs === undefined ? {} : { threadTs }) };
      return { message_ts: posts.whisper(channel, { user, from: 'bot', text, ...parts }).ts };
    },
    'chat.getPermalink': (call) => {
      const channel = exact(call);
      const ts = call.args.text('message_ts');
      if (workspace.messages(channel.id).get(ts) === undefined) throw new SlackError('message_not_found');
      return { channel: channel.id, permalink: `${baseUrl()}/archives/${channel.id}/p${ts.replace('.', '')}` };
    },
    'reactions.add': (call) => {
      const channel = exact(call);
      const message = workspace.messages(channel.id).get(call.args.text('timestamp'));
      const name = call.args.text('name').replace(/^:|:$/g, '');
      if (message === undefined) throw new SlackError('message_not_found');
      if (!/^[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?$/.test(name)) throw new SlackError('invalid_name');
      const user = call.organisation.slack.botUser;
      const known = message.reactions.find((reaction) => reaction.name === name);
      if (known?.users.includes(user)) throw new SlackError('already_reacted');
      const others = message.reactions.filter((reaction) => reaction !== known);
      posts.replace({ ...message, reactions: [...others, { name, users: [...(known?.users ?? []), user] }] });
      return {};
    },
  };
}
