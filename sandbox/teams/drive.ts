import { randomUUID } from 'node:crypto';
import { checkCard } from './card-rules.ts';
import type { Answer, Delivery } from './delivery.ts';
import { type Conversation, isJson, type Json, type Message, TeamsError } from './model.ts';
import { botId, botName } from './organisations.ts';
import type { SharedFiles } from './shared-files.ts';
import { personalId, type TeamsState } from './state.ts';

/** A person, at a place. */
export interface Where {
  tenant: string;
  /** Entra object id. */
  user: string;
  conversation: string;
}
export interface Said extends Where {
  /** As typed; `@Adjutant` mentions the bot. */
  text: string;
  thread?: string | undefined;
  /** Ids of files that were brought before; in personal chats only, as in Teams. */
  files?: readonly string[] | undefined;
}
export interface Pressed extends Where {
  message: string;
  data: Json;
}

/** People at the keyboard. */
export interface TeamsDriver {
  say(said: Said): Promise<Answer & { id: string }>;
  /** Puts a file where its message finds it; answers its id. */
  bring(file: { name: string; content: Buffer }): string;
  fileOf(id: string): { name: string; content: Buffer };
  /** A button of Action.Execute. */
  execute(pressed: Pressed): Promise<Answer>;
  /** A button of Action.Submit: a dialog where its data asks for one, else a message. */
  submit(pressed: Pressed): Promise<Answer>;
  /** Sends a dialog with what was entered. */
  submitDialog(pressed: Pressed): Promise<Answer>;
  /** The personal conversation; the app is installed for who has none. */
  openPersonal(who: Omit<Where, 'conversation'>): Promise<Conversation>;
  install(where: Where): Promise<void>;
  uninstall(where: Where): Promise<void>;
  messages(conversation: string): Message[];
  /** The activity of a message, to be sent as often as one likes. */
  activityOf(said: Said, id: string): Json;
}

export interface DriverOptions {
  state: TeamsState;
  delivery: Delivery;
  files: SharedFiles;
  serviceUrl(): string;
  now(): Date;
}

