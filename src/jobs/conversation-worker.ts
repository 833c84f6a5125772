import { isAppError, type Log } from '../core/index.ts';
import { type Conversations, keepLease } from '../services/index.ts';
import type { RunWorker } from './run-worker.ts';

export interface ConversationWorkerOptions {
  conversations: Conversations;
  work: RunWorker;
  leaseSeconds: number;
  log: Log;
}

/** Does a conversation's runs one after the other, until none is left that can be gone on with. */
export function createConversationWorker({ conversations, work, leaseSeconds, log }: ConversationWorkerOptions) {
  return async function workConversation(tenant: string, conversation: string): Promise<void> {
    const lease = await conversations.take(tenant, conversation);
    if (!lease) return;
    const { signal, stop } = keepLease(leaseSeconds, () => conversations.renew(lease), log);
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
