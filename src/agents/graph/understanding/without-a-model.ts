import type { AppError, Ask, Call, Principal, Registry } from '../../../core/index.ts';

/** Calls that were read without a model, or what is said instead. */
export type Otherwise = { calls: readonly Call[] } | { message: string };

export interface OtherwiseRequest {
  ask: Ask;
  registry: Registry;
  principal: Principal;
  /** Why the model is of no help. */
  fault: AppError;
}

/** What becomes of a request when the model does not answer, or with nothing that can be used. */
export function understandOtherwise({ fault }: OtherwiseRequest): Otherwise {
  return {
    message: `${fault.message} Nothing was done. Until then, begin with an agent’s name, for example “plan launch the website”, or say “help”.`,
  };
}
