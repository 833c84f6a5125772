import { inject } from 'vitest';
import { buildWorld, type World, type WorldOptions } from './build-world.ts';

export type { World } from './build-world.ts';

/** The vendors, a database and the application, for one test file. */
export const startWorld = (options: Omit<WorldOptions, 'postgresUrl'> = {}): Promise<World> =>
  buildWorld({ postgresUrl: inject('postgresUrl'), operationsFile: inject('operationsFile'), ...options });
