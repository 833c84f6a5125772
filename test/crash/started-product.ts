import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { placeOf } from '../../src/platform/embedded-postgres/place.ts';
import { removeEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { freePort } from '../../src/platform/free-port.ts';
import { processesIn } from '../../src/platform/process-table.ts';
import { waitFor } from '../harness/wait-for.ts';

const startLimitMs = 120_000;
const checkout = join(import.meta.dirname, '..', '..');
const block = z.looseObject({ type: z.string(), elements: z.array(z.looseObject({})).optional() });
const message = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  text: z.string(),
  blocks: z.array(block).optional(),
});
const state = z.looseObject({ messages: z.array(message) });
export type ChatMessage = z.infer<typeof message>;

export interface ProductOptions {
  /** Where everything that survives a kill lies. */
  folder: string;
  repository: string;
  ports: { application: number; vendors: number };
  killAt?: string;
  settings?: Readonly<Record<string, string>>;
}

/** The whole product as `npm start` runs it, in a process of its own, used by HTTP as the chat page does. */
export interface Product {
  /** SIGKILL to the process and to its Postgres: nothing gets to tidy up. */
  killAll(): Promise<void>;
  isRunning(): boolean;
  stop(): Promise<void>;
  chat(path: string, body: object): Promise<unknown>;
  /** What the Teams page does and reads. */
  teams(path: string, body: object): Promise<unknown>;
  teamsState(who: { tenant: string; user: string; conversation: string }): Promise<unknown>;
  messages(who: { team: string; user: string; channel: string }): Promise<ChatMessage[]>;
  effects(): Promise<Record<string, Record<string, number>>>;
}

export const freePorts = async (): Promise<{ application: number; vendors: number }> => ({
  application: await freePort(),
  vendors: await freePort(),
});

/** Some of the server's processes end by themselves between being seen and being killed. */
function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const clusterOf = (folder: string) => ({ directory: join(folder, '.adjutant'), name: 'postgres' });

/** The server and all its children. */
function postgresProcesses(folder: string): number[] {
  const { data } = placeOf(clusterOf(folder));
  return existsSync(data) ? processesIn(realpathSync(data)) : [];
}

/** Deletes what the product kept below the folder, and what its Postgres kept elsewhere. */
export async function removeProduct(folder: string): Promise<void> {
  await removeEmbeddedPostgres(clusterOf(folder));
  rmSync(folder, { recursive: true, force: true });
}

export async function startProduct({
  folder,
  repository,
  ports,
  killAt,
  settings = {},
}: ProductOptions): Promise<Product> {
  const child: ChildProcess = spawn(process.execPath, [join(checkout, 'sandbox', 'main.ts')], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      HOME: folder,
      PORT: String(ports.application),
      SANDBOX_PORT: String(ports.vendors),
      SANDBOX_FOLDER: folder,
      SANDBOX_REPOSITORY: repository,
      LEASE_SECONDS: '1',
      EFFECT_LEASE_SECONDS: '1',
      SWEEP_SECONDS: '0.2',
      GITLAB_REQUEST_SECONDS: '1',
      ...settings,
      ...(killAt ? { SANDBOX_KILL_AT: killAt } : {}),
    },
  });
  const ended = once(child, 'exit');
  const output = { text: '' };
  child.stdout?.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  await waitFor(
    'the product to start',
    () => output.text.includes('Adjutant is ready') || child.exitCode !== null,
    startLimitMs,
  );
  if (child.exitCode !== null) throw new Error(`the product did not start:\n${output.text}`);

  const vendors = `http://127.0.0.1:${ports.vendors}`;
  const json = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(`${vendors}${path}`, { ...init, signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const post = (path: string, body: object): Promise<unknown> =>
    json(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async killAll() {
      child.kill('SIGKILL');
      for (const pid of postgresProcesses(folder)) killQuietly(pid);
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    chat: (path, body) => post(`/chat${path}`, body),
    teams: (path, body) => post(`/teams/chat${path}`, body),
    teamsState: (who) => json(`/teams/chat/state?${new URLSearchParams(who)}`),
    messages: async (who) => state.parse(await json(`/chat/state?${new URLSearchParams(who)}`)).messages,
    effects: async () =>
      z
        .looseObject({ byVendor: z.record(z.string(), z.record(z.string(), z.number())) })
        .parse(await json('/_control/effects')).byVendor,
  };
}
