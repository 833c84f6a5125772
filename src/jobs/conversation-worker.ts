import { isAppError, type Log } from '../core/index.ts';
import type { Conversations, Lease } from '../services/index.ts';
import type { RunWorker } from './run-worker.ts';

export interface ConversationWorkerOptions {
  conversations: Conversations;
  work: RunWorker;
  leaseSeconds: number;
  log: Log;
}

/** Renews the lease while it is held; the signal tells when it was lost. */
function keep(conversations: Conversations, lease: Lease, leaseSeconds: number, log: Log) {
  const lost = new AbortController();
  const timer = setInterval(
    () => {
      conversations.renew(lease).then(
        (isHeld) => isHeld || lost.abort(),
        (error: Error) => log.warn({ conversation: lease.conversation, reason: error.message }, 'lease not renewed'),
      );
    },
    (leaseSeconds * 1_000) / 3,
  );
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}

/** Does a conversation's runs one after the other, until none is left that can be gone on with. */
export function createConversationWorker({ conversations, work, leaseSeconds, log }: ConversationWorkerOptions) {
  return async function workConversation(tenant: string, conversation: string): Promise<void> {
    const lease = await conversations.take(tenant, conversation);
    if (!lease) return;
    const { signal, stop } = keep(conversations, lease, leaseSeconds, log);
    try {
      while (!signal.aborted) {
        const run = await conversations.next(lease);
        if (run) await work(run, signal);
        else if (await conversations.release(lease)) return;
      }
    } catch (error) {
      if (!isAppError(error) || error.code !== 'lease.lost') throw error;
      log.warn({ tenant, conversation }, 'conversation taken over by another worker');
    } finally {
      stop();
    }
  };
}
