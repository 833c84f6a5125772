import { type ReadCall, type Registry, readCommand, readRequest, readSeveral } from '../core/index.ts';

/**
 * Words that name no agent and ask for nothing known, or that only chats have an answer to, such as a greeting: only a model can
 * make something of them.
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

/** What words can be read without a model stays so; the rest is left for one where there is one, and otherwise refused. */
export const readFreeWords = (
  registry: Registry,
  words: string,
  { hasModel, projects }: { hasModel: boolean; projects: readonly string[] },
): FreeWords =>
  hasModel && isUnclear(registry, words)
    ? { calls: [], unclear: words }
    : { calls: readRequest(registry, words, { projects }) };
