import { removeTestOrphans } from './postgres-server.ts';

/** Run after a test run that did not come to its own end: vitest skips the global teardown when it is interrupted. */
await removeTestOrphans();
