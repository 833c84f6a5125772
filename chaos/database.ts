import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import type { Resources } from '../src/platform/resources.ts';

/** A Postgres that waits for the disk as in service. */
export async function startDatabase(resources: Resources): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'adjutant-chaos-database-'));
  const cluster = { directory, name: 'chaos' };
  resources.add(async () => {
    await removeEmbeddedPostgres(cluster);
    rmSync(directory, { recursive: true, force: true });
  });
  const server = await startEmbeddedPostgres({ ...cluster, settings: { max_connections: '300' } });
  resources.add(() => server.stop());
  return server.url;
}
