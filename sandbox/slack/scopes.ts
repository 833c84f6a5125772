import { SlackError } from './model.ts';
import type { Workspace } from './workspace.ts';

/** What a token needs for a method; those that are not named need nothing. */
const needed: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'reactions.add': 'reactions:write',
  'conversations.info': 'channels:read',
  'conversations.list': 'channels:read',
  'conversations.members': 'channels:read',
  'conversations.open': 'im:write',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.lookupByEmail': 'users:read.email',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'files.info': 'files:read',
};
/** The scope that a token needs for a method. */
export const neededScope = (method: string): string | undefined => needed[method];

const all = [...new Set(Object.values(needed))].sort();

export interface Scopes {
  /** Throws Slack's refusal where the token lacks what the method needs. */
  check(team: string, method: string): void;
  /** As when an admin installed the application without it. */
  withdraw(team: string, scope: string): void;
  grant(team: string, scope: string): void;
}

/** Every scope that the application asks for is granted, until it is withdrawn. */
export function createScopes(workspace: Workspace): Scopes {
  const withdrawn = workspace.table<{ id: string }>('withdrawn-scopes', ({ id }) => id);
  const lacks = (team: string, scope: string): boolean => withdrawn.get(`${team} ${scope}`) !== undefined;
  return {
    check(team, method) {
      const scope = neededScope(method);
      if (scope === undefined || !lacks(team, scope)) return;
      const provided = all.filter((each) => !lacks(team, each)).join(',');
      throw new SlackError('missing_scope', { needed: scope, provided });
    },
    withdraw: (team, scope) => withdrawn.save({ id: `${team} ${scope}` }),
    grant: (team, scope) => withdrawn.delete(`${team} ${scope}`),
  };
}
