import { type Agent, typedTo } from '../../core/index.ts';

export interface TeamsManifestOptions {
  agents: readonly Agent[];
  publicUrl: string;
  /** Microsoft's id of the bot, which is the app's, too. */
  appId: string;
}

/** To be raised with each change of what follows: Teams takes no other manifest of the same version. */
const version = '1.1.0';
/** As many as Teams shows. */
const maxCommands = 12;
const cut = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max - 1)}…`);

/** What is offered when somebody begins to type to the bot: help, and a sentence for each agent. */
function commandsOf(agents: readonly Agent[]) {
  const first = agents.flatMap((agent) => {
    const [example] = agent.capabilities.flatMap(({ examples, effect }) => (effect === 'ask' ? [] : examples));
    return example ? [{ title: cut(typedTo(agent, example.says), 128), description: cut(agent.purpose, 128) }] : [];
  });
  const help = { title: 'help', description: 'What Adjutant can do, and how to ask for it' };
  return [help, ...first].slice(0, maxCommands);
}

/** The app's manifest by the schema 1.29. Links to privacy and terms are the operator's: they lead to the console until set. */
export function teamsManifest({ agents, publicUrl, appId }: TeamsManifestOptions): Record<string, unknown> {
  const commands = commandsOf(agents);
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json',
    manifestVersion: '1.29',
    version,
    id: appId,
    developer: {
      name: 'Adjutant',
      websiteUrl: publicUrl,
      privacyUrl: publicUrl,
      termsOfUseUrl: publicUrl,
    },
    name: { short: 'Adjutant', full: 'Adjutant, the staff officer of a project team' },
    description: {
      short: 'A team’s plans, risks, code, posts and leads, each change approved.',
      full: [
        'Adjutant does a project team’s work where the team talks. Nothing outside is changed before a person has approved it, seeing exactly what will happen.',
        ...agents.map(({ title, purpose }) => `${title}: ${purpose}`),
      ].join('\n\n'),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#3d3a8c',
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: (['personal', 'team', 'groupChat'] as const).map((scope) => ({ scopes: [scope], commands })),
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(publicUrl).hostname],
  };
}
