import type { Reply } from '../reply.ts';

export interface Channel {
  id: string;
  name: string;
  /** We were invited, so that we can speak there. */
  isOpen: boolean;
}

/** What stands in a channel because of an effect. */
export interface ChannelPost {
  channel: string;
  /** The platform's own name for the message. */
  message: string;
  url: string;
}

/** Speaks in the channels of a chat workspace. All methods throw `AppError('upstream.…')`. */
export interface Channels {
  /** By name, with or without `#`, or by id. */
  find(name: string): Promise<Channel | undefined>;
  /** What it posts carries the effect's id. */
  post(request: { channel: string; content: Reply; effect: string }): Promise<ChannelPost>;
  /**
   * Looks for what an effect posted since then. `hidden` where the platform does not let us look; there it helps when a person
   * who saw it gave the link to it.
   */
  findPost(channel: string, effect: string, since: Date, seenAt?: string): Promise<ChannelPost | 'absent' | 'hidden'>;
  /** Whether it stands there still; true where the platform does not tell. */
  hasPost(post: Pick<ChannelPost, 'channel' | 'message'>): Promise<boolean>;
  deletePost(post: Pick<ChannelPost, 'channel' | 'message'>): Promise<void>;
}
