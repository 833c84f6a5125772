export { setupQueues } from './backends.ts';
export { type Bells, createBells, type Handlers } from './bells.ts';
export { createConversationWorker } from './conversation-worker.ts';
export { startRounds } from './rounds.ts';
export { createRunWorker } from './run-worker.ts';
export { startSweeper } from './sweeper.ts';