const mention = '@Adjutant';
const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function createDriver({ state, delivery, files, serviceUrl, now }: DriverOptions): TeamsDriver {
  /** What all activities about a place have in common. */
  function common({ tenant, user, conversation: id }: Where, thread?: string): Json {
    const conversation = state.conversation(id);
    const person = state.person(tenant, user);
    if (conversation.tenant !== tenant || (conversation.user !== undefined && conversation.user !== person.aad))
      throw new TeamsError(403, 'Forbidden', 'This is not your conversation.');
    const { team } = state.tenant(tenant);
    const isChannel = conversation.kind === 'channel';
    return {
      channelId: 'msteams',
      serviceUrl: serviceUrl(),
      timestamp: now().toISOString(),
      from: { id: person.id, name: person.name, aadObjectId: person.aad },
      recipient: { id: botId, name: botName },
      conversation: {
        conversationType: conversation.kind,
        tenantId: tenant,
        id: thread === undefined ? conversation.id : `${conversation.id};messageid=${thread}`,
        ...(isChannel ? { isGroup: true, name: conversation.name } : {}),
      },
      channelData: {
        tenant: { id: tenant },
        ...(isChannel
          ? { team: { id: team.id, name: team.name }, channel: { id: conversation.id, name: conversation.name } }
          : {}),
      },
    };
  }

  function activityOf(said: Said, id: string): Json {
    const isChannel = state.conversation(said.conversation).kind === 'channel';
    const isMention = said.text.includes(mention);
    const at = `<at>${botName}</at>`;
    const html = `<div>${escapeHtml(said.text)}</div>`;
    return {
      ...common(said, isChannel ? (said.thread ?? id) : undefined),
      type: 'message',
      id,
      textFormat: 'plain',
      text: said.text.replace(mention, at),
      attachments: [
        { contentType: 'text/html', content: html.replace(mention, `<span>${botName}</span>`) },
        // Bots are told of files in personal chats, and nowhere else.
        ...(isChannel ? [] : (said.files ?? []).map((each) => files.attachment(each))),
      ],
      ...(isMention ? { entities: [{ type: 'mention', text: at, mentioned: { id: botId, name: botName } }] } : {}),
    };
  }

  const shownFiles = ({ files: ids = [] }: Said) =>
    ids.length === 0 ? {} : { files: ids.map((each) => ({ id: each, name: files.find(each).name })) };

  const threadOf = ({ conversation, message }: Pressed): string | undefined => {
    const { kind } = state.conversation(conversation);
    return kind === 'channel' ? (state.message(conversation, message)?.thread ?? message) : undefined;
  };

  function invoke(pressed: Pressed, name: string, value: Json): Json {
    if (!state.message(pressed.conversation, pressed.message))
      throw new TeamsError(404, 'ActivityNotFoundInConversation', 'The message is gone.');
    return {
      ...common(pressed, threadOf(pressed)),
      type: 'invoke',
      id: `f:${randomUUID()}`,
      name,
      value,
      replyToId: pressed.message,
    };
  }

  /** What Teams would refuse to show is an error of the bot. */
  function checked(answer: Answer): Answer {
    const { body } = answer;
    if (!isJson(body)) return answer;
    if (body.type === 'application/vnd.microsoft.card.adaptive') checkCard(body.value);
    const value = isJson(body.task) && body.task.type === 'continue' ? body.task.value : undefined;
    if (isJson(value) && isJson(value.card)) checkCard(value.card.content);
    return answer;
  }

  async function announce(where: Where, action: 'add' | 'remove'): Promise<void> {
    const bot = [{ id: botId }];
    const change = action === 'add' ? { membersAdded: bot } : { membersRemoved: bot };
    const id = state.nextId();
    await Promise.all([
      delivery.tell({ ...common(where), type: 'conversationUpdate', id: `f:${id}`, ...change }),
      delivery.tell({ ...common(where), type: 'installationUpdate', id: `f:${id}i`, action }),
    ]);
  }

  async function setBot(where: Where, hasBot: boolean): Promise<void> {
    const conversation = state.conversation(where.conversation);
    if (conversation.hasBot === hasBot) return;
    state.saveConversation({ ...conversation, hasBot });
    await announce(where, hasBot ? 'add' : 'remove');
  }

  return {
    activityOf,
    bring: (file) => files.bring(file),
    fileOf: (id) => files.find(id),
    messages: (conversation) => state.messages(conversation),
    async say(said) {
      const conversation = state.conversation(said.conversation);
      const id = state.nextId();
      const activity = activityOf(said, id);
      const { aad } = state.person(said.tenant, said.user);
      const thread = said.thread === undefined ? {} : { thread: said.thread };
      state.saveMessage({
        id,
        conversation: conversation.id,
        from: aad,
        text: said.text,
        ...thread,
        ...shownFiles(said),
      });
      const isHeard = conversation.hasBot && (conversation.kind === 'personal' || said.text.includes(mention));
      if (!isHeard) return { status: 0, body: undefined, ms: 0, id };
      return { ...(await delivery.tell(activity)), id };
    },
    execute: async (pressed) => {
      const action = { type: 'Action.Execute', verb: String(pressed.data.adjutant ?? ''), data: pressed.data };
      return checked(await delivery.ask(invoke(pressed, 'adaptiveCard/action', { action, trigger: 'manual' })));
    },
    submit: async (pressed) => {
      const { msteams } = pressed.data;
      if (isJson(msteams) && msteams.type === 'task/fetch')
        return checked(
          await delivery.ask(invoke(pressed, 'task/fetch', { data: pressed.data, context: { theme: 'default' } })),
        );
      const activity = {
        ...common(pressed, threadOf(pressed)),
        type: 'message',
        id: state.nextId(),
        value: pressed.data,
      };
      return delivery.tell({ ...activity, replyToId: pressed.message });
    },
    submitDialog: async (pressed) =>
      checked(
        await delivery.ask(invoke(pressed, 'task/submit', { data: pressed.data, context: { theme: 'default' } })),
      ),
    async openPersonal({ tenant, user }) {
      const known = state.personal(tenant, user);
      if (known) return known;
      const person = state.person(tenant, user);
      const id = personalId(person);
      state.saveConversation({ id, kind: 'personal', tenant, name: person.name, hasBot: true, user: person.aad });
      await announce({ tenant, user, conversation: id }, 'add');
      return state.conversation(id);
    },
    install: (where) => setBot(where, true),
    uninstall: (where) => setBot(where, false),
  };
}
