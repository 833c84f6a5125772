import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { organisations } from '../../sandbox/organisations.ts';
import { startVendors } from '../../sandbox/vendors.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { makeRepository } from '../harness/repository.ts';

export const signingSecret = 'signing-secret';

/** A server of its own: the passwords of the roles, which belong to a whole server, follow from the secret. */
export async function startDatabase(folder: string): Promise<string> {
  const name = { directory: join(folder, 'database'), name: 'postgres' };
  mkdirSync(name.directory);
  onTestFinished(() => removeEmbeddedPostgres(name).then(() => undefined));
  const server = await startEmbeddedPostgres({ ...name, settings: { fsync: 'off' } });
  onTestFinished(() => server.stop());
  return server.url;
}

/** The vendors in this process, for a product in another one. */
export async function openVendors(folder: string, webPort: number) {
  const vendors = await startVendors({
    folder: join(folder, 'vendors'),
    port: 0,
    organisations,
    source: makeRepository(join(folder, 'source')),
    signingSecret,
    modelKey: 'sk-test-model',
    requestUrl: () => `http://127.0.0.1:${webPort}/slack/events`,
    teams: { password: 'teams-password', requestUrl: () => `http://127.0.0.1:${webPort}/teams/messages` },
  });
  onTestFinished(() => vendors.close());
  return vendors;
}
