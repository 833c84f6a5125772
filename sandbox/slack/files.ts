import { randomBytes } from 'node:crypto';
import { type Fault, isJson, type Json } from './block-kit-rules.ts';
import { SlackError } from './model.ts';
import type { Table } from './table.ts';
import { newId, type Workspace } from './workspace.ts';

/** A file from the moment an address was given for it. Its bytes are kept apart, as a list of files does not need them. */
export interface StoredFile {
  id: string;
  team: string;
  /** Who brought it; the bot’s own where it is left out. */
  user?: string;
  name: string;
  title: string;
  altText: string;
  length: number;
  /** In the address to which it is uploaded, once. */
  secret: string;
  state: 'named' | 'uploaded' | 'complete';
  mimetype: string;
  createdMs: number;
  completedMs: number;
  /** Channels in which a message shows it, and people to whom only they see it was shown. */
  channels: string[];
  people: string[];
}

export interface Files {
  /** An address for so many bytes. */
  name(team: string, request: { name: string; length: number; altText: string }): { file: StoredFile; url: string };
  /** Takes the bytes; answers why not, with a status as the upload address does. */
  upload(secret: string, bytes: Buffer): { status: number; text: string };
  /** A person brings a file: it is there at once. */
  bring(team: string, user: string, file: { name: string; content: Buffer }): StoredFile;
  complete(team: string, wanted: readonly { id: string; title: string | undefined }[]): StoredFile[];
  find(team: string, id: string): StoredFile;
  bytesOf(file: StoredFile): Buffer;
  /** What is wrong with the files that stand in blocks. */
  faultsIn(team: string, blocks: readonly Json[]): Fault[];
  /** The message that shows a file makes it visible to those who see the message. */
  share(blocks: readonly Json[], seenBy: { channel: string } | { person: string }): void;
  shareInMessage(file: StoredFile, channel: string): StoredFile;
  isVisible(file: StoredFile, person: string): boolean;
  /** How long Slack looks at a file after it was completed, before it can stand in a message. */
  slowDown(readyAfterMs: number): void;
}

const lengthMax = 50 * 1024 * 1024;
const waitMs = 3_600_000;

const kinds: readonly [mimetype: string, start: string][] = [
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
];
const mimetypeOf = (bytes: Buffer): string =>
  kinds.find(([, start]) => bytes.subarray(0, 8).toString('hex').startsWith(start))?.[0] ?? 'application/octet-stream';

/** `url`: the base of the addresses to upload to. */
export function createFiles(workspace: Workspace, url: () => string): Files {
  const pace = { readyAfterMs: 0 };
  const rows: Table<StoredFile> = workspace.table('files', ({ id }) => id);
  const contents = workspace.table<{ id: string; base64: string }>('file-contents', ({ id }) => id);
  const nowMs = (): number => workspace.now().getTime();
  const own = (team: string, id: string): StoredFile | undefined => {
    const file = rows.get(id);
    return file?.team === team ? file : undefined;
  };
  const isReady = ({ state, completedMs, mimetype }: StoredFile): boolean =>
    state === 'complete' && nowMs() - completedMs >= pace.readyAfterMs && mimetype.startsWith('image/');

  const files: Files = {
    slowDown: (readyAfterMs) => void Object.assign(pace, { readyAfterMs }),
    name(team, { name, length, altText }) {
      if (length > lengthMax) throw new SlackError('file_upload_size_restricted');
      const file: StoredFile = {
        id: newId('F'),
        team,
        name,
        title: name,
        altText,
        length,
        secret: randomBytes(16).toString('hex'),
        state: 'named',
        mimetype: '',
        createdMs: nowMs(),
        completedMs: 0,
        channels: [],
        people: [],
      };
      rows.save(file);
      return { file, url: `${url()}/slack/upload/v1/${file.secret}` };
    },
    upload(secret, bytes) {
      const file = rows.all().find((each) => each.secret === secret);
      if (!file || nowMs() - file.createdMs > waitMs) return { status: 404, text: 'unknown or expired address' };
      if (file.state !== 'named') return { status: 409, text: 'this address was used already' };
      if (bytes.length !== file.length)
        return { status: 400, text: `expected ${file.length} bytes, got ${bytes.length}` };
      contents.save({ id: file.id, base64: bytes.toString('base64') });
      rows.save({ ...file, state: 'uploaded', mimetype: mimetypeOf(bytes) });
      return { status: 200, text: `OK - ${bytes.length}` };
    },
    bring(team, user, { name, content }) {
      const { file } = files.name(team, { name, length: content.length, altText: '' });
      contents.save({ id: file.id, base64: content.toString('base64') });
      const mimetype = mimetypeOf(content);
      const brought: StoredFile = { ...file, user, state: 'complete', mimetype, completedMs: nowMs() };
      rows.save(brought);
      return brought;
    },
    complete(team, wanted) {
      const found = wanted.map(({ id, title }) => ({ file: files.find(team, id), title }));
      if (found.some(({ file }) => file.state !== 'uploaded')) throw new SlackError('file_update_failed');
      return found.map(({ file, title = file.title }) => {
        const complete: StoredFile = { ...file, title, state: 'complete', completedMs: nowMs() };
        rows.save(complete);
        return complete;
      });
    },
    find(team, id) {
      const file = own(team, id);
      if (!file) throw new SlackError('file_not_found');
      return file;
    },
    bytesOf: ({ id }) => Buffer.from(contents.get(id)?.base64 ?? '', 'base64'),
    faultsIn(team, blocks) {
      return placesOf(blocks).flatMap(({ pointer, id }) => {
        const file = own(team, id);
        return file && isReady(file) ? [] : [{ pointer, message: 'invalid slack file' }];
      });
    },
    share(blocks, seenBy) {
      for (const { id } of placesOf(blocks)) {
        const file = rows.get(id);
        if (!file) continue;
        const channels = 'channel' in seenBy ? [...new Set([...file.channels, seenBy.channel])] : file.channels;
        const people = 'person' in seenBy ? [...new Set([...file.people, seenBy.person])] : file.people;
        rows.save({ ...file, channels, people });
      }
    },
    shareInMessage(file, channel) {
      const shared = { ...file, channels: [...new Set([...file.channels, channel])] };
      rows.save(shared);
      return shared;
    },
    isVisible: ({ team, channels, people }, person) =>
      people.includes(person) ||
      channels.some((id) => {
        const { directWith } = workspace.channel(team, id);
        return directWith === undefined || directWith === person;
      }),
  };
  return files;
}

/** The files that stand in images anywhere in a list of blocks, by their id; an address is looked up by its last part. */
function placesOf(value: unknown, pointer = '/blocks'): { pointer: string; id: string }[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => placesOf(each, `${pointer}/${index}`));
  if (!isJson(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const place = `${pointer}/${key}`;
    if (key !== 'slack_file' || !isJson(member)) return placesOf(member, place);
    const byUrl =
      typeof member.url === 'string' ? member.url.split('/').find((part) => /^F[A-Z0-9]{8,}$/.test(part)) : '';
    return [{ pointer: place, id: typeof member.id === 'string' ? member.id : (byUrl ?? '') }];
  });
}
