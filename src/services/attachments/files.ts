import {
  type ChatFile,
  type Context,
  type FileReader,
  type FileStore,
  type KeptFile,
  maxFileBytes,
  type Principal,
  type ReadFile,
  requireMember,
  requirePermission,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import { findChatFile, markKept } from './chat-files.ts';
import { contentOf, contentOfFile, findFile, keepFile, listFiles, pagesOf, textOfFile } from './kept-files.ts';
import { type Reading, tooLargeFile } from './reading.ts';

/** Gets a file from its chat: with that organisation's account there, never more than 50 MB, from no other place. */
export type FetchFile = (tenant: string, file: ChatFile, signal: AbortSignal) => Promise<Uint8Array>;

export interface FilesOptions {
  database: Database;
  reading: Reading;
  fetchFile: FetchFile;
}

/** In the transaction of the capability's step. */
export const createFileStore = (tx: Tx, { principal }: Pick<Context, 'principal'>): FileStore => ({
  async keep({ upload, ...file }) {
    const { id, number } = await keepFile(tx, principal, file);
    if (upload !== undefined) await markKept(tx, principal, upload, id);
    return findFile(tx, principal, number);
  },
});

const createFileReaders =
  ({ database, reading, fetchFile }: FilesOptions) =>
  (principal: Principal): FileReader => {
    const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.withTenant(principal.tenant, work);
    return {
      list: (wanted) => within((tx) => listFiles(tx, principal, wanted)),
      find: (number) => within((tx) => findFile(tx, principal, number)),
      pages: (number, wanted) => within((tx) => pagesOf(tx, principal, number, wanted)),
      text: (number) => within((tx) => textOfFile(tx, principal, number)),
      async fetch(upload, signal) {
        const told = await within((tx) => findChatFile(tx, principal, upload));
        const { attachment, name, bytes } = told;
        if (bytes !== undefined && bytes > maxFileBytes) throw tooLargeFile(name, bytes);
        // Addresses in chats do not last: what is here already is not fetched again.
        const content = attachment
          ? await within((tx) => contentOf(tx, attachment))
          : await fetchFile(principal.tenant, told, signal);
        const read: ReadFile = { name, content, ...(await reading.read(name, content)) };
        return read;
      },
    };
  };

/** For doors that are given a file itself. */
export interface Files {
  readerFor(principal: Principal): FileReader;
  /** The file itself. Throws `file.unknown`. */
  contentOf(principal: Principal, number: number): Promise<{ name: string; content: Uint8Array }>;
  /** Reads it and keeps it. Throws what is wrong with it, and `project.unknown`. */
  keep(
    principal: Principal,
    file: { project: string; name: string; content: Uint8Array; correlation: string },
  ): Promise<{ file: KeptFile; isNew: boolean }>;
}

/** The capability that does the same for what a chat brought. */
export const keepingCapability = 'documents.keep-file';

export const createFiles = (options: FilesOptions): Files => ({
  readerFor: createFileReaders(options),
  contentOf: (principal, number) =>
    options.database.withTenant(principal.tenant, (tx) => contentOfFile(tx, principal, number)),
  async keep(principal, { project, name, content, correlation }) {
    requirePermission({ permission: 'documents:files:create' }, principal);
    requireMember(project, principal);
    const read = await options.reading.read(name, content);
    return options.database.withTenant(principal.tenant, async (tx) => {
      const { number, isNew } = await keepFile(tx, principal, { project, name, content, ...read });
      await recordAudit(tx, {
        person: principal.person,
        door: principal.door,
        action: 'asked',
        capability: keepingCapability,
        outcome: 'done',
        correlation,
        details: { attachment: number, bytes: content.length },
      });
      return { file: await findFile(tx, principal, number), isNew };
    });
  },
});
