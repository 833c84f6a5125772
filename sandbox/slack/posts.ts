import type { Json } from './block-kit-rules.ts';
import {
  type Content,
  type ContentLimits,
  checkContent,
  posting,
  type RawContent,
  refuse,
  updating,
} from './content.ts';
import type { Events, SentEvent } from './events.ts';
import type { Files } from './files.ts';
import { type Channel, type Ephemeral, type Message, SlackError } from './model.ts';
import { messageJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

interface Placement {
  threadTs?: string | undefined;
  broadcast?: boolean | undefined;
  mrkdwn?: boolean | undefined;
  files?: Json[];
}
export interface Posts {
  /** What a message may say, with the files that stand in it. */
  check(channel: Channel, raw: RawContent, limits: ContentLimits): Content;
  /** The bot posts, with all of Slack's refusals. */
  post(channel: Channel, raw: RawContent, placement: Placement): Message;
  /** Writes a message that was already checked and tells the application about it. */
  write(channel: Channel, author: { user: string; byBot: boolean }, content: Content, placement: Placement): Message;
  update(channel: Channel, ts: string, raw: RawContent): Message;
  remove(channel: Channel, ts: string): void;
  replace(message: Message): void;
  whisper(channel: Channel, note: Omit<Ephemeral, 'ts' | 'team' | 'channel'>): Ephemeral;
  announce(channel: Channel, event: Json): Promise<SentEvent[]>;
}

const TS = /^\d{10}\.\d{6}$/;

export function createPosts(workspace: Workspace, events: Events, files: Files): Posts {
  const changed = ({ id, team }: Channel) => workspace.changes.publish({ kind: 'messages', team, channel: id });
  const own = (channel: Channel, ts: string, refusal: string): Message => {
    const message = workspace.messages(channel.id).get(ts);
    if (message === undefined || message.tombstone === true) throw new SlackError('message_not_found');
    if (!message.byBot) throw new SlackError(refusal);
    return message;
  };

  const posts: Posts = {
    check({ team }, raw, limits) {
      const content = checkContent(raw, limits);
      refuse('invalid_blocks', files.faultsIn(team, content.blocks ?? []));
      return content;
    },
    post(channel, raw, placement) {
      mustBeWritable(channel);
      const content = posts.check(channel, raw, posting);
      checkThread(workspace, channel, placement.threadTs);
      return posts.write(
        channel,
        { user: workspace.organisation(channel.team).slack.botUser, byBot: true },
        content,
        placement,
      );
    },
    write(channel, author, content, { threadTs, broadcast, mrkdwn, files: brought }) {
      const message: Message = {
        ts: workspace.nextTs(),
        channel: channel.id,
        team: channel.team,
        ...author,
        ...content,
        reactions: [],
        ...(threadTs === undefined ? {} : { threadTs }),
        ...(broadcast === true ? { broadcast } : {}),
        ...(mrkdwn === false ? { mrkdwn } : {}),
        ...(brought === undefined ? {} : { files: brought }),
      };
      workspace.messages(channel.id).save(message);
      files.share(content.blocks ?? [], { channel: channel.id });
      changed(channel);
      if (author.byBot) void posts.announce(channel, messageJson(workspace, message));
      return message;
    },
    update(channel, ts, raw) {
      const message = own(channel, ts, 'cant_update_message');
      const keeps = raw.blocks === undefined && raw.markdownText === undefined;
      const kept = keeps ? { ...raw, blocks: message.blocks } : raw;
      const content = posts.check(channel, { ...kept, attachments: raw.attachments ?? message.attachments }, updating);
      files.share(content.blocks ?? [], { channel: channel.id });
      const next: Message = { ...message, ...content, editedTs: workspace.nextTs() };
      posts.replace(next);
      const [current, previous] = [messageJson(workspace, next), messageJson(workspace, message)];
      void posts.announce(channel, {
        type: 'message',
        subtype: 'message_changed',
        message: current,
        previous_message: previous,
        hidden: true,
      });
      return next;
    },
    remove(channel, ts) {
      const message = own(channel, ts, 'cant_delete_message');
      const table = workspace.messages(channel.id);
      const hasReplies = table.all().some(({ threadTs }) => threadTs === ts);
      if (hasReplies) table.save(tombstoneOf(message));
      else table.delete(ts);
      changed(channel);
      const previous = messageJson(workspace, message);
      void posts.announce(channel, {
        type: 'message',
        subtype: 'message_deleted',
        deleted_ts: ts,
        previous_message: previous,
        hidden: true,
      });
    },
    replace(message) {
      workspace.messages(message.channel).save(message);
      workspace.changes.publish({ kind: 'messages', team: message.team, channel: message.channel });
    },
    whisper(channel, note) {
      const ephemeral = { ...note, ts: workspace.nextTs(), team: channel.team, channel: channel.id };
      workspace.ephemerals.save(ephemeral);
      files.share(note.blocks ?? [], { person: note.user });
      workspace.changes.publish({ kind: 'messages', team: channel.team, channel: channel.id, user: note.user });
      return ephemeral;
    },
    async announce(channel, event) {
      if (!channel.hasBot) return [];
      const channelType = channel.directWith === undefined ? 'channel' : 'im';
      const eventTs = event.subtype === undefined ? event.ts : workspace.nextTs();
      const whole = { ...event, channel: channel.id, channel_type: channelType, event_ts: eventTs };
      return [await events.send(channel.team, { ...whole, ts: event.ts ?? eventTs })];
    },
  };
  return posts;
}

export function mustBeWritable(channel: Channel): void {
  if (channel.isArchived) throw new SlackError('is_archived');
  if (!channel.hasBot) throw new SlackError('not_in_channel');
}

export function checkThread(workspace: Workspace, channel: Channel, threadTs: string | undefined): void {
  if (threadTs === undefined) return;
  if (!TS.test(threadTs))
    throw new SlackError('invalid_thread_ts', {
      response_metadata: { messages: [`[ERROR] ${threadTs} is not a valid thread_ts`] },
    });
  const root = workspace.messages(channel.id).get(threadTs);
  if (root === undefined) throw new SlackError('thread_not_found');
  if (root.threadTs !== undefined) throw new SlackError('cannot_reply_to_message');
}

function tombstoneOf({
  blocks: _blocks,
  attachments: _attachments,
  metadata: _metadata,
  ...message
}: Message): Message {
  return { ...message, text: 'This message was deleted.', tombstone: true };
}
