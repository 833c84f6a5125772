import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createApplication } from '../../src/main.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { freePort } from '../../src/platform/free-port.ts';
import { cloneDatabase, testMasterKey } from '../harness/database.ts';
import { makeRepository } from '../harness/repository.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startProcess } from './started-process.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Connections to the database, but for the one that asks. */
async function connectionsTo(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(
      'select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

describe('a start that fails', () => {
  it.each(['src/main.ts', 'sandbox/main.ts'])(
    'says why in one sentence, and ends: %s without its database',
    async (program) => {
      const folder = temporaryFolder();
      const nowhere = `postgres://owner:planted@localhost:${await freePort()}/adjutant`;
      const started = startProcess(program, folder, {
        DATABASE_URL: nowhere,
        ADJUTANT_SECRET: 'x'.repeat(32),
        PORT: String(await freePort()),
        SANDBOX_PORT: String(await freePort()),
        SANDBOX_FOLDER: folder,
        SANDBOX_REPOSITORY: makeRepository(join(folder, 'source')),
        LOG_LEVEL: 'silent',
      });
      onTestFinished(() => started.kill());
      expect(await started.ended()).toBe(1);
      expect(started.output.error).toMatch(/^The database of DATABASE_URL cannot be prepared: .*ECONNREFUSED.*\n$/);
      expect(started.output.error).not.toContain('planted');
    },
  );

  it.each(['web,worker,mcp', 'web', 'worker'])(
    'lets go of all that was opened: %s on a port that is taken',
    async (roles) => {
      const database = await cloneDatabase(inject('postgresUrl'));
      onTestFinished(() => database.drop());
      const other = createServer();
      const port = await freePort();
      await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
      onTestFinished(() => void other.close());
      const starting = createApplication({
        config: loadConfig({ ROLES: roles, LOG_LEVEL: 'silent' }),
        ownerUrl: database.ownerUrl,
        masterKey: testMasterKey,
        port,
        publicUrl: `http://localhost:${port}`,
        slackSigningSecret: undefined,
      });
      await expect(starting).rejects.toThrow('EADDRINUSE');
      await waitFor('no connection', async () => (await connectionsTo(database.ownerUrl)) === 0);
    },
  );
});
