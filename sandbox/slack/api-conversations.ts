import type { Arguments, Call, Method } from './api-arguments.ts';
import type { Json } from './block-kit-rules.ts';
import { historyOf, type Page, paged, repliesOf, threadsIn, type Window } from './history.ts';
import { type Channel, SlackError } from './model.ts';
import { channelJson, membersOfChannel, messageJson, rootJson } from './wire.ts';
import { isKnownToBot, type Workspace } from './workspace.ts';

const windowOf = (args: Arguments, limit: number): Window => ({
  oldest: args.optional('oldest'),
  latest: args.optional('latest'),
  inclusive: args.flag('inclusive'),
  limit: args.integer('limit', limit),
  cursor: args.optional('cursor'),
});
const nextOf = ({ nextCursor }: Page<unknown>): Json => ({
  has_more: nextCursor !== undefined,
  response_metadata: { next_cursor: nextCursor ?? '' },
});

function typeOf({ directWith, isPrivate }: Channel): string {
  if (directWith !== undefined) return 'im';
  return isPrivate === true ? 'private_channel' : 'public_channel';
}

export function conversationMethods(workspace: Workspace): Record<string, Method> {
  const channelOf = ({ team, args }: Call): Channel => workspace.channelForBot(team, args.text('channel'));
  const readable = (call: Call): Channel => {
    const channel = channelOf(call);
    if (!channel.hasBot) throw new SlackError('not_in_channel');
    return channel;
  };
  return {
    'conversations.info': (call) => ({ channel: channelJson(workspace, channelOf(call)) }),
    'conversations.list': ({ team, args }) => {
      const types = (args.optional('types') ?? 'public_channel').split(',').map((type) => type.trim());
      if (types.some((type) => !['public_channel', 'private_channel', 'mpim', 'im'].includes(type)))
        throw new SlackError('invalid_types');
      const skipsArchived = args.flag('exclude_archived') === true;
      const listed = workspace
        .channels(team)
        .filter(isKnownToBot)
        .filter((channel) => types.includes(typeOf(channel)) && !(skipsArchived && channel.isArchived));
      const page = paged(listed, windowOf(args, 100));
      return { channels: page.items.map((channel) => channelJson(workspace, channel)), ...nextOf(page) };
    },
    'conversations.open': ({ team, args }) => {
      const known = args.optional('channel');
      const users = (args.optional('users') ?? '').split(',').filter((user) => user !== '');
      if (known === undefined && users.length !== 1)
        throw new SlackError(users.length === 0 ? 'users_list_not_supplied' : 'not_enough_users');
      const before = workspace.channels(team).length;
      const channel =
        known === undefined ? workspace.openDirect(team, users[0] ?? '') : workspace.channelForBot(team, known);
      const isFull = args.flag('return_im') === true;
      const already = workspace.channels(team).length === before ? { no_op: true, already_open: true } : {};
      return { ...already, channel: isFull ? channelJson(workspace, channel) : { id: channel.id } };
    },
    'conversations.history': (call) => {
      const channel = readable(call);
      const withMetadata = call.args.flag('include_all_metadata') === true;
      const page = historyOf(workspace, channel, windowOf(call.args, 100));
      const threads = threadsIn(workspace, channel.id);
      const messages = page.items.map((message) =>
        rootJson(workspace, message, threads.get(message.ts) ?? [], withMetadata),
      );
      return { messages, pin_count: 0, ...nextOf(page) };
    },
    'conversations.replies': (call) => {
      const channel = readable(call);
      const ts = call.args.text('ts');
      const withMetadata = call.args.flag('include_all_metadata') === true;
      const page = repliesOf(workspace, channel, ts, windowOf(call.args, 999));
      const replies = threadsIn(workspace, channel.id).get(ts) ?? [];
      const messages = page.items.map((message) =>
        message.ts === ts
          ? rootJson(workspace, message, replies, withMetadata)
          : messageJson(workspace, message, withMetadata),
      );
      return { messages, ...nextOf(page) };
    },
    'conversations.members': (call) => {
      const page = paged(membersOfChannel(workspace, channelOf(call)), windowOf(call.args, 100));
      return { members: page.items, response_metadata: { next_cursor: page.nextCursor ?? '' } };
    },
  };
}
