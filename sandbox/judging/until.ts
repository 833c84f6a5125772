import { setTimeout } from 'node:timers/promises';
import { ControlError } from './wanted.ts';

const pauseMs = 25;

/** Looks again and again, until there is something to be seen. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>, limitMs: number): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new ControlError(504, `${what} did not come within ${limitMs / 1_000} s.`);
    await setTimeout(pauseMs);
  }
}
