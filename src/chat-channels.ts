import { isTeamsChannel } from './bot/teams/index.ts';
import { AppError, type Channels } from './core/index.ts';

export interface ChatChannelsOptions {
  /** Nothing where the organisation has no Slack, or no Teams. */
  slack: Channels | undefined;
  teams: Channels | undefined;
  /** Who asks is in Teams: a name means a channel there, if there is one. */
  prefersTeams: boolean;
}

const missing = (chat: string): AppError =>
  new AppError('vendor.not-connected', `${chat} is not connected. Ask an admin to connect it.`);

/** The channels of an organisation, whichever chat they are in. */
export function createChatChannels({ slack, teams, prefersTeams }: ChatChannelsOptions): Channels {
  function ofChannel(id: string): Channels {
    const isTeams = isTeamsChannel(id);
    const channels = isTeams ? teams : slack;
    if (channels) return channels;
    throw missing(isTeams ? 'Teams' : 'Slack');
  }
  const inOrder = (prefersTeams ? [teams, slack] : [slack, teams]).filter((each) => each !== undefined);

  return {
    async find(name) {
      if (isTeamsChannel(name.trim())) return ofChannel(name.trim()).find(name);
      for (const channels of inOrder) {
        const found = await channels.find(name);
        if (found) return found;
      }
      return undefined;
    },
    post: (request) => ofChannel(request.channel).post(request),
    findPost: (channel, ...rest) => ofChannel(channel).findPost(channel, ...rest),
    hasPost: (post) => ofChannel(post.channel).hasPost(post),
    deletePost: (post) => ofChannel(post.channel).deletePost(post),
  };
}
