import type { Agent } from '../../core/index.ts';

/** What the bot's token has to carry: each for methods that are called here. */
export const botScopes = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
] as const;

/** What Slack tells of: words in channels, too, as a thread that we are in goes on without a mention. */
const botEvents = ['app_mention', 'message.channels', 'message.groups', 'message.im'] as const;

export interface ManifestOptions {
  agents: readonly Agent[];
  publicUrl: string;
}

const usageHint = (agents: readonly Agent[]): string =>
  `${agents.flatMap(({ alias }) => (alias === undefined ? [] : [alias])).join(' | ')} … or help`;

const longDescription = (agents: readonly Agent[]): string => {
  const lines = agents.map(({ title, purpose }) => `*${title}*: ${purpose}`);
  return [
    'Adjutant does a project team’s work where the team talks, and nothing outside is changed before a person has approved it, seeing exactly what will happen.',
    ...lines,
  ].join('\n');
};

/** The app as Slack creates it “from a manifest”: commands, events and rights follow from what is built here. */
export function slackManifest({ agents, publicUrl }: ManifestOptions): Record<string, unknown> {
  const url = `${publicUrl}/slack/events`;
  const description = 'Plans, risks, code, posts, leads and digests: each change approved by a person, and done once.';
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: 'Adjutant',
      description,
      background_color: '#3d3a8c',
      long_description: longDescription(agents),
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Adjutant', always_online: true },
      slash_commands: [
        // Text has to come as it was typed: patches and posts are not to be escaped.
        { command: '/adjutant', url, description, usage_hint: usageHint(agents), should_escape: false },
      ],
    },
    oauth_config: { scopes: { bot: [...botScopes] } },
    settings: {
      event_subscriptions: { request_url: url, bot_events: [...botEvents] },
      interactivity: { is_enabled: true, request_url: url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}
