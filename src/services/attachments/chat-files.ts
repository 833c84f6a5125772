import { AppError, type ChatFile, type Principal } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { nextNumber } from '../numbers.ts';
import { nameOfFile } from './kept-files.ts';

interface Row {
  number: number;
  door: ChatFile['door'];
  identity: string;
  name: string;
  bytes: number | null;
  place: Record<string, string>;
  attachment_id: string | null;
}

/** A file that somebody's message brought; `attachment` once it is kept. */
export interface ToldFile extends ChatFile {
  number: number;
  attachment: string | undefined;
}

/** Notes that a message of this person brings it, in the message's own transaction. The same file has one number. */
export async function noteChatFile(tx: Tx, { person }: Principal, file: ChatFile): Promise<number> {
  const number = await nextNumber(tx, 'chat_files');
  const { door, identity, name, bytes = null, place } = file;
  // Where it is fetched may change from one telling to the next: what was said last counts.
  const [row] = await tx.query<{ number: number }>(
    `insert into chat_files (tenant_id, number, person_id, door, identity, name, bytes, place)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant_id, person_id, door, identity) do update set place = excluded.place returning number`,
    [tx.tenant, number, person, door, identity, nameOfFile(name), bytes, JSON.stringify(place)],
  );
  return row?.number ?? number;
}

/** Only who brought it finds it. */
export async function findChatFile(tx: Tx, { person }: Principal, number: number): Promise<ToldFile> {
  const [row] = await tx.query<Row & Record<string, unknown>>(
    `select number, door, identity, name, bytes, place, attachment_id from chat_files where number = $1 and person_id = $2`,
    [number, person],
  );
  if (!row) {
    throw new AppError(
      'file.unknown',
      `There is no file upload:${number} that a message of yours brought. Send the file again.`,
    );
  }
  const { bytes, attachment_id, ...file } = row;
  return { ...file, bytes: bytes ?? undefined, attachment: attachment_id ?? undefined };
}

export const markKept = async (tx: Tx, { person }: Principal, number: number, attachment: string): Promise<void> =>
  void (await tx.query('update chat_files set attachment_id = $3 where number = $1 and person_id = $2', [
    number,
    person,
    attachment,
  ]));
