import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './embedded-postgres/binaries.ts';
import {
  checkVersion,
  createData,
  readCredentials,
  setDataAside,
  writeCredentials,
} from './embedded-postgres/cluster.ts';
import {
  type ClusterName,
  clusterNames,
  lockFile,
  makeFolders,
  type Place,
  placeOf,
  removeFolders,
} from './embedded-postgres/place.ts';
import {
  findPostmaster,
  type Launch,
  launchPostmaster,
  type Postmaster,
  removeStalePidFile,
  stopPostmaster,
  wasLaunchedLike,
} from './embedded-postgres/postmaster.ts';
import { tryLock } from './exclusive-lock.ts';
import { freePort, listenFault } from './free-port.ts';

export interface EmbeddedPostgres {
  /** As the superuser: `postgres://postgres:<password>@127.0.0.1:<port>/postgres`. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions extends ClusterName {
  /** More settings of the server, for example `{ fsync: 'off' }`. */
  settings?: Record<string, string>;
  onProgress?(line: string): void;
}

const defaultSettings = {
  max_connections: '100',
  shared_buffers: '64MB',
  log_checkpoints: 'off',
  /** Statements hold people's data, which does not belong in a log. */
  log_min_error_statement: 'panic',
};
const startTries = 5;
const reuseLimitMs = 30_000;

/** Runs a real Postgres that belongs to this process: made on the first start, found again when a killed process left it. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = placeOf(options);
  makeFolders(place);
  const lock = lockOf(place);
  if (lock === undefined) throw new Error(`Another process runs the Postgres in ${place.private}. Stop it first.`);
  try {
    const { server, password } = await run(options, place);
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await stopRunning(place);
      lock.release();
    };
    return {
      url: urlOf(password, server.port),
      port: server.port,
      stop() {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The address of the server that runs for another process; `undefined` when none does. */
export function findEmbeddedPostgres(name: ClusterName): string | undefined {
  if (!existsSync(join(name.directory, name.name))) return undefined;
  const place = placeOf(name);
  const [running, credentials] = [findPostmaster(place), readCredentials(place)];
  return running && credentials && urlOf(credentials.password, running.port);
}

/** Deletes a cluster with its data, stopping what a dead owner left running; false when a living process uses it. */
export async function removeEmbeddedPostgres(name: ClusterName): Promise<boolean> {
  if (!existsSync(join(name.directory, name.name))) return true;
  const place = placeOf(name);
  const lock = lockOf(place);
  if (lock === undefined) return false;
  try {
    await stopRunning(place);
    removeFolders(place);
    return true;
  } finally {
    lock.release();
  }
}

/** Deletes the clusters whose names start so and whose owners are dead. */
export async function removeOrphanedPostgres(directory: string, prefix: string): Promise<void> {
  for (const name of clusterNames(directory)) {
    if (name.startsWith(prefix)) await removeEmbeddedPostgres({ directory, name });
  }
}

const lockOf = (place: Place) => tryLock(lockFile(place));

const urlOf = (password: string, port: number): string => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

async function run(options: EmbeddedPostgresOptions, place: Place): Promise<{ server: Postmaster; password: string }> {
  const settings = { ...defaultSettings, ...options.settings };
  const binaries = findBinaries(options.directory, place);
  const credentials = await openData(options, binaries, place);
  const launch = { binaries, place, settings, port: credentials.port ?? (await freePort()) };
  const server = (await reuse(launch, credentials.password, options)) ?? (await startOnFreePort(launch));
  if (server.port !== credentials.port) writeCredentials(place, { ...credentials, port: server.port });
  return { server, password: credentials.password };
}

async function openData(options: EmbeddedPostgresOptions, binaries: Binaries, place: Place) {
  const known = readCredentials(place);
  if (known !== undefined && existsSync(place.data)) {
    checkVersion(binaries, place);
    return known;
  }
  if (existsSync(place.data)) {
    await stopRunning(place);
    options.onProgress?.(`The password of the old database is gone, so it was set aside: ${setDataAside(place)}`);
  }
  options.onProgress?.('Creating the database (only this once) …');
  return await createData(binaries, place, options.settings?.fsync !== 'off');
}

async function reuse(launch: Launch, password: string, options: EmbeddedPostgresOptions) {
  const found = findPostmaster(launch.place);
  if (found === undefined) return undefined;
  const isSame = wasLaunchedLike({ ...launch, port: found.port });
  if (isSame && (await answers(found, password, launch.place))) {
    options.onProgress?.(`Reusing the Postgres that is still running (process ${found.pid}).`);
    return found;
  }
  await stopPostmaster(found);
  return undefined;
}

/** It may still be replaying its log, or closing down because its last owner asked it to. */
async function answers(found: Postmaster, password: string, place: Place): Promise<boolean> {
  const deadline = Date.now() + reuseLimitMs;
  while (findPostmaster(place)?.pid === found.pid && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: urlOf(password, found.port), connectionTimeoutMillis: 5000 });
    client.on('error', () => client.end());
    try {
      await client.connect();
      const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
      return rows[0]?.folder === place.data;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== 'ECONNREFUSED' && code !== '57P03') return false;
      await delay(50);
    } finally {
      await client.end();
    }
  }
  return false;
}

/** Tried again because the port can be lost at the last moment. */
async function startOnFreePort(launch: Launch): Promise<Postmaster> {
  await removeStalePidFile(launch.place);
  for (let attempt = 1; ; attempt++) {
    const port = (await listenFault(launch.port)) === undefined ? launch.port : await freePort();
    try {
      return await launchPostmaster({ ...launch, port });
    } catch (error) {
      if (attempt === startTries) throw error;
      await delay(attempt * 100);
    }
  }
}

async function stopRunning(place: Place): Promise<void> {
  const running = findPostmaster(place);
  if (running !== undefined) await stopPostmaster(running);
}
