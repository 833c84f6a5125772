import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import {
  AppError,
  type Cache,
  type Channel,
  type ChannelPost,
  type Channels,
  keptJson,
  type Log,
  noCache,
} from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import type { Vendor } from '../../platform/vendor-call.ts';
import { slackCodeOf, toAppError } from './api-errors.ts';
import { clientOptions } from './clients.ts';
import { render } from './render.ts';

export interface ChannelsSettings {
  token: Secret;
  /** Base of Slack's Web API; Slack's own when left out. */
  apiUrl: string | undefined;
  log: Log;
  /** Of this workspace: for which channel a name meant. */
  cache?: Cache;
}

const eventType = 'adjutant_effect';
const perPage = 200;
/** Slack gives out its channels in pages; whoever has more than these many names the channel by its id. */
const maxChannelPages = 20;
const maxHistoryPages = 20;
const keptSeconds = 3_600;
const keptId = keptJson(z.string().optional());
/** Our clock and Slack's are not the same. */
const clockSkewSeconds = 120;

interface Wanted {
  id: string;
  name: string;
}

/** `#general`, `general`, `C0123`, or what Slack makes of a channel that was typed: `<#C0123|general>`. */
function wantedOf(typed: string): Wanted {
  const [, id, label] = /^<#([A-Z0-9]+)(?:\|([^>]*))?>$/.exec(typed.trim()) ?? [];
  if (id !== undefined) return { id, name: label ?? '' };
  const name = typed.trim().replace(/^#/, '');
  return { id: name, name: name.toLowerCase() };
}

interface Page<T> {
  items: readonly T[];
  next: string | undefined;
}

/** Page by page, until one has what is looked for. */
async function searchPages<T, F>(
  most: number,
  read: (cursor: string | undefined) => Promise<Page<T>>,
  pick: (items: readonly T[]) => F | undefined,
): Promise<F | undefined> {
  let cursor: string | undefined;
  for (let page = 1; page <= most; page += 1) {
    const { items, next } = await read(cursor);
    const found = pick(items);
    if (found !== undefined || !next) return found;
    cursor = next;
  }
  throw new AppError('upstream.unavailable', 'Slack has more than can be looked through. Try a more exact request.');
}

interface Raw {
  id?: string;
  name?: string;
  is_member?: boolean;
}
const isMeant = (each: Raw, { id, name }: Wanted): boolean => each.id === id || each.name === name;
const toChannel = ({ id = '', name = '', is_member: isOpen = false }: Raw): Channel => ({ id, name, isOpen });

/** Slack's channels as places in which effects are told. */
export function createChannels({ token, apiUrl, log, cache = noCache }: ChannelsSettings, { call }: Vendor): Channels {
  const client = new WebClient(token.reveal(), clientOptions(apiUrl, log));
  const carried =
    (kind: 'read' | 'write') =>
    <T>(operation: string, work: () => Promise<T>): Promise<T> =>
      call(`slack.${operation}`, () => translated(work), kind);
  const [read, write] = [carried('read'), carried('write')];

  const channelsPage = (cursor: string | undefined): Promise<Page<Raw>> =>
    read('conversations.list', async () => {
      const answer = await client.conversations.list({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: perPage,
        ...(cursor === undefined ? {} : { cursor }),
      });
      return { items: answer.channels ?? [], next: answer.response_metadata?.next_cursor };
    });

  const link = (channel: string, message: string): Promise<ChannelPost> =>
    read('chat.getPermalink', async () => {
      const { permalink = '' } = await client.chat.getPermalink({ channel, message_ts: message });
      return { channel, message, url: permalink };
    });

  const historyPage = (channel: string, oldest: string, cursor: string | undefined) =>
    read('conversations.history', async () => {
      const answer = await client.conversations.history({
        channel,
        oldest,
        limit: perPage,
        include_all_metadata: true,
        ...(cursor === undefined ? {} : { cursor }),
      });
      return { items: answer.messages ?? [], next: answer.response_metadata?.next_cursor };
    });

  const search = (wanted: Wanted): Promise<Raw | undefined> =>
    searchPages(maxChannelPages, channelsPage, (all) => all.find((each) => isMeant(each, wanted)));

  /** A channel that was found before; nothing when it is gone, put away, or called otherwise now. */
  const lookUp = (channel: string, wanted: Wanted): Promise<Raw | undefined> =>
    read('conversations.info', async () => {
      try {
        const { channel: found } = await client.conversations.info({ channel });
        return found && found.is_archived !== true && isMeant(found, wanted) ? found : undefined;
      } catch (error) {
        if (slackCodeOf(error) !== 'channel_not_found') throw error;
        return undefined;
      }
    });

  return {
    async find(typed) {
      const wanted = wantedOf(typed);
      const listed: { channel?: Raw | undefined } = {};
      const what = { kind: 'slack-channels', key: wanted.name, seconds: keptSeconds, ...keptId };
      const id = await cache.remember(what, async () => {
        listed.channel = await search(wanted);
        return listed.channel?.id;
      });
      // What was kept only says where to look: how the channel is called, and whether we are in it, is read anew.
      const found =
        listed.channel ?? (id === undefined ? undefined : ((await lookUp(id, wanted)) ?? (await search(wanted))));
      return found && toChannel(found);
    },
    async post({ channel, content, effect }) {
      const { blocks, text } = render(content);
      const message = await write('chat.postMessage', async () => {
        const answer = await client.chat.postMessage({
          channel,
          blocks,
          text,
          metadata: { event_type: eventType, event_payload: { effect } },
          unfurl_links: false,
          unfurl_media: false,
        });
        return answer.ts ?? '';
      });
      return link(channel, message);
    },
    async findPost(channel, effect, since) {
      const oldest = String(since.getTime() / 1_000 - clockSkewSeconds);
      const found = await searchPages(
        maxHistoryPages,
        (cursor) => historyPage(channel, oldest, cursor),
        (messages) =>
          messages.find(
            ({ metadata }) => metadata?.event_type === eventType && payloadEffect(metadata.event_payload) === effect,
          ),
      );
      return found ? link(channel, found.ts ?? '') : 'absent';
    },
    hasPost: ({ channel, message }) =>
      read('conversations.history', async () => {
        const only = { channel, oldest: message, latest: message, inclusive: true, limit: 1 };
        const answer = await client.conversations
          .history(only)
          .catch((error: unknown) => Promise.reject(toOutside(error)));
        return (answer.messages ?? []).some(({ ts }) => ts === message);
      }),
    deletePost: ({ channel, message }) =>
      write('chat.delete', async () => {
        try {
          await client.chat.delete({ channel, ts: message });
        } catch (error) {
          // Somebody was faster: it is gone.
          if (slackCodeOf(error) !== 'message_not_found') throw error;
        }
      }),
  };
}

/** Where we are not, nothing can be seen or taken away. */
function toOutside(cause: unknown): unknown {
  if (!['not_in_channel', 'channel_not_found'].includes(slackCodeOf(cause) ?? '')) return cause;
  const message = 'I am not in that channel any more. Type /invite @Adjutant there, or delete the message by hand.';
  return new AppError('upstream.refused', message, { cause });
}

const payloadEffect = (payload: object | undefined): unknown =>
  new Map<string, unknown>(Object.entries(payload ?? {})).get('effect');

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toAppError(error);
  }
}
