import { type ReadCall, type Registry, readCommand, readRequest, readSeveral } from '../core/index.ts';

/** Words that name no agent and ask for nothing known: only a model can make something of them. */
const isUnclear = (registry: Registry, words: string): boolean =>
  !readSeveral(registry, words) && readCommand(registry, words).kind === 'unclear';

export interface FreeWords {
  calls: readonly ReadCall[];
  /** What is left for a model to understand. */
  unclear?: string;
}

/** What words can be read without a model stays so; the rest is left for one where there is one, and otherwise refused. */
export const readFreeWords = (registry: Registry, words: string, hasModel: boolean): FreeWords =>
  hasModel && isUnclear(registry, words) ? { calls: [], unclear: words } : { calls: readRequest(registry, words) };
