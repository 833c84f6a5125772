import { setImmediate } from 'node:timers/promises';

/**
 * Throws when the time to do something is over. A process that was frozen finds the answers that it waited for before the timers
 * that are due: after two turns of the event loop these had theirs.
 */
export async function stillHeld(signal: AbortSignal): Promise<void> {
  await setImmediate();
  await setImmediate();
  signal.throwIfAborted();
}
