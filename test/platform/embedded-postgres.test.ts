import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOf } from '../../src/platform/embedded-postgres/place.ts';
import {
  removeEmbeddedPostgres,
  removeOrphanedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres.ts';
import { isAlive, waitForExit } from '../../src/platform/process-table.ts';

const settings = { fsync: 'off', shared_buffers: '16MB' };
const owner = join(import.meta.dirname, 'postgres-owner.ts');
let directory: string;
let cluster: { directory: string; name: string };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adjutant-postgres-'));
  cluster = { directory, name: 'main' };
});
afterEach(async () => {
  await removeOrphanedPostgres(directory, '');
  rmSync(directory, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that starts the cluster, so that it can be killed. */
async function startElsewhere(): Promise<{ owner: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [owner, directory, cluster.name, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { owner: child, url };
}

const postmasterPid = (): number =>
  Number(readFileSync(join(placeOf(cluster).data, 'postmaster.pid'), 'utf8').split('\n')[0]);

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('startEmbeddedPostgres', () => {
  it('keeps data, password and port from one start to the next', async () => {
    const first = await startEmbeddedPostgres({ ...cluster, settings });
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await startEmbeddedPostgres({ ...cluster, settings });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('stops for good: nothing answers and no process is left', async () => {
    const server = await startEmbeddedPostgres({ ...cluster, settings });
    const pid = postmasterPid();
    await server.stop();
    expect(isAlive(pid)).toBe(false);
    await expect(query(server.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const server = await startEmbeddedPostgres({ ...cluster, settings });
    const wrong = server.url.replace(/postgres:[^:@]+@/, 'postgres:wrong@');
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(directory, 'main', 'cluster.json')).mode & 0o777).toBe(0o600);
    await server.stop();
  });

  it('passes settings on, and folds case beyond ASCII', async () => {
    const server = await startEmbeddedPostgres({ ...cluster, settings });
    const sql = `select current_setting('fsync') as fsync, current_setting('max_connections') as max, lower('ÄÖ') as folded`;
    expect(await query(server.url, sql)).toEqual([{ fsync: 'off', max: '100', folded: 'äö' }]);
    await server.stop();
  });

  it('moves to another port when its own is taken', async () => {
    const first = await startEmbeddedPostgres({ ...cluster, settings });
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    await once(squatter, 'listening');
    const second = await startEmbeddedPostgres({ ...cluster, settings });
    expect(second.port).not.toBe(first.port);
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    squatter.close();
  });

  it('is refused while another process runs it', async () => {
    const { owner: child } = await startElsewhere();
    await expect(startEmbeddedPostgres({ ...cluster, settings })).rejects.toThrow(/Another process runs the Postgres/);
    expect(await removeEmbeddedPostgres(cluster)).toBe(false);
    await kill(child);
  });

  it('reuses the server that a killed process left running', async () => {
    const { owner: child, url } = await startElsewhere();
    const pid = postmasterPid();
    await kill(child);
    expect(isAlive(pid)).toBe(true);
    const server = await startEmbeddedPostgres({ ...cluster, settings });
    expect(server.url).toBe(url);
    expect(postmasterPid()).toBe(pid);
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('replaces a left server that runs with other settings', async () => {
    const { owner: child } = await startElsewhere();
    const pid = postmasterPid();
    await kill(child);
    const server = await startEmbeddedPostgres({ ...cluster, settings: { ...settings, work_mem: '8MB' } });
    expect(isAlive(pid)).toBe(false);
    expect(await query(server.url, `select current_setting('work_mem') as mem`)).toEqual([{ mem: '8MB' }]);
    await server.stop();
  });

  it('recovers when the server was killed too', async () => {
    const { owner: child, url } = await startElsewhere();
    await query(url, 'create table kept as select 42 as answer');
    process.kill(postmasterPid(), 'SIGKILL');
    await kill(child);
    const server = await startEmbeddedPostgres({ ...cluster, settings });
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await server.stop();
  });

  it('is not held up by a pid file whose number now belongs to another program', async () => {
    const first = await startEmbeddedPostgres({ ...cluster, settings });
    const file = join(placeOf(cluster).data, 'postmaster.pid');
    const before = readFileSync(file, 'utf8');
    await first.stop();
    writeFileSync(file, before.replace(/^\d+/, String(process.pid)));
    const second = await startEmbeddedPostgres({ ...cluster, settings });
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('sets data aside whose password is gone, and says where', async () => {
    const { owner: child } = await startElsewhere();
    const pid = postmasterPid();
    await kill(child);
    rmSync(join(directory, 'main', 'cluster.json'));
    const lines: string[] = [];
    const server = await startEmbeddedPostgres({ ...cluster, settings, onProgress: (line) => lines.push(line) });
    expect(isAlive(pid)).toBe(false);
    expect(lines[0]).toContain(`${placeOf(cluster).data}.previous`);
    await server.stop();
  });

  it.each([
    ['not JSON', /cluster\.json is damaged\. Delete it/],
    ['{"password":"short"}', /cluster\.json is damaged\. Delete it/],
  ])('says what to do about damaged credentials: %s', async (text, message) => {
    await (await startEmbeddedPostgres({ ...cluster, settings })).stop();
    writeFileSync(join(directory, 'main', 'cluster.json'), text);
    await expect(startEmbeddedPostgres({ ...cluster, settings })).rejects.toThrow(message);
  });

  it('does not take the database of root for that of another user, or the other way round', async () => {
    await (await startEmbeddedPostgres({ ...cluster, settings })).stop();
    const file = join(directory, 'main', 'cluster.json');
    const before = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...before, asRoot: !before.asRoot }));
    await expect(startEmbeddedPostgres({ ...cluster, settings })).rejects.toThrow(/Start Adjutant as that user/);
  });

  it('refuses data of another major version', async () => {
    await (await startEmbeddedPostgres({ ...cluster, settings })).stop();
    writeFileSync(join(placeOf(cluster).data, 'PG_VERSION'), '12\n');
    await expect(startEmbeddedPostgres({ ...cluster, settings })).rejects.toThrow(/made by Postgres 12/);
  });

  it('names the reason and the log when the server does not start', async () => {
    const broken = { ...settings, shared_buffers: 'plenty' };
    await expect(startEmbeddedPostgres({ ...cluster, settings: broken })).rejects.toThrow(
      /did not start: .*shared_buffers.*Its log: /,
    );
  });

  it('takes no name that would lead out of the folder', async () => {
    await expect(startEmbeddedPostgres({ directory, name: '../x' })).rejects.toThrow(/is no name for a cluster/);
  });
});

describe('removeEmbeddedPostgres', () => {
  it('deletes also what was killed before its first database was complete', async () => {
    const place = placeOf(cluster);
    mkdirSync(place.private, { recursive: true });
    writeFileSync(join(place.private, 'owner.lock'), '');
    mkdirSync(`${place.data}.new`, { recursive: true });
    await removeOrphanedPostgres(directory, 'main');
    expect([place.private, place.server].filter(existsSync)).toEqual([]);
  });

  it('stops what a dead owner left and deletes every trace', async () => {
    const { owner: child } = await startElsewhere();
    const pid = postmasterPid();
    const place = placeOf(cluster);
    await kill(child);
    await removeOrphanedPostgres(directory, 'other-');
    expect(isAlive(pid)).toBe(true);
    await removeOrphanedPostgres(directory, 'ma');
    expect(await waitForExit(pid, 0)).toBe(true);
    expect([place.private, place.server].filter(existsSync)).toEqual([]);
  });
});
