import type { SandboxOrganisation } from '../organisations.ts';
import type { Store } from '../store.ts';
import { type Conversation, type Message, TeamsError } from './model.ts';
import { type TeamsPerson, type TeamsTenant, teamsTenant } from './organisations.ts';

/** Something that a page has to look at again. */
export interface Change {
  conversation: string;
}

/** All state of the Teams sandbox: it lives in the store, so that it survives a restart. */
export interface TeamsState {
  readonly tenants: readonly TeamsTenant[];
  tenant(id: string): TeamsTenant;
  person(tenant: string, aad: string): TeamsPerson;
  conversation(id: string): Conversation;
  conversations(): Conversation[];
  saveConversation(conversation: Conversation): void;
  personal(tenant: string, aad: string): Conversation | undefined;
  messages(conversation: string): Message[];
  message(conversation: string, id: string): Message | undefined;
  saveMessage(message: Message): void;
  deleteMessage(message: Message): void;
  nextId(): string;
  count(effect: string): void;
  counts(): Record<string, number>;
  reset(): void;
  subscribe(listener: (change: Change) => void): () => void;
}

interface Row<T> {
  key: string;
  value: T;
}

/** A collection that is emptied by writing what is in it anew: the store has no other way to forget a part. */
function openTable<T>(store: Store, name: string) {
  const rows = store.collection<Row<T>>(`teams.${name}`);
  return {
    get: (key: string): T | undefined => rows.get(key)?.value,
    put: (key: string, value: T): void => rows.put(key, { key, value }),
    delete: (key: string): void => rows.delete(key),
    all: (): T[] => rows.all().map(({ value }) => value),
    clear: (): void => {
      for (const { key } of rows.all()) rows.delete(key);
    },
  };
}

export const personalId = (person: TeamsPerson): string => `a:1${person.id.slice(3)}`;

export function openTeamsState(
  store: Store,
  organisations: readonly SandboxOrganisation[],
  now: () => Date,
): TeamsState {
  const tenants = organisations.map(teamsTenant);
  const conversations = openTable<Conversation>(store, 'conversations');
  const counters = openTable<number>(store, 'effects');
  const clock = openTable<number>(store, 'clock');
  const messagesOf = (conversation: string) => openTable<Message>(store, `messages.${conversation}`);
  const listeners = new Set<(change: Change) => void>();
  const changed = (conversation: string): void => {
    for (const listener of listeners) listener({ conversation });
  };

  /** Only what is not there yet: where the app was taken out it stays out after a restart. */
  function seed(): void {
    for (const { tenant, channels } of tenants)
      for (const { id, name, hasBot } of channels)
        if (!conversations.get(id)) conversations.put(id, { id, kind: 'channel', tenant, name, hasBot });
  }
  seed();

  const state: TeamsState = {
    tenants,
    tenant(id) {
      const found = tenants.find(({ tenant }) => tenant === id);
      if (found) return found;
      throw new TeamsError(404, 'TenantNotFound', 'There is no such tenant.');
    },
    person(tenant, aad) {
      const found = state.tenant(tenant).people.find((person) => person.aad === aad || person.id === aad);
      if (found) return found;
      throw new TeamsError(404, 'MemberNotFound', 'There is no such person.');
    },
    conversation(id) {
      const found = conversations.get(id.replace(/;messageid=.*$/, ''));
      if (found) return found;
      throw new TeamsError(404, 'ConversationNotFound', 'Conversation not found.');
    },
    conversations: () => conversations.all(),
    saveConversation(conversation) {
      conversations.put(conversation.id, conversation);
      changed(conversation.id);
    },
    personal: (tenant, aad) => conversations.get(personalId(state.person(tenant, aad))),
    messages: (conversation) => messagesOf(conversation).all(),
    message: (conversation, id) => messagesOf(conversation).get(id),
    saveMessage(message) {
      messagesOf(message.conversation).put(message.id, message);
      changed(message.conversation);
    },
    deleteMessage(message) {
      messagesOf(message.conversation).delete(message.id);
      changed(message.conversation);
    },
    nextId() {
      const next = Math.max(now().getTime(), (clock.get('last') ?? 0) + 1);
      clock.put('last', next);
      return String(next);
    },
    count: (effect) => counters.put(effect, (counters.get(effect) ?? 0) + 1),
    counts: () =>
      Object.fromEntries(
        store
          .collection<Row<number>>('teams.effects')
          .all()
          .map(({ key, value }) => [key, value]),
      ),
    reset() {
      for (const { id } of conversations.all()) messagesOf(id).clear();
      conversations.clear();
      counters.clear();
      seed();
      for (const { id } of conversations.all()) changed(id);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return state;
}
