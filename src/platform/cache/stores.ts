import type { Redis } from 'ioredis';

/** Keeps bytes for a while. May throw when it is out of reach. */
export interface CacheStore {
  name: 'memory' | 'redis';
  get(key: string): Promise<Buffer | undefined>;
  set(key: string, bytes: Buffer, seconds: number): Promise<void>;
}

interface Entry {
  bytes: Buffer;
  until: number;
}

/** In this process, up to so many bytes: what was used longest ago goes first. */
export function keepInMemory(maxBytes: number, now: () => number = () => performance.now()): CacheStore {
  const entries = new Map<string, Entry>();
  const held = { bytes: 0 };

  function drop(key: string): void {
    held.bytes -= entries.get(key)?.bytes.length ?? 0;
    entries.delete(key);
  }

  function put(key: string, entry: Entry): void {
    drop(key);
    entries.set(key, entry);
    held.bytes += entry.bytes.length;
    for (const oldest of entries.keys()) {
      if (held.bytes <= maxBytes) return;
      drop(oldest);
    }
  }

  return {
    name: 'memory',
    async get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      if (entry.until > now()) put(key, entry);
      else drop(key);
      return entries.get(key)?.bytes;
    },
    set: async (key, bytes, seconds) => put(key, { bytes, until: now() + seconds * 1_000 }),
  };
}

/** The queue lies in the same Redis, which throws nothing away: what is kept there beside it is small, and not for long. */
const mostShared = { bytes: 16 * 1024, seconds: 600 };

/** For all processes; what is large, in this one. */
export function keepInRedis(client: Redis, large: CacheStore): CacheStore {
  const named = (key: string): string => `adjutant:cache:${key}`;
  return {
    name: 'redis',
    get: async (key) => (await large.get(key)) ?? (await client.getBuffer(named(key))) ?? undefined,
    async set(key, bytes, seconds) {
      if (bytes.length > mostShared.bytes) await large.set(key, bytes, seconds);
      else await client.set(named(key), bytes, 'EX', Math.min(seconds, mostShared.seconds));
    },
  };
}
