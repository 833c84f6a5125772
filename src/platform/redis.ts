import { Redis } from 'ioredis';

const connectTimeoutMs = 5_000;
const commandTimeoutMs = 500;
const longestPauseMs = 5_000;

/** Redis for what may be lost: nobody waits while it is away, and nothing piles up for it. */
export function openRedis(url: string): Redis {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    retryStrategy: (times) => Math.min(times * 200, longestPauseMs),
  });
  // Whoever uses it notices, and says so in its own words.
  client.on('error', () => undefined);
  return client;
}
