import { randomBytes } from 'node:crypto';
import type { SandboxOrganisation } from '../organisations.ts';
import type { Store } from '../store.ts';
import { type Changes, createChanges } from './changes.ts';
import { type Channel, type Ephemeral, type Message, membersOf, type Person, SlackError, type View } from './model.ts';
import { openTable, type Table } from './table.ts';

/** All state of the Slack sandbox: it lives in the store, so that it survives a restart. */
export interface Workspace {
  readonly organisations: SandboxOrganisation[];
  readonly changes: Changes;
  readonly now: () => Date;
  readonly ephemerals: Table<Ephemeral>;
  readonly views: Table<View>;
  organisation(team: string): SandboxOrganisation;
  organisationOfToken(token: string): SandboxOrganisation | undefined;
  members(team: string): Person[];
  member(team: string, user: string): Person;
  channels(team: string): Channel[];
  channel(team: string, idOrName: string): Channel;
  /** The same for the bot: what it is not in and nobody else sees is not there. */
  channelForBot(team: string, idOrName: string): Channel;
  saveChannel(channel: Channel): void;
  openDirect(team: string, user: string): Channel;
  messages(channel: string): Table<Message>;
  /** A table that is emptied with the rest on `reset`. */
  table<T>(name: string, idOf: (row: T) => string): Table<T>;
  /** A new message timestamp: Slack's ids of messages, strictly growing. */
  nextTs(): string;
  count(effect: string): void;
  counts(): Record<string, number>;
  reset(): void;
}

/** An id as Slack forms them: a letter for the kind, then ten capitals and digits. */
export const newId = (prefix: string): string => `${prefix}${randomBytes(5).toString('hex').toUpperCase()}`;

export function openWorkspace(store: Store, organisations: SandboxOrganisation[], now: () => Date): Workspace {
  const changes = createChanges();
  const clears: (() => void)[] = [];
  const table = <T>(name: string, idOf: (row: T) => string): Table<T> => {
    const opened = openTable(store, name, idOf);
    clears.push(opened.clear);
    return opened;
  };
  const channels = table<Channel>('channels', ({ id }) => id);
  const counters = table<{ effect: string; count: number }>('effects', ({ effect }) => effect);
  const clock = openTable<{ id: string; micros: number }>(store, 'clock', ({ id }) => id);
  const messages = (channel: string) => openTable<Message>(store, `messages.${channel}`, ({ ts }) => ts);
  seedChannels(organisations, channels);

  const workspace: Workspace = {
    organisations,
    changes,
    now,
    table,
    messages,
    ephemerals: table('ephemerals', ({ ts }) => ts),
    views: table('views', ({ id }) => id),
    organisation: (team) =>
      found(
        organisations.find(({ slack }) => slack.team === team),
        'team_not_found',
      ),
    organisationOfToken: (token) => organisations.find(({ slack }) => slack.botToken === token),
    members: (team) => membersOf(workspace.organisation(team)),
    member: (team, user) =>
      found(
        workspace.members(team).find(({ id }) => id === user),
        'user_not_found',
      ),
    channels: (team) => channels.all().filter((channel) => channel.team === team),
    channel(team, idOrName) {
      const name = idOrName.replace(/^#/, '');
      const match = workspace.channels(team).find((channel) => channel.id === idOrName || channel.name === name);
      return found(match, 'channel_not_found');
    },
    channelForBot(team, idOrName) {
      const channel = workspace.channel(team, idOrName);
      return found(isKnownToBot(channel) ? channel : undefined, 'channel_not_found');
    },
    saveChannel(channel) {
      channels.save(channel);
      changes.publish({ kind: 'channels', team: channel.team });
    },
    openDirect(team, user) {
      workspace.member(team, user);
      const id = `D${user.slice(1)}`;
      const direct = { id, team, name: `dm-${user}`, hasBot: true, isArchived: false, directWith: user };
      const known = channels.get(id);
      if (known === undefined) workspace.saveChannel(direct);
      return known ?? direct;
    },
    nextTs() {
      const micros = Math.max(now().getTime() * 1000, (clock.get('last')?.micros ?? 0) + 1);
      clock.save({ id: 'last', micros });
      return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
    },
    count: (effect) => counters.save({ effect, count: (counters.get(effect)?.count ?? 0) + 1 }),
    counts: () => Object.fromEntries(counters.all().map(({ effect, count }) => [effect, count])),
    reset() {
      for (const { id } of channels.all()) messages(id).clear();
      for (const clear of clears) clear();
      seedChannels(organisations, channels);
      changes.publish({ kind: 'reset' });
    },
  };
  return workspace;
}

export const isKnownToBot = ({ hasBot, isPrivate, between }: Channel): boolean =>
  hasBot || (isPrivate !== true && between === undefined);

function found<T>(value: T | undefined, code: string): T {
  if (value === undefined) throw new SlackError(code);
  return value;
}

/** Only what is not there yet: a channel that was archived or that the bot was invited to stays so after a restart. */
function seedChannels(organisations: SandboxOrganisation[], channels: Table<Channel>): void {
  for (const { slack } of organisations)
    for (const { id, name, hasBot } of slack.channels)
      if (channels.get(id) === undefined) channels.save({ id, team: slack.team, name, hasBot, isArchived: false });
}
