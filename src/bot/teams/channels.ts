import { AppError, type Channel, type ChannelPost, type Channels } from '../../core/index.ts';
import type { Vendor } from '../../platform/vendor-call.ts';
import type { FoundReference, References } from '../../services/index.ts';
import type { TeamsAdapter } from './adapter.ts';
import { render } from './render.ts';
import { refusalOf } from './service-errors.ts';

export interface TeamsChannelsOptions {
  tenant: string;
  adapter: TeamsAdapter;
  references: References;
  /** Where people read what is posted. */
  webUrl: string;
}

const platform = 'teams';
const toChannel = ({ conversation: id, name, isRemoved }: FoundReference): Channel => ({
  id,
  name: name || id,
  isOpen: !isRemoved,
});

/** The message that a link of Teams leads to, if it stands in this channel: `…/l/message/<channel>/<message>?…`. */
export function messageIn(seenAt: string, channel: string): string | undefined {
  const [, conversation = '', message] = /\/l\/message\/([^/\s]+)\/(\d{1,20})(?![^?#\s>|)])/.exec(seenAt) ?? [];
  return conversation === channel || conversation === encodeURIComponent(channel) ? message : undefined;
}

/** Teams names its channels so; no other chat does. */
export const isTeamsChannel = (id: string): boolean => /^19:.+@thread\.(tacv2|skype)$/.test(id);

/**
 * Teams' channels as places in which effects are told: those where somebody spoke to us. What was posted cannot be looked for
 * without a right to read whole channels, so that what became of a doubtful post is for a person to say, with the link to it.
 */
export function createTeamsChannels(options: TeamsChannelsOptions, { call }: Vendor): Channels {
  const { tenant, adapter, references, webUrl } = options;

  async function known(typed: string): Promise<FoundReference | undefined> {
    const name = typed.trim().replace(/^#/, '').toLowerCase();
    const all = await references.channels(tenant, platform);
    const named = all.filter((each) => each.conversation === typed.trim() || each.name.toLowerCase() === name);
    return named.find(({ isRemoved }) => !isRemoved) ?? named[0];
  }

  async function open(channel: string): Promise<FoundReference> {
    const found = await known(channel);
    if (found && !found.isRemoved) return found;
    throw new AppError('upstream.refused', 'I am not in that channel of Teams any more. Add me there, then ask again.');
  }

  const linkTo = ({ conversation, realm }: FoundReference, id: string): string =>
    `${webUrl}/l/message/${encodeURIComponent(conversation)}/${id}?tenantId=${encodeURIComponent(realm)}`;

  return {
    async find(typed) {
      const found = await known(typed);
      return found && toChannel(found);
    },
    async post({ channel, content }): Promise<ChannelPost> {
      const place = await open(channel);
      const { id } = await call('teams.conversations.create', () =>
        adapter.openThread(place.serviceUrl, place.conversation, render(content)),
      );
      return { channel: place.conversation, message: id, url: linkTo(place, id) };
    },
    async findPost(channel, _effect, _since, seenAt) {
      const message = seenAt === undefined ? undefined : messageIn(seenAt, channel);
      return message === undefined ? 'hidden' : { channel, message, url: linkTo(await open(channel), message) };
    },
    // A bot cannot read it back; what is gone already shows when it is deleted, and does no harm.
    hasPost: async () => true,
    async deletePost({ channel, message }) {
      const { serviceUrl, conversation } = await open(channel);
      await call('teams.activities.delete', async () => {
        try {
          await adapter.remove({ serviceUrl, conversation }, message);
        } catch (error) {
          // Somebody was faster: it is gone.
          if (refusalOf(error)?.status !== 404) throw error;
        }
      });
    },
  };
}
