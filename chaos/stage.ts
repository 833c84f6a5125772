import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { freePort } from '../src/platform/free-port.ts';
import type { Resources } from '../src/platform/resources.ts';
import { startRedis } from '../test/harness/redis-server.ts';
import { makeRepository } from '../test/harness/repository.ts';
import type { Random } from './random.ts';
import { type Supervised, supervise } from './supervised.ts';

export interface StageOptions {
  /** A role that may do everything, on a database of its own. */
  databaseUrl: string;
  backend: 'postgres' | 'redis';
  random: Random;
  resources: Resources;
  /** Throws when somebody asked to stop: what is started after that, nobody would end. */
  goOn(): void;
}

/** Several processes of the product on one database, and the vendors beside them. */
export interface Stage {
  web: Supervised;
  workers: readonly [Supervised, Supervised];
  all: readonly Supervised[];
  webUrl: string;
  vendorsUrl: string;
  tokenOf(organisation: string): string;
  /** Of the product's own roles, and nobody else's. */
  dropConnections(): Promise<void>;
  emptyRedis: (() => void) | undefined;
  /** Accepted, and neither ended nor waiting for a person. */
  openRuns(): Promise<number>;
}

/** How long a worker may be silent before another takes over, in seconds. */
export const leaseSeconds = 2;
const hasty = {
  LEASE_SECONDS: String(leaseSeconds),
  EFFECT_LEASE_SECONDS: '3',
  EFFECT_RETRY_SECONDS: '0.2',
  GITLAB_REQUEST_SECONDS: '5',
  SWEEP_SECONDS: '0.5',
  CALL_PATIENCE_SECONDS: '1',
  PERSON_REQUESTS_PER_MINUTE: '100000',
  ORGANISATION_REQUESTS_PER_MINUTE: '100000',
  LOG_LEVEL: 'warn',
};
const told = z.object({
  url: z.string(),
  settings: z.record(z.string(), z.string()),
  tokens: z.record(z.string(), z.string()),
});

function makeFolder(resources: Resources): string {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-chaos-'));
  resources.add(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface VendorsOptions {
  folder: string;
  webUrl: string;
  settings: Readonly<Record<string, string>>;
  resources: Resources;
}

async function startVendors({ folder, webUrl, settings, resources }: VendorsOptions) {
  const repository = makeRepository(join(folder, 'source'));
  const signingSecret = randomBytes(16).toString('hex');
  const child = fork(join(import.meta.dirname, 'vendors.ts'), [folder, repository, webUrl, signingSecret], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, HOME: folder, ...settings },
  });
  const ended = once(child, 'exit');
  resources.add(async () => {
    if (child.connected) child.disconnect();
    await ended;
  });
  const first = await Promise.race([once(child, 'message'), ended]);
  return told.parse(first[0]);
}

async function openDatabase(url: string, resources: Resources): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  resources.add(() => pool.end());
  return pool;
}

/** Starts everything; `resources` ends it, in whatever state it is then. */
export async function startStage({ databaseUrl, backend, random, resources, goOn }: StageOptions): Promise<Stage> {
  const folder = makeFolder(resources);
  const database = await openDatabase(databaseUrl, resources);
  const redis = backend === 'redis' ? await startRedis() : undefined;
  if (redis) resources.add(() => redis.stop());
  const port = await freePort();
  goOn();
  const webUrl = `http://127.0.0.1:${port}`;
  const settings = {
    DATABASE_URL: databaseUrl,
    ADJUTANT_SECRET: randomBytes(24).toString('hex'),
    PUBLIC_URL: webUrl,
    ...(redis ? { REDIS_URL: redis.url } : {}),
    ...hasty,
  };
  const vendors = await startVendors({ folder, webUrl, settings, resources });
  const run = async (name: string, roles: string, listens: number): Promise<Supervised> => {
    goOn();
    const home = join(folder, name);
    mkdirSync(home);
    const own = { ...settings, ...vendors.settings, ROLES: roles, PORT: String(listens) };
    const supervised = supervise({ name, folder: home, settings: own, awayMs: () => random.between(0, 400) });
    resources.add(() => supervised.stop());
    return supervised;
  };
  const web = await run('web', 'web,mcp', port);
  const workers = [
    await run('worker-1', 'worker', await freePort()),
    await run('worker-2', 'worker', await freePort()),
  ] as const;
  const all = [web, ...workers];
  await Promise.all(all.map((each) => each.ready()));
  return {
    web,
    workers,
    all,
    webUrl,
    vendorsUrl: vendors.url,
    tokenOf: (organisation) => vendors.tokens[organisation] ?? '',
    dropConnections: async () => {
      await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename like 'adjutant%' and datname = current_database()`,
      );
    },
    emptyRedis: redis ? () => redis.flush() : undefined,
    openRuns: async () => {
      const { rows } = await database.query<{ open: number }>(
        `select count(*)::integer as open from adjutant.runs where state in ('queued', 'running')`,
      );
      return rows[0]?.open ?? 0;
    },
  };
}
