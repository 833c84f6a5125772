import { createHash } from 'node:crypto';
import type { Config } from './platform/config.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { listenPort } from './platform/free-port.ts';
import { type KeptSecrets, keepSecrets } from './platform/kept-secrets.ts';
import { claimInstance, stateFolder } from './platform/state-folder.ts';

/** What an application runs on: its folder, its secrets, its database, its address. */
export interface Installation {
  config: Config;
  folder: string;
  secrets: KeptSecrets;
  masterKey: Buffer;
  ownerUrl: string;
  port: number;
  publicUrl: string;
  /** Tells the next one who starts here where this one is. */
  announce(url: string): void;
  close(): Promise<void>;
}

const usualPort = 7070;
const keyOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Opens what is configured, and makes what is not: nothing has to be set before the first start. */
export async function openInstallation(
  config: Config,
  checkout: string,
  onProgress: (line: string) => void = () => undefined,
): Promise<Installation> {
  const folder = stateFolder(checkout);
  const instance = claimInstance(folder);
  try {
    const port = await listenPort({
      wanted: config.PORT ?? usualPort,
      explicit: config.PORT !== undefined,
      host: config.HOST,
    });
    const secrets = keepSecrets(folder);
    const server = config.DATABASE_URL
      ? undefined
      : await startEmbeddedPostgres({ directory: folder, name: 'postgres', onProgress });
    return {
      config,
      folder,
      secrets,
      masterKey: keyOf(config.ADJUTANT_SECRET?.reveal() ?? secrets.get('master')),
      ownerUrl: config.DATABASE_URL ?? server?.url ?? '',
      port,
      publicUrl: (config.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
      announce: (url) => instance.announce(url),
      close: async () => {
        await server?.stop();
        instance.release();
      },
    };
  } catch (error) {
    instance.release();
    throw error;
  }
}

/** Resolves when somebody asks this process to stop; a second time means now. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (isAsked) process.exit(1);
        isAsked = true;
        resolve();
      });
    }
  });
}
