import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  removeOrphanedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres.ts';
import { stateFolder } from '../../src/platform/state-folder.ts';

const checkout = join(import.meta.dirname, '..', '..');
const prefix = 'test-';
/** A test's data is gone after the run anyway, so nothing waits for the disk. */
const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' };

const folder = (): string => join(stateFolder(checkout), 'test');

/** Deletes the servers of runs that were killed or interrupted. */
export const removeTestOrphans = (): Promise<void> => removeOrphanedPostgres(folder(), prefix);

/** One server for a whole test run; `stop` deletes its data. */
export async function startTestPostgres(): Promise<EmbeddedPostgres> {
  const directory = folder();
  await removeTestOrphans();
  const name = `${prefix}${process.pid}`;
  const server = await startEmbeddedPostgres({ directory, name, settings });
  return {
    ...server,
    async stop() {
      await server.stop();
      await removeEmbeddedPostgres({ directory, name });
    },
  };
}
