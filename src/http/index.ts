export { type ConsoleOptions, createConsole } from './console/index.ts';
export type { SignIn } from './console/sign-in.ts';
export { createMetricsRoute } from './metrics.ts';
export { createRest } from './rest/index.ts';
