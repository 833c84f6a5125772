import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from './platform/config.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { listenPort } from './platform/free-port.ts';
import { type KeptSecrets, keepSecrets } from './platform/kept-secrets.ts';
import type { Resources } from './platform/resources.ts';
import { claimInstance, stateFolder } from './platform/state-folder.ts';

/** What is kept in a checkout between starts. Made and claimed when it is first asked for, by one process at a time. */
export interface State {
  readonly folder: string;
  readonly secrets: KeptSecrets;
  /** For who will keep something: throws when another process runs from here. */
  claim(): void;
  /** Tells who looks here where this one is; with a token, also by whom it may be called from this checkout. */
  announce(url: string, token?: string): void;
}

/** What an application runs on: its secret, its database, its address. */
export interface Installation {
  config: Config;
  masterKey: Buffer;
  ownerUrl: string;
  port: number;
  publicUrl: string;
  /** Where signed ends of audit trails are kept; undefined: in the log alone. */
  checkpointsFile: string | undefined;
}

export interface InstallationOptions {
  config: Config;
  state: State;
  resources: Resources;
  onProgress?: (line: string) => void;
}

const usualPort = 7070;
const keyOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Processes that have everything configured keep nothing here: they can share a checkout, or be unable to write to it. */
export function openState(checkout: string, resources: Resources): State {
  const claim = () => {
    const folder = stateFolder(checkout);
    const instance = claimInstance(folder);
    resources.add(() => instance.release());
    return { folder, instance, secrets: keepSecrets(folder) };
  };
  let claimed: ReturnType<typeof claim> | undefined;
  const open = () => {
    claimed ??= claim();
    return claimed;
  };
  return {
    get folder() {
      return open().folder;
    },
    get secrets() {
      return open().secrets;
    },
    claim: () => void open(),
    announce: (url, token) => claimed?.instance.announce(url, token),
  };
}

const cluster = 'postgres';

async function startDatabase({ state, resources, onProgress = () => undefined }: InstallationOptions): Promise<string> {
  const server = await startEmbeddedPostgres({ directory: state.folder, name: cluster, onProgress });
  resources.add(() => server.stop());
  return server.url;
}

/** The database of what runs here, or is configured: for an operator beside it. */
export function findDatabase({ DATABASE_URL: url }: Config, folders: readonly string[]): string {
  const found = url ?? folders.map((directory) => findEmbeddedPostgres({ directory, name: cluster })).find(Boolean);
  if (found) return found;
  throw new Error(
    'No Adjutant runs from this folder. Go to where it was started, or set DATABASE_URL to the one that it uses.',
  );
}

/** Opens what is configured, and makes what is not: nothing has to be set before the first start. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { config, state } = options;
  const masterKey = keyOf(config.ADJUTANT_SECRET?.reveal() ?? state.secrets.get('master'));
  const port = await listenPort({
    wanted: config.PORT ?? usualPort,
    explicit: config.PORT !== undefined,
    host: config.HOST,
  });
  return {
    config,
    masterKey,
    port,
    ownerUrl: config.DATABASE_URL ?? (await startDatabase(options)),
    checkpointsFile:
      config.AUDIT_CHECKPOINTS_FILE ??
      (config.DATABASE_URL ? undefined : join(state.folder, 'audit-checkpoints.jsonl')),
    publicUrl: (config.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
  };
}
