import { createHash } from 'node:crypto';
import type { SandboxOrganisation, SandboxPerson } from '../organisations.ts';

export interface TeamsPerson {
  name: string;
  role: SandboxPerson['role'];
  /** Entra object id. */
  aad: string;
  /** What the Bot Framework calls them. */
  id: string;
}
/** An organisation as Teams sees it. */
export interface TeamsTenant {
  key: string;
  name: string;
  tenant: string;
  team: { id: string; name: string };
  channels: { id: string; name: string; hasBot: boolean }[];
  people: TeamsPerson[];
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same id on every start. */
function idOf(text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const aadOf = ({ email }: Pick<SandboxPerson, 'email'>): string => idOf(`person ${email}`);
export const tenantOf = ({ key }: Pick<SandboxOrganisation, 'key'>): string => idOf(`tenant ${key}`);

/** The same people and channels as in Slack. */
export function teamsTenant({ key, name, slack, people }: SandboxOrganisation): TeamsTenant {
  const channelId = (channel: string): string => `19:${digest(`${key} ${channel}`).slice(0, 32)}@thread.tacv2`;
  return {
    key,
    name,
    tenant: tenantOf({ key }),
    team: { id: channelId(slack.channels[0]?.name ?? 'general'), name },
    channels: slack.channels.map((channel) => ({ ...channel, id: channelId(channel.name) })),
    people: people.map((person) => ({
      name: person.name,
      role: person.role,
      aad: aadOf(person),
      id: `29:${digest(`${key} ${person.email}`).slice(0, 40)}`,
    })),
  };
}

export const appId = idOf('app adjutant');
export const botId = `28:${appId}`;
export const botName = 'Adjutant';
