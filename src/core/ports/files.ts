/** What a file is by its content. */
export const fileKinds = ['patch', 'pdf', 'docx', 'markdown', 'text', 'csv'] as const;
export type FileKind = (typeof fileKinds)[number];

/** A kept file, without what it says. */
export interface KeptFile {
  number: number;
  project: string;
  name: string;
  kind: FileKind;
  bytes: number;
  /** One where the kind knows no pages. */
  pages: number;
  characters: number;
  /** Who brought it first. */
  person: string;
  at: Date;
}

/** A file whose text was read. */
export interface ReadFile {
  name: string;
  kind: FileKind;
  content: Uint8Array;
  pages: readonly string[];
}

/** A file that a chat told of, as its door finds it again. */
export interface ChatFile {
  door: 'slack' | 'teams';
  /** The same for each time that it is told of. */
  identity: string;
  name: string;
  /** As the chat says. */
  bytes: number | undefined;
  /** What the door needs to fetch it. */
  place: Readonly<Record<string, string>>;
}

/** Files of the projects that somebody is a member of. No other one is told to be there. */
export interface FileReader {
  /** The newest first. */
  list(wanted: { project?: string; limit: number }): Promise<KeptFile[]>;
  /** Throws `file.unknown`. */
  find(number: number): Promise<KeptFile>;
  pages(number: number, wanted: { from: number; count: number }): Promise<string[]>;
  /** The whole text. Throws `file.unknown`. */
  text(number: number): Promise<string>;
  /** Gets what a chat message of this person brought, and reads it. Throws what is wrong with the file. */
  fetch(upload: number, signal: AbortSignal): Promise<ReadFile>;
}

export interface FileStore {
  /** The same content is kept once in a project: then that one is answered. */
  keep(file: ReadFile & { project: string; upload?: number }): Promise<KeptFile>;
}
