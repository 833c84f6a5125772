import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Postgres refuses to run as root; this account exists on every system and owns nothing else. */
const nobody = { uid: 65_534, gid: 65_534 };
/** A place that the account above can enter, whatever folder the checkout is in (often a 0700 home). */
const rootsPlace = '/var/lib/adjutant';
const ownerLock = 'owner.lock';
/** A server or initdb that was just killed may write its last files. */
export const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };

export interface ClusterName {
  /** The state folder of the checkout. */
  directory: string;
  name: string;
}

/** Where a cluster keeps its things, and as whom its server runs. */
export interface Place {
  /** For this user's eyes: the password, the lock. */
  private: string;
  /** What the server's account must be able to enter: data and log. */
  server: string;
  data: string;
  log: string;
  account: { uid: number; gid: number } | undefined;
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** Where binaries are copied that the server's account cannot reach, or that cannot be used where they are. */
export const binariesPlace = (directory: string): string => (isRoot() ? rootsPlace : directory);

export function placeOf({ directory, name }: ClusterName): Place {
  if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(name))
    throw new Error(`"${name}" is no name for a cluster: use a-z, 0-9 and -.`);
  const own = join(directory, name);
  const server = isRoot() ? join(rootsPlace, keyOf(directory), name) : own;
  const account = isRoot() ? nobody : undefined;
  return { private: own, server, data: join(server, 'data'), log: join(server, 'server.log'), account };
}

export function makeFolders(place: Place): void {
  mkdirSync(place.private, { recursive: true, mode: 0o700 });
  if (place.server !== place.private) makeEnterable(place.server);
}

/** Set explicitly at each level: a strict umask, or the mode of a deeper folder, would lock the server's account out. */
export function makeEnterable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (let path = folder; path.startsWith(rootsPlace); path = dirname(path)) chmodSync(path, 0o711);
}

export function removeFolders(place: Place): void {
  rmSync(place.server, removal);
  rmSync(place.private, removal);
  if (place.server !== place.private) removeIfEmpty(join(place.server, '..'));
}

/** Held by the process that a cluster belongs to; the first thing that is made of it. */
export const lockFile = (place: Place): string => join(place.private, ownerLock);

/** The clusters that were ever begun in a state folder and not removed. */
export function clusterNames(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name) => existsSync(join(directory, name, ownerLock)));
}

function keyOf(directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 12);
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}
