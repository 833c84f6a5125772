import type { Json } from './block-kit-rules.ts';
import { type CommandInput, type CommandParts, runCommand } from './commands.ts';
import type { Answer } from './delivery.ts';
import type { Events, SentEvent } from './events.ts';
import type { Files } from './files.ts';
import { threadsIn } from './history.ts';
import { type ClickInput, createInteractions, type InteractionParts, type Place } from './interactions.ts';
import { type Channel, type Ephemeral, type Message, SlackError, type StateValues, type View } from './model.ts';
import { type MessageInput, say } from './people.ts';
import type { Scopes } from './scopes.ts';
import { closeView, type SubmitInput, type SubmitResult, submitView } from './submissions.ts';
import { membersOfChannel, viewJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** What a person can do and see in Slack. Tests use it, and so does the chat page. */
export interface SlackDriver {
  command(input: CommandInput): Promise<Answer>;
  /** Resolves when each event was tried once. */
  message(input: MessageInput): Promise<{ ts: string; channel: string; events: SentEvent[] }>;
  /** Stores the message and lets the events go out on their own. */
  post(input: MessageInput): Message;
  /** Uploads a file, to be shown by a message; answers its id. */
  bring(input: { team: string; user: string; name: string; content: Buffer }): string;
  /** Presses, chooses or types in a message, an ephemeral message or (with `viewId`) a modal. */
  click(input: ClickInput): Promise<Answer>;
  /** Fills in a field of a message or modal without dispatching an action. */
  enter(input: ClickInput): StateValues;
  suggest(input: Place & { query: string }): Promise<{ answer: Answer; options: Json[] }>;
  submitView(input: SubmitInput): Promise<SubmitResult>;
  closeView(input: Pick<SubmitInput, 'team' | 'user' | 'viewId'>): Promise<Answer | undefined>;
  /** The direct message between a person and the bot, opened when needed. */
  openDirect(input: { team: string; user: string }): Channel;
  /** Looks at the Home tab of the application, which is told so and may publish it anew. */
  openHome(input: { team: string; user: string }): Promise<SentEvent[]>;
  home(user: string): View | undefined;
  invite(input: { team: string; channel: string; user: string }): Promise<SentEvent[]>;
  remove(input: { team: string; channel: string }): void;
  /** As when somebody made the channel private. */
  hide(input: { team: string; channel: string }): void;
  /** The direct message between people. */
  openTalk(input: { team: string; users: string[] }): Channel;
  /** As when an admin installed the application without a scope, or with it. */
  setScope(input: { team: string; scope: string; isGranted: boolean }): void;
  /** New files can stand in a message only after so long. */
  slowFiles(readyAfterMs: number): void;
  archive(input: { team: string; channel: string; isArchived?: boolean }): void;
  channelHistory(channel: string): Message[];
  thread(channel: string, ts: string): Message[];
  /** Open modals, the visible one last. */
  views(user: string): View[];
  ephemerals(channel: string, user: string): Ephemeral[];
  /** Waits until no event is on its way to the application. */
  settled(): Promise<void>;
}
export interface DriverParts extends CommandParts, InteractionParts {
  scopes: Scopes;
  files: Files;
  events: Events;
  url: () => string;
}

export function createDriver(parts: DriverParts): SlackDriver {
  const { workspace, events, views } = parts;
  const interactions = createInteractions(parts);
  const change = (team: string, id: string, difference: Partial<Channel>): Channel => {
    const channel = { ...workspace.channel(team, id), ...difference };
    workspace.saveChannel(channel);
    return channel;
  };
  return {
    ...interactions,
    command: (input) => runCommand(parts, visible(workspace, input)),
    async message(input) {
      const { message, sent } = say(parts, input);
      return { ts: message.ts, channel: message.channel, events: await sent };
    },
    post: (input) => say(parts, input).message,
    bring: ({ team, user, name, content }) =>
      parts.files.bring(team, workspace.member(team, user).id, { name, content }).id,
    submitView: (input) => submitView(parts, input),
    closeView: (input) => closeView(parts, input),
    openDirect: ({ team, user }) => workspace.openDirect(team, user),
    async openHome({ team, user }) {
      const { id } = workspace.openDirect(team, user);
      const view = views.home(user);
      const shown = view === undefined ? {} : { view: viewJson(workspace, view) };
      const event = { type: 'app_home_opened', user, channel: id, tab: 'home', event_ts: workspace.nextTs() };
      return [await events.send(team, { ...event, ...shown })];
    },
    home: (user) => views.home(user),
    async invite({ team, channel, user }) {
      const joined = change(team, channel, { hasBot: true });
      const { botUser } = workspace.organisation(team).slack;
      const event = {
        type: 'member_joined_channel',
        user: botUser,
        inviter: user,
        team,
        channel: joined.id,
        channel_type: 'C',
      };
      return [await events.send(team, { ...event, event_ts: workspace.nextTs() })];
    },
    remove: ({ team, channel }) => void change(team, channel, { hasBot: false }),
    hide: ({ team, channel }) => void change(team, channel, { isPrivate: true }),
    openTalk({ team, users }) {
      const id = `D${users.map((user) => user.slice(-4)).join('')}`;
      const talk = { id, team, name: `talk-${id}`, hasBot: false, isArchived: false, between: users };
      workspace.saveChannel(talk);
      return talk;
    },
    setScope: ({ team, scope, isGranted }) => (isGranted ? parts.scopes.grant : parts.scopes.withdraw)(team, scope),
    slowFiles: (readyAfterMs) => parts.files.slowDown(readyAfterMs),
    archive: ({ team, channel, isArchived = true }) => void change(team, channel, { isArchived }),
    channelHistory: (channel) =>
      workspace
        .messages(channel)
        .all()
        .filter(({ threadTs }) => threadTs === undefined),
    thread: (channel, ts) =>
      [workspace.messages(channel).get(ts)]
        .filter((root) => root !== undefined)
        .concat(threadsIn(workspace, channel).get(ts) ?? []),
    views: (user) => views.stack(user),
    ephemerals: (channel, user) =>
      workspace.ephemerals.all().filter((note) => note.channel === channel && note.user === user),
    settled: () => events.settled(),
  };
}

/** A person can run a command only where they are. */
function visible(workspace: Workspace, input: CommandInput): CommandInput {
  const channel = workspace.channel(input.team, input.channel);
  if (!membersOfChannel(workspace, channel).includes(input.user)) throw new SlackError('channel_not_found');
  return input;
}
