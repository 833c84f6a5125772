import { createHash } from 'node:crypto';
import { AppError, type FileKind, type KeptFile, type Principal, type ReadFile } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { nextNumber } from '../numbers.ts';

interface Row {
  id: string;
  number: number;
  project: string;
  name: string;
  kind: FileKind;
  bytes: number;
  pages: number;
  characters: number;
  person: string;
  at: Date;
}

const select = `select a.id, a.number, a.project, a.name, a.kind, a.bytes, a.pages, a.characters, p.name as person, a.at
  from attachments a join people p on p.id = a.person_id`;
const toFile = ({ id: _, ...file }: Row): KeptFile => file;

export const unknownFile = (number: number): AppError =>
  new AppError(
    'file.unknown',
    `There is no file attachment:${number} in a project that you are a member of. “documents list files” shows those that are.`,
  );

/** Of the projects that somebody is a member of. */
async function rowOf(tx: Tx, { projects }: Principal, number: number): Promise<Row> {
  const [row] = await tx.query<Row & Record<string, unknown>>(
    `${select} where a.number = $1 and a.project = any ($2)`,
    [number, projects],
  );
  if (!row) throw unknownFile(number);
  return row;
}

export const findFile = async (tx: Tx, principal: Principal, number: number): Promise<KeptFile> =>
  toFile(await rowOf(tx, principal, number));

export async function listFiles(
  tx: Tx,
  { projects }: Principal,
  { project, limit }: { project?: string; limit: number },
): Promise<KeptFile[]> {
  const among = project === undefined ? projects : projects.filter((each) => each === project);
  const rows = await tx.query<Row & Record<string, unknown>>(
    `${select} where a.project = any ($1) order by a.number desc limit $2`,
    [among, limit],
  );
  return rows.map(toFile);
}

export async function pagesOf(
  tx: Tx,
  principal: Principal,
  number: number,
  { from, count }: { from: number; count: number },
): Promise<string[]> {
  const { id } = await rowOf(tx, principal, number);
  const rows = await tx.query<{ content: string }>(
    'select content from attachment_pages where attachment_id = $1 and page between $2 and $3 order by page',
    [id, from, from + count - 1],
  );
  return rows.map(({ content }) => content);
}

/** The whole text. Pages are parted by an empty line, as paragraphs are. */
export async function textOfFile(tx: Tx, principal: Principal, number: number): Promise<string> {
  const { pages } = await rowOf(tx, principal, number);
  return (await pagesOf(tx, principal, number, { from: 1, count: pages })).join('\n\n');
}

const partBytes = 1_048_576;

async function writeParts(tx: Tx, id: string, content: Uint8Array): Promise<void> {
  for (let part = 0; part * partBytes < content.length; part += 1) {
    const piece = content.subarray(part * partBytes, (part + 1) * partBytes);
    await tx.query('insert into attachment_parts (tenant_id, attachment_id, part, content) values ($1, $2, $3, $4)', [
      tx.tenant,
      id,
      part + 1,
      Buffer.from(piece.buffer, piece.byteOffset, piece.length),
    ]);
  }
}

/** What was kept of a file, for who reads it once more. */
export async function contentOf(tx: Tx, id: string): Promise<Uint8Array> {
  const parts = await tx.query<{ part: number }>(
    'select part from attachment_parts where attachment_id = $1 order by part',
    [id],
  );
  const pieces: Buffer[] = [];
  for (const { part } of parts) {
    const [row] = await tx.query<{ content: Buffer }>(
      'select content from attachment_parts where attachment_id = $1 and part = $2',
      [id, part],
    );
    if (row) pieces.push(row.content);
  }
  return Buffer.concat(pieces);
}

export async function contentOfFile(
  tx: Tx,
  principal: Principal,
  number: number,
): Promise<{ name: string; content: Uint8Array }> {
  const { id, name } = await rowOf(tx, principal, number);
  return { name, content: await contentOf(tx, id) };
}

const maxName = 255;
/** As it is shown and looked for: one line, no folders. */
export const nameOfFile = (name: string): string => {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const shown = last
    .toWellFormed()
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return shown.slice(0, maxName).toWellFormed() || 'file';
};

/** Same content, same project: the one that is there, by its latest name. Who comes second waits for the first, by the number's lock. */
export async function keepFile(
  tx: Tx,
  { person }: Principal,
  { project, name, kind, content, pages }: ReadFile & { project: string },
): Promise<{ id: string; number: number; isNew: boolean }> {
  const sha256 = createHash('sha256').update(content).digest();
  const number = await nextNumber(tx, 'attachments');
  const [known] = await tx.query<{ id: string; number: number }>(
    'select id, number from attachments where project = $1 and sha256 = $2',
    [project, sha256],
  );
  if (known) {
    // Who sends it under another name looks for it by that.
    await tx.query('update attachments set name = $2 where id = $1', [known.id, nameOfFile(name)]);
    return { ...known, isNew: false };
  }
  const characters = pages.reduce((sum, page) => sum + page.length, 0);
  const [row] = await tx.query<{ id: string }>(
    `insert into attachments (tenant_id, number, project, name, kind, bytes, sha256, pages, characters, person_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [tx.tenant, number, project, nameOfFile(name), kind, content.length, sha256, pages.length, characters, person],
  );
  const { id } = row as { id: string };
  await tx.query(
    `insert into attachment_pages (tenant_id, attachment_id, page, content)
     select $1, $2, page, content from unnest($3::text[]) with ordinality as t (content, page)`,
    [tx.tenant, id, pages],
  );
  await writeParts(tx, id, content);
  return { id, number, isNew: true };
}
