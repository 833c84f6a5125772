export { createGraph, type Graph } from './graph.ts';
export { answerOf, statusOf } from './present.ts';
export type { Call, Scope, State } from './state.ts';
