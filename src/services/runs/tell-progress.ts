import type { Log, Progress, Reply } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { notifyRun, type Run, showRoot } from './run.ts';

/** What is over sooner is told by its answer; and a chat takes no more than one change of a message a second for long. */
const everyMs = 2_000;

/**
 * Tells how far a run is in its first message and to who follows it, however often that is called. Only while this worker has the
 * run: what the run came to is never overwritten.
 */
export function tellProgress(database: Database, run: Run, rootOf: (words: string) => Reply, log: Log): Progress {
  let toldAt = performance.now();
  let isTelling = false;

  const keep = (words: string): Promise<void> =>
    database.withTenant(run.tenant, async (tx) => {
      const rows = await tx.query(
        `update runs set doing = $2 where id = $1 and fence = $3 and state = 'running' returning id`,
        [run.id, words, run.fence],
      );
      if (rows.length === 0) return;
      await showRoot(tx, run, rootOf(words));
      await notifyRun(tx, run.id);
    });

  return (words) => {
    if (isTelling || performance.now() - toldAt < everyMs) return;
    isTelling = true;
    keep(words)
      .catch((error: Error) => log.warn({ reason: error.message }, 'progress not told'))
      .finally(() => {
        isTelling = false;
        toldAt = performance.now();
      });
  };
}
