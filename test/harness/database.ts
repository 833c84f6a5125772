import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { setupQueues } from '../../src/jobs/index.ts';
import { setupLimits } from '../../src/platform/limits/shared-counts.ts';
import { createLog } from '../../src/platform/log.ts';
import { provision } from '../../src/platform/provision.ts';
import { migrations, setupCheckpoints } from '../../src/services/index.ts';

/** Roles belong to the whole server, so all test databases share one key. */
export const testMasterKey = Buffer.alloc(32, 7);
const template = 'adjutant_template';

const named = (postgresUrl: string, database: string): string => {
  const url = new URL(postgresUrl);
  url.pathname = `/${database}`;
  return url.href;
};

async function asSuperuser(postgresUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Brings one database to shape; all others are copies of it. */
export async function makeTemplate(postgresUrl: string): Promise<void> {
  await asSuperuser(postgresUrl, `create database ${template}`);
  await provision({
    ownerUrl: named(postgresUrl, template),
    masterKey: testMasterKey,
    migrations,
    log: createLog('warn'),
    setups: [setupCheckpoints, setupQueues, setupLimits],
  });
}

export interface TestDatabase {
  ownerUrl: string;
  drop(): Promise<void>;
}

export async function cloneDatabase(postgresUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(postgresUrl, `create database ${name} template ${template} strategy file_copy`);
  return {
    ownerUrl: named(postgresUrl, name),
    drop: () => asSuperuser(postgresUrl, `drop database if exists ${name} with (force)`),
  };
}
