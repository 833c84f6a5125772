export { createGraph, type Graph } from './graph.ts';
export { answerOf, isPartlyReady, outcomeOf, statusOf } from './present.ts';
export type { Scope, State } from './state.ts';
export { type ToldCall, tellCalls } from './told-calls.ts';
