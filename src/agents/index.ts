export * from './graph/index.ts';
export { registry } from './registry.ts';
