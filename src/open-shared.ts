import type { Log } from './core/index.ts';
import type { Installation } from './installation.ts';
import { type Caches, createCaches } from './platform/cache/caches.ts';
import { keepInMemory, keepInRedis } from './platform/cache/stores.ts';
import type { SharedLimiter } from './platform/limits/limiter.ts';
import { openLimiter } from './platform/limits/open-limiter.ts';
import type { Metrics } from './platform/metrics.ts';
import { roleUrl } from './platform/provision.ts';
import { openRedis } from './platform/redis.ts';
import type { Resources } from './platform/resources.ts';
import { deriveKey } from './platform/seal.ts';

/** Of what is kept in memory where there is no Redis. */
const cacheBytes = 64 * 1024 * 1024;

/** What is counted and kept for all processes. */
export function openShared(
  { config, ownerUrl, masterKey }: Pick<Installation, 'config' | 'ownerUrl' | 'masterKey'>,
  { metrics, resources, log }: { metrics: Metrics; resources: Resources; log: Log },
): { limiter: SharedLimiter; caches: Caches } {
  const redis = config.REDIS_URL && openRedis(config.REDIS_URL.reveal());
  if (redis) resources.add(() => redis.disconnect());
  const limiter = openLimiter({
    redis,
    postgresUrl: roleUrl(ownerUrl, 'adjutant_limits', masterKey),
    hashKey: deriveKey(masterKey, 'limits'),
    resources,
    log,
    meter: metrics.meter,
  });
  metrics.gauge('adjutant_limits_shared', 'Whether all processes count limits together', 'place', async () => ({
    [redis ? 'redis' : 'postgres']: limiter.place() === 'process' ? 0 : 1,
  }));
  const memory = keepInMemory(cacheBytes);
  const caches = createCaches({
    store: redis ? keepInRedis(redis, memory) : memory,
    key: deriveKey(masterKey, 'cache'),
    log,
    meter: metrics.meter,
  });
  metrics.gauge('adjutant_cache_reachable', 'Whether the cache can be used', 'place', async () => ({
    [redis ? 'redis' : 'memory']: caches.place() === 'nowhere' ? 0 : 1,
  }));
  return { limiter, caches };
}
