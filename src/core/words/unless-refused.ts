import { isAppError } from '../errors.ts';

/** What a reader makes of words; undefined where it refuses them. */
export function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}
