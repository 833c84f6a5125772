import type { Bell, BellKind, Log } from '../core/index.ts';
import type { Database } from '../platform/database.ts';
import { startRounds } from './rounds.ts';

export interface SweeperOptions {
  database: Database;
  bell: Bell;
  log: Log;
  everySeconds: number;
  /** What was rung is left alone for so long. */
  pauseSeconds: number;
  /** Housekeeping that is done at each round. */
  chores: readonly (() => Promise<unknown>)[];
}

const atMost = 500;
const due: readonly [BellKind, string][] = [
  ['conversation', 'due_conversations'],
  ['effect', 'due_effects'],
  ['message', 'due_messages'],
];

/** Rings for everything that is ready and that nobody holds: a lost bell, an emptied queue and a killed worker lose nothing. */
export function startSweeper({ database, bell, log, everySeconds, pauseSeconds, chores }: SweeperOptions): {
  stop(): Promise<void>;
} {
  async function ringFor(kind: BellKind, source: string): Promise<void> {
    const rows = await database.across<{ tenant_id: string; id: string }>(
      `select tenant_id, id from ${source}($1, $2::double precision * interval '1 second')`,
      [atMost, pauseSeconds],
    );
    for (const { tenant_id: tenant, id } of rows) bell.ring({ kind, tenant, id, isAgain: true });
    if (rows.length > 0) log.info({ kind, count: rows.length }, 'work found that nobody held');
  }

  /** One part that fails holds up none of the others. */
  async function sweep(): Promise<void> {
    for (const part of [
      ...due.map(
        ([kind, source]) =>
          () =>
            ringFor(kind, source),
      ),
      ...chores,
    ]) {
      await part().catch((error: Error) => log.warn({ reason: error.message }, 'sweep failed'));
    }
  }

  return startRounds(everySeconds, sweep);
}
