import { type Channel, type Message, SlackError } from './model.ts';
import { checkThread } from './posts.ts';
import type { Workspace } from './workspace.ts';

export interface Window {
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

const LIMIT_MAX = 999;

/** The channel itself, newest first: roots and the replies that were also sent to the channel. */
export function historyOf(workspace: Workspace, channel: Channel, window: Window): Page<Message> {
  const shown = workspace
    .messages(channel.id)
    .all()
    .filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast === true);
  return paged(shown.filter(within(window)).reverse(), window);
}

/** The root and its replies, oldest first. */
export function repliesOf(workspace: Workspace, channel: Channel, ts: string, window: Window): Page<Message> {
  const all = workspace.messages(channel.id).all();
  const asked = all.find((message) => message.ts === ts);
  if (asked?.threadTs !== undefined) return { items: [asked] };
  checkThread(workspace, channel, ts);
  const thread = all.filter((message) => message.ts === ts || message.threadTs === ts);
  return paged(
    thread.filter((message) => message.ts === ts || within(window)(message)),
    window,
  );
}

/** The replies of a channel by the timestamp of their root, oldest first. */
export function threadsIn(workspace: Workspace, channel: string): Map<string | undefined, Message[]> {
  return Map.groupBy(workspace.messages(channel).all(), ({ threadTs }) => threadTs);
}

function within({ oldest, latest, inclusive }: Window) {
  const [from, to] = [Number(oldest ?? 0), latest === undefined ? Number.POSITIVE_INFINITY : Number(latest)];
  if (Number.isNaN(from)) throw new SlackError('invalid_ts_oldest');
  if (Number.isNaN(to)) throw new SlackError('invalid_ts_latest');
  return ({ ts }: Message): boolean => {
    const at = Number(ts);
    return inclusive === true ? at >= from && at <= to : at > from && at < to;
  };
}

export function paged<T>(items: T[], { limit, cursor }: Pick<Window, 'limit' | 'cursor'>): Page<T> {
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) throw new SlackError('invalid_limit');
  const start =
    cursor === undefined || cursor === ''
      ? 0
      : Number(
          Buffer.from(cursor, 'base64')
            .toString('utf8')
            .replace(/^from:/, ''),
        );
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const end = start + limit;
  const page = { items: items.slice(start, end) };
  return end < items.length ? { ...page, nextCursor: Buffer.from(`from:${end}`).toString('base64') } : page;
}
