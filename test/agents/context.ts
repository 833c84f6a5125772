import type { Context, Log } from '../../src/core/index.ts';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

/** Stands for what a capability does not use: whoever touches it after all is told. */
const unused = <T extends object>(name: string): T =>
  new Proxy({} as T, {
    get: () => {
      throw new Error(`This capability uses no ${name}.`);
    },
  });

/** A context for capabilities; what is not given is not there. */
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
  schedule: undefined,
  log: silent,
  clock: () => new Date('2026-11-20T10:00:00Z'),
  signal: new AbortController().signal,
  progress: () => undefined,
  runs: { find: async () => undefined, calls: async () => [] },
  gitlab: unused('GitLab'),
  x: unused('X'),
  salesforce: unused('Salesforce'),
  channels: unused('channels'),
  model: unused('model'),
  people: unused('people'),
  plans: unused('plans'),
  risks: unused('risks'),
  schedules: unused('schedules'),
  activity: unused('activity'),
  trail: unused('audit trail'),
  files: unused('files'),
  ...given,
});
