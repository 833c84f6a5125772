import type { Count, Limiter } from '../../src/core/index.ts';

const much: Count = { isWithin: true, remaining: 1_000, resetMs: 60_000 };

/** Where limits are not what is tested. */
export const unlimited: Limiter = { countHere: () => much, count: async () => much, standing: () => much };
