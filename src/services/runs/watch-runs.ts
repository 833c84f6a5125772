import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Log, Principal, RunView } from '../../core/index.ts';
import type { Runs } from './read-runs.ts';
import { runsChannel } from './run.ts';

/** Tells the doors that wait for an answer when a run has one. */
export interface RunWatcher {
  /** The run once it ended or waits for a person, or as it is when the time is over. */
  settled(principal: Principal, run: string, patience: Patience): Promise<RunView | undefined>;
  /** The run once it waits no longer, or as it is when the time is over. */
  decided(principal: Principal, run: string, patience: Patience): Promise<RunView | undefined>;
  /** Calls back at each change of any run; only ids are told. Answers how to stop. */
  onChange(listener: (run: string) => void): () => void;
  close(): Promise<void>;
}

export interface Patience {
  timeoutMs: number;
  /** Nobody waits any more. */
  signal: AbortSignal;
}

/** In case a notification is lost with its connection. */
const pollMs = 1_000;
const reconnectMs = 1_000;
const isSettled = (run: RunView): boolean => !['queued', 'running'].includes(run.state);
const isDecided = (run: RunView): boolean => run.state !== 'waiting';

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

  /** Looks at each change, and now and then. */
  async function waited(
    principal: Principal,
    run: string,
    { timeoutMs, signal }: Patience,
    isReached: (run: RunView) => boolean,
  ): Promise<RunView | undefined> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const next = change(run, Math.max(0, Math.min(pollMs, deadline - Date.now())));
      const view = await runs.byId(principal, run);
      if (view === undefined || isReached(view) || Date.now() >= deadline || signal.aborted) return view;
      await next;
    }
  }

  return {
    onChange,
    settled: (principal, run, patience) => waited(principal, run, patience, isSettled),
    decided: (principal, run, patience) => waited(principal, run, patience, isDecided),

    async close() {
      closing.abort();
      await client?.end();
      await listening;
    },
  };
}
