import { createHmac } from 'node:crypto';
import type { Cache, Kept, Log, Meter } from '../../core/index.ts';
import { deriveKey, seal, unseal } from '../seal.ts';
import type { CacheStore } from './stores.ts';

export interface CachesOptions {
  store: CacheStore;
  /** What is kept is sealed with a key of its owner: it is somebody's source, and lies where others may look. */
  key: Buffer;
  log: Log;
  meter: Meter;
}

export interface Caches {
  /** Of one account, which belongs to one organisation: nobody finds what another's kept. */
  of(account: string): Cache;
  /** Where it is kept, or `nowhere` while that is out of reach. */
  place(): CacheStore['name'] | 'nowhere';
}

const maxBytes = 4 * 1024 * 1024;
/** Out of reach: so long, nobody waits for it again. */
const pauseMs = 1_000;

export function createCaches({ store, key: masterKey, log, meter }: CachesOptions): Caches {
  const state = { awayUntil: 0, isAway: false };

  /** Nothing when it is out of reach, which is said once. */
  async function reached<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (performance.now() < state.awayUntil) return undefined;
    try {
      const result = await work();
      if (state.isAway) log.info({ place: store.name }, 'cache used again');
      state.isAway = false;
      return result;
    } catch (error) {
      state.awayUntil = performance.now() + pauseMs;
      if (!state.isAway) log.warn({ place: store.name, reason: String(error) }, 'cache out of reach');
      state.isAway = true;
      return undefined;
    }
  }

  function of(account: string): Cache {
    const key = deriveKey(masterKey, account);
    const nameOf = ({ kind, key: name }: Kept<unknown>): string =>
      createHmac('sha256', key).update(`${kind}:${name}`).digest('base64url');

    async function find<T>(what: Kept<T>): Promise<{ value: T } | undefined> {
      const name = nameOf(what);
      const sealed = await reached(() => store.get(name));
      if (!sealed) return undefined;
      try {
        return { value: what.read(unseal(key, sealed, name)) };
      } catch (error) {
        log.info({ kind: what.kind, reason: String(error) }, 'cached value not read');
        return undefined;
      }
    }

    async function keep<T>(what: Kept<T>, value: T): Promise<void> {
      const bytes = what.write(value);
      if (!bytes || bytes.length > maxBytes) return;
      const name = nameOf(what);
      await reached(() => store.set(name, seal(key, Buffer.from(bytes), name), what.seconds));
    }

    return {
      async remember(what, work) {
        const found = await find(what);
        meter.cacheRead(what.kind, found ? 'hit' : 'miss');
        if (found) return found.value;
        const value = await work();
        await keep(what, value);
        return value;
      },
    };
  }

  return { of, place: () => (state.isAway ? 'nowhere' : store.name) };
}
