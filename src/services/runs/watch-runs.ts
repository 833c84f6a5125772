import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Log, Principal, RunView } from '../../core/index.ts';
import type { Runs } from './read-runs.ts';
import { runsChannel } from './run.ts';

/** Tells the doors that wait for an answer when a run has one. */
export interface RunWatcher {
  /** The run once it ended or waits for a person, or as it is when the time is over. */
  settled(principal: Principal, run: string, timeoutMs: number): Promise<RunView | undefined>;
  /** Calls back at each change of any run; only ids are told. Answers how to stop. */
  onChange(listener: (run: string) => void): () => void;
  close(): Promise<void>;
}

/** In case a notification is lost with its connection. */
const pollMs = 1_000;
const reconnectMs = 1_000;
const isSettled = (run: RunView | undefined): boolean =>
  run === undefined || !['queued', 'running'].includes(run.state);

export function createRunWatcher(url: string, runs: Runs, log: Log): RunWatcher {
  const listeners = new Set<(run: string) => void>();
  const closing = new AbortController();
  let client: pg.Client | undefined;

  async function listen(): Promise<void> {
    while (!closing.signal.aborted) {
      const own = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
      const ended = new Promise<void>((resolve) => {
        own.on('error', (error) => log.warn({ reason: error.message }, 'run watcher connection lost'));
        own.on('end', resolve);
      });
      own.on('notification', ({ payload }) => {
        if (payload) for (const listener of listeners) listener(payload);
      });
      try {
        await own.connect();
        await own.query(`listen ${runsChannel}`);
        client = own;
        if (closing.signal.aborted) await own.end();
        await ended;
      } catch (error) {
        log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'run watcher not connected');
      }
      client = undefined;
      await setTimeout(reconnectMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }
  const listening = listen();

  const onChange: RunWatcher['onChange'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  /** Resolves at the next change of the run, or after the poll interval. */
  function change(run: string, waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = globalThis.setTimeout(finish, waitMs);
      const stop = onChange((changed) => changed === run && finish());
      function finish(): void {
        clearTimeout(timer);
        stop();
        resolve();
      }
    });
  }

  return {
    onChange,

    async settled(principal, run, timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const next = change(run, Math.max(0, Math.min(pollMs, deadline - Date.now())));
        const view = await runs.byId(principal, run);
        if (isSettled(view) || Date.now() >= deadline) return view;
        await next;
      }
    },

    async close() {
      closing.abort();
      await client?.end();
      await listening;
    },
  };
}
