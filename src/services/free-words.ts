import {
  asCommand,
  type Earlier,
  isGreeting,
  type ReadCall,
  type Registry,
  readCommand,
  readRequest,
  readSeveral,
  readSurely,
} from '../core/index.ts';

/**
 * Words that name no agent and ask for nothing known, or that only chats have an answer to, such as a greeting: they have to be
 * understood first.
 */
function isUnclear(registry: Registry, words: string): boolean {
  if (readSeveral(registry, words)) return false;
  return ['unclear', 'help'].includes(readCommand(registry, words).kind);
}

export interface FreeWords {
  calls: readonly ReadCall[];
  /** What is left for a model to understand. */
  unclear?: string;
}

export interface Spoken {
  registry: Registry;
  hasModel: boolean;
  projects: readonly string[];
  /** What the thread is about. */
  earlier: readonly Earlier[];
}

/**
 * What words can be read without a model stays so, and so does what the router is sure of. The rest is left for a model where there
 * is one, and is otherwise read as well as it can be, or refused.
 */
export function readFreeWords(words: string, { registry, hasModel, projects, earlier }: Spoken): FreeWords {
  if (!isUnclear(registry, words)) return { calls: readRequest(registry, words, { projects }) };
  // Who says hello is greeted by the run, as no form and no button can be shown here.
  if (!hasModel && isGreeting(registry, asCommand(registry, words, { projects }))) return { calls: [], unclear: words };
  if (!hasModel) return { calls: readRequest(registry, words, { projects }) };
  const calls = readSurely(registry, words, { projects, earlier });
  return calls ? { calls } : { calls: [], unclear: words };
}
