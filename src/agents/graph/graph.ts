import { type BaseCheckpointSaver, END, START, StateGraph } from '@langchain/langgraph';
import { answer, call, route, traced, understand, wait } from './nodes.ts';
import { RunContext, RunState } from './state.ts';

/** Every request runs through this: understand where it is in free words, call, wait for a person where one has to decide, answer. */
export function createGraph(checkpointer: BaseCheckpointSaver) {
  return new StateGraph(RunState, RunContext)
    .addNode('understand', traced('understand', understand))
    .addNode('call', traced('call', call))
    .addNode('wait', traced('wait', wait))
    .addNode('answer', traced('answer', answer))
    .addConditionalEdges(START, route, ['understand', 'call', 'wait', 'answer'])
    .addConditionalEdges('understand', route, ['understand', 'call', 'answer'])
    .addConditionalEdges('call', route, ['understand', 'wait', 'call', 'answer'])
    .addConditionalEdges('wait', route, ['understand', 'wait', 'call', 'answer'])
    .addEdge('answer', END)
    .compile({ checkpointer });
}
export type Graph = ReturnType<typeof createGraph>;
