export type Json = Record<string, unknown>;

export interface Conversation {
  id: string;
  kind: 'personal' | 'channel';
  tenant: string;
  name: string;
  /** The app is installed there. */
  hasBot: boolean;
  /** Entra object id of the person of a personal conversation. */
  user?: string;
}

export interface Message {
  /** Milliseconds, as in Teams; strictly growing. */
  id: string;
  conversation: string;
  /** The post under which it stands, in a channel. */
  thread?: string;
  /** Entra object id, or `bot`. */
  from: string;
  text: string;
  card?: Json;
  summary?: string;
  /** Files that a person brought: what it is called, and where it lies. */
  files?: { id: string; name: string }[];
  isEdited?: boolean;
}

/** A refusal, in the words of the Bot Connector. */
export class TeamsError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
