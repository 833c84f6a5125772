import type { SandboxOrganisation } from '../organisations.ts';
import type { Json } from './block-kit-rules.ts';

/** A message as the workspace keeps it; `wire.ts` makes Slack's JSON of it. */
export interface Message {
  ts: string;
  channel: string;
  team: string;
  user: string;
  byBot: boolean;
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: Json;
  threadTs?: string;
  /** A reply that is also shown in the channel. */
  broadcast?: boolean;
  editedTs?: string;
  /** A deleted root that still has replies. */
  tombstone?: boolean;
  mrkdwn?: boolean;
  /** As Slack shows files that a person brought. */
  files?: Json[];
  reactions: { name: string; users: string[] }[];
}

/** What only one person sees, from the bot or from Slack itself; gone when it is replaced or deleted. */
export interface Ephemeral {
  ts: string;
  channel: string;
  team: string;
  user: string;
  from: 'bot' | 'slackbot';
  text: string;
  blocks?: Json[];
  /** The slash command that this answers, as it was typed. */
  command?: string;
  threadTs?: string;
}

export interface Channel {
  id: string;
  team: string;
  name: string;
  hasBot: boolean;
  isArchived: boolean;
  /** Set for a direct message between this person and the bot. */
  directWith?: string;
  /** Only who is in it knows that it is there. */
  isPrivate?: boolean;
  /** Set for a direct message between people, in which the bot has no place. */
  between?: string[];
}

export interface View {
  id: string;
  team: string;
  user: string;
  hash: string;
  rootId: string;
  previousId: string | null;
  payload: Json;
  surface: 'modal' | 'home';
  /** What the person filled in so far, by block_id and action_id. */
  values: StateValues;
}

export type StateValues = Record<string, Record<string, Json>>;

export interface Person {
  id: string;
  name: string;
  handle: string;
  email: string;
  role: string;
  isBot: boolean;
}

/** A refusal in Slack's words: becomes `{ ok: false, error, ... }`. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: Json;
  constructor(code: string, details: Json = {}) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}

const handleOf = (name: string): string => (name.split(' ')[0] ?? name).toLowerCase();

export function membersOf(organisation: SandboxOrganisation): Person[] {
  const people = organisation.people.map((person) => ({
    id: person.slack,
    name: person.name,
    handle: handleOf(person.name),
    email: person.email,
    role: person.role,
    isBot: false,
  }));
  const bot = {
    id: organisation.slack.botUser,
    name: 'Adjutant',
    handle: 'adjutant',
    email: '',
    role: 'bot',
    isBot: true,
  };
  return [...people, bot];
}
