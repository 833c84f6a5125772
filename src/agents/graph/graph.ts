import { type BaseCheckpointSaver, END, START, StateGraph } from '@langchain/langgraph';
import { answer, call, route, traced, wait } from './nodes.ts';
import { RunContext, RunState } from './state.ts';

/** Every request runs through this: call, wait for a person where one has to decide, answer. */
export function createGraph(checkpointer: BaseCheckpointSaver) {
  return new StateGraph(RunState, RunContext)
    .addNode('call', traced('call', call))
    .addNode('wait', traced('wait', wait))
    .addNode('answer', traced('answer', answer))
    .addEdge(START, 'call')
    .addConditionalEdges('call', route, ['wait', 'call', 'answer'])
    .addConditionalEdges('wait', route, ['wait', 'call', 'answer'])
    .addEdge('answer', END)
    .compile({ checkpointer });
}
export type Graph = ReturnType<typeof createGraph>;
