import type { Method } from './api-arguments.ts';
import { paged } from './history.ts';
import { SlackError } from './model.ts';
import { personJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

export function userMethods(workspace: Workspace): Record<string, Method> {
  return {
    'auth.test': ({ organisation: { name, slack }, team }) => ({
      url: `https://${slack.domain}.slack.com/`,
      team: name,
      user: 'adjutant',
      team_id: team,
      user_id: slack.botUser,
      bot_id: slack.botId,
      is_enterprise_install: false,
    }),
    'users.info': ({ team, args }) => ({ user: personJson(team, workspace.member(team, args.text('user'))) }),
    'users.list': ({ team, args }) => {
      const page = paged(workspace.members(team), {
        limit: args.integer('limit', 999),
        cursor: args.optional('cursor'),
      });
      return {
        members: page.items.map((person) => personJson(team, person)),
        cache_ts: Math.floor(workspace.now().getTime() / 1000),
        response_metadata: { next_cursor: page.nextCursor ?? '' },
      };
    },
    'users.lookupByEmail': ({ team, args }) => {
      const email = args.text('email').toLowerCase();
      const person = workspace.members(team).find((each) => !each.isBot && each.email.toLowerCase() === email);
      if (person === undefined) throw new SlackError('users_not_found');
      return { user: personJson(team, person) };
    },
  };
}
