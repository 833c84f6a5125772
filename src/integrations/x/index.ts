export { createX } from './x.ts';
