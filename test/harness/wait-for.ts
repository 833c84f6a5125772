import { setTimeout } from 'node:timers/promises';

/**
 * Waits until `look` gives something, and gives that. Throws with what was waited for when it does not come: the limit is for what
 * never comes, and long enough for a machine that is busy with other things.
 */
export async function waitFor<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 60_000,
  everyMs = 20,
): Promise<T> {
  const giveUpAt = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > giveUpAt) throw new Error(`waited ${limitMs} ms for ${what}`);
    await setTimeout(everyMs);
  }
}
