import {
  AppError,
  admit,
  type Call,
  type Earlier,
  hashOf,
  isExpected,
  type ModelToolCall,
  type Principal,
  remembered,
  withDefaults,
} from '../../../core/index.ts';
import type { Toolbox } from './tools.ts';

export interface ReadCalls {
  calls: readonly Call[];
  /** By the call's id: what is wrong with it, for the model to mend. */
  faults: ReadonlyMap<string, string>;
}

interface Reader {
  toolbox: Toolbox;
  principal: Principal;
  /** What was answered in the thread before. */
  earlier: readonly Earlier[];
  /** How many calls the run may still get. */
  atMost: number;
}

const isObject = (input: unknown): input is Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** Models write `null` for what was not said. */
const given = (input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));

/** Parsed and admitted exactly like words of the person for whom it is made. */
function readCall({ tool, input, fault }: ModelToolCall, { toolbox, principal, earlier }: Reader): Call {
  const capability = toolbox.find(tool);
  if (!capability)
    throw new AppError('capability.unknown', 'There is no such tool. Use only those that you were given.');
  if (fault !== undefined || !isObject(input)) throw new AppError('input.invalid', fault ?? 'The input is no object.');
  const raw = given(input);
  const known = remembered(earlier, capability, { raw, isThen: false });
  const typed = withDefaults(capability, { ...known, ...raw }, principal);
  admit(capability, typed, principal);
  return { capability: capability.name, input: typed };
}

/** Reads back what the model wants to be called. What is wrong is told, and nothing of it is done. */
export function readCalls(wanted: readonly ModelToolCall[], reader: Reader): ReadCalls {
  const calls = new Map<string, Call>();
  const faults = new Map<string, string>();
  for (const each of wanted) {
    try {
      const call = readCall(each, reader);
      calls.set(hashOf(call), call);
    } catch (error) {
      if (!isExpected(error)) throw error;
      faults.set(each.id, error.message);
    }
  }
  const last = wanted.at(-1);
  if (calls.size > reader.atMost && last)
    faults.set(last.id, `These are ${calls.size} calls; at most ${reader.atMost} can still be made.`);
  return { calls: [...calls.values()], faults };
}
