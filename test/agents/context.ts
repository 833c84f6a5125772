import type { Context, GitLab, Log } from '../../src/core/index.ts';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

/** A context for capabilities that use no vendor. */
export const contextOf = (given: Partial<Context>): Context => ({
  principal: {
    tenant: 'aurora',
    person: 'maria',
    name: 'Maria Lindqvist',
    door: 'console',
    roles: ['manager'],
    scopes: undefined,
    projects: [],
  },
  run: undefined,
  correlation: 'correlation',
  step: undefined,
  log: silent,
  clock: () => new Date('2026-11-20T10:00:00Z'),
  signal: new AbortController().signal,
  runs: { find: async () => undefined },
  get gitlab(): GitLab {
    throw new Error('This capability uses no GitLab.');
  },
  ...given,
});
