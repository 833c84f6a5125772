import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerEvent, ServerEventBus } from '@modelcontextprotocol/server';
import type { RunView } from '../core/index.ts';
import type { RunWatcher } from '../services/index.ts';
import { runUri } from './names.ts';

/** Tells who follows a run that it changed. Only those who were shown the run are told, and only its address. */
export interface RunUpdates {
  /** This person was shown this run. */
  know(owner: string, run: Pick<RunView, 'id' | 'number'>): void;
  /** Calls back with the address of each run known to the person that changed. Answers how to stop. */
  follow(owner: string, tell: (uri: string) => void): () => void;
  /** What is done in `work` subscribes for this person. */
  as<T>(owner: string, work: () => T): T;
  /** For the handler of the present protocol, which cannot say whose a subscription is. */
  bus: ServerEventBus;
  close(): void;
}

/** Runs that are remembered; who follows one that was forgotten reads it again. */
const maxRuns = 2_000;

export function createRunUpdates(watcher: Pick<RunWatcher, 'onChange'>, limit: number = maxRuns): RunUpdates {
  const known = new Map<string, { uri: string; owners: Set<string> }>();
  const followers = new Set<{ owner: string; tell: (uri: string) => void }>();
  const listeners = new Set<(event: ServerEvent) => void>();
  const subscribing = new AsyncLocalStorage<string>();

  const stop = watcher.onChange((run) => {
    const shown = known.get(run);
    if (!shown) return;
    for (const { owner, tell } of followers) if (shown.owners.has(owner)) tell(shown.uri);
  });

  const follow: RunUpdates['follow'] = (owner, tell) => {
    const follower = { owner, tell };
    followers.add(follower);
    return () => followers.delete(follower);
  };

  return {
    follow,

    know(owner, { id, number }) {
      const owners = known.get(id)?.owners ?? new Set();
      owners.add(owner);
      known.delete(id);
      known.set(id, { uri: runUri(number), owners });
      const [oldest] = known.keys();
      if (known.size > limit && oldest !== undefined) known.delete(oldest);
    },

    as: (owner, work) => subscribing.run(owner, work),

    bus: {
      publish: (event) => {
        for (const listener of listeners) listener(event);
      },
      subscribe(listener) {
        const owner = subscribing.getStore();
        if (owner === undefined) throw new Error('somebody unknown subscribes');
        const leave = follow(owner, (uri) => listener({ kind: 'resource_updated', uri }));
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
          leave();
        };
      },
    },

    close() {
      stop();
      followers.clear();
      listeners.clear();
    },
  };
}
