import { type Cache, noMeter } from '../../src/core/index.ts';
import { createCaches } from '../../src/platform/cache/caches.ts';
import { keepInMemory } from '../../src/platform/cache/stores.ts';
import { createLog } from '../../src/platform/log.ts';

/** A cache of one account, as a process without Redis has it. */
export const newCache = (): Cache =>
  createCaches({ store: keepInMemory(64e6), key: Buffer.alloc(32, 5), log: createLog('silent'), meter: noMeter }).of(
    'one',
  );
