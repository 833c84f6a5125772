export { createGraph, type Graph } from './graph.ts';
export { answerOf, outcomeOf, statusOf } from './present.ts';
export type { Scope, State } from './state.ts';
