import {
  type AppError,
  type Ask,
  admit,
  admitLater,
  type Call,
  isAppError,
  type Principal,
  type ReadCall,
  type Registry,
  readRequest,
  withDefaults,
} from '../../../core/index.ts';

/** Calls that were read without a model, or what is said instead. */
export type Otherwise = { calls: readonly Call[] } | { message: string };

export interface OtherwiseRequest {
  ask: Ask;
  registry: Registry;
  principal: Principal;
  /** Why the model is of no help. */
  fault: AppError;
}

/** As they are accepted from anybody else. Throws what the asker may not do, and what is wrong with the values. */
function admitted({ capability, raw, after }: ReadCall, principal: Principal): Call {
  const input = withDefaults(capability, raw, principal);
  if (after) admitLater(capability, input, principal);
  else admit(capability, input, principal);
  return { capability: capability.name, input, ...(after ? { after } : {}) };
}

function readOtherwise({ ask, registry, principal }: OtherwiseRequest): readonly Call[] | undefined {
  // What was begun already is not begun again.
  if (ask.rounds.length > 0) return undefined;
  try {
    return readRequest(registry, ask.words, principal).map((call) => admitted(call, principal));
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

/** What becomes of a request when the model does not answer, or with nothing that can be used: what the router makes of it. */
export function understandOtherwise(request: OtherwiseRequest): Otherwise {
  const calls = readOtherwise(request);
  if (calls) return { calls };
  return {
    message: `${request.fault.message} Nothing was done. Until then, begin with an agent’s name, for example “plan launch the website”, or say “help”.`,
  };
}
