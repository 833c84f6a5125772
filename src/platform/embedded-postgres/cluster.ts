import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Binaries } from './binaries.ts';
import { type Place, removal } from './place.ts';

const credentials = z.object({
  password: z.string().min(16),
  port: z.number().int().min(1).max(65_535).optional(),
  /** Root's data lies elsewhere than that of other users, so neither may take the other's password for its own. */
  asRoot: z.boolean(),
});

/** What must be known to reach a cluster again after a restart. */
export type Credentials = z.infer<typeof credentials>;

/** The server sees nothing of our environment: secrets may stand there, and PG* variables would change what it does. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const fileOf = (place: Place): string => join(place.private, 'cluster.json');

export function readCredentials(place: Place): Credentials | undefined {
  const file = fileOf(place);
  if (!existsSync(file)) return undefined;
  const found = parseCredentials(file);
  if (found.asRoot === (place.account !== undefined)) return found;
  throw new Error(
    `The database in ${place.private} was made by ${found.asRoot ? 'root' : 'an ordinary user'}. Start Adjutant as that user, or delete the folder to start empty.`,
  );
}

function parseCredentials(file: string): Credentials {
  try {
    return credentials.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const isForbidden = (cause as NodeJS.ErrnoException).code === 'EACCES';
    const remedy = isForbidden
      ? 'belongs to another user. Start Adjutant as that user, or delete it'
      : 'is damaged. Delete it';
    throw new Error(`${file} ${remedy} to start with an empty database; old data is set aside.`, { cause });
  }
}

export function writeCredentials(place: Place, value: Credentials): void {
  const draft = `${fileOf(place)}.new`;
  writeFileSync(draft, JSON.stringify(value), { mode: 0o600 });
  renameSync(draft, fileOf(place));
}

/** Data whose password is gone cannot be opened. It is kept once, since throwing data away is not ours to decide. */
export function setDataAside(place: Place): string {
  const aside = `${place.data}.previous`;
  rmSync(aside, { recursive: true, force: true });
  renameSync(place.data, aside);
  return aside;
}

/** Makes the data folder under another name first: an interrupted `initdb` leaves nothing that looks complete. */
export async function createData(binaries: Binaries, place: Place, sync: boolean): Promise<Credentials> {
  const password = randomBytes(24).toString('hex');
  const draft = `${place.data}.new`;
  const passwordFile = join(place.server, 'initial-password');
  rmSync(draft, removal);
  rmSync(passwordFile, { force: true });
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(place, draft, passwordFile);
    await initdb(binaries, place, ['-D', draft, `--pwfile=${passwordFile}`, ...(sync ? [] : ['--no-sync'])]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  const made = { password, asRoot: place.account !== undefined };
  writeCredentials(place, made);
  renameSync(draft, place.data);
  return made;
}

/** A data folder belongs to one major version for good. */
export function checkVersion(binaries: Binaries, place: Place): void {
  const made = readFileSync(join(place.data, 'PG_VERSION'), 'utf8').trim();
  const ours = binaries.version.split('.', 1)[0];
  if (made === ours) return;
  throw new Error(
    `The data in ${place.data} was made by Postgres ${made}, and this is Postgres ${ours}. Move it with pg_dump, or delete it to start empty.`,
  );
}

function giveTo({ account }: Place, ...paths: string[]): void {
  if (account === undefined) return;
  for (const path of paths) chownSync(path, account.uid, account.gid);
}

const initialSettings = [
  ['-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C'],
  ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
].flat();

async function initdb(binaries: Binaries, place: Place, arguments_: string[]): Promise<void> {
  try {
    await promisify(execFile)(binaries.initdb, [...initialSettings, ...arguments_], {
      ...place.account,
      cwd: place.server,
      env: serverEnvironment,
    });
  } catch (cause) {
    throw new Error(`The database could not be created: ${reasonOf(cause, place)}`, { cause });
  }
}

/** What keeps the server from being run at all, in words; anything else is its own last line. */
export function reasonOf(error: unknown, place: Place): string {
  const { code, stderr = '', message } = error as { code?: unknown; stderr?: string; message: string };
  if (place.account !== undefined && (code === 'EPERM' || code === 'EINVAL')) {
    return 'Postgres does not run as root, and here root may not become another user. Start Adjutant as an ordinary user, or set DATABASE_URL.';
  }
  const line = stderr.split('\n').find((text) => /error|fatal|could not/i.test(text));
  return line ?? message;
}
