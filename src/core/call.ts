import { hasReferences, resolveReferences } from './effect.ts';
import type { Outcome } from './invoke.ts';

/** One thing to do in a run: a capability with its input, which may refer to what calls before it came to. */
export interface Call {
  capability: string;
  input: Record<string, unknown>;
  /** Places in the list of the calls that have to be done before it. */
  after?: readonly number[];
}

/** What a call is named in references of later ones. */
export const callName = (index: number): string => `call-${index}`;

/** How each call of a run came out; `null` for one that was not made yet. */
export type Outcomes = readonly (Outcome | null)[];

const isDone = (outcomes: Outcomes, index: number): boolean => outcomes[index]?.kind === 'done';

/** Places of the calls that can be made now. */
export const readyCalls = (calls: readonly Call[], outcomes: Outcomes): number[] =>
  [...calls.keys()].filter(
    (index) => !outcomes[index] && (calls[index]?.after ?? []).every((before) => isDone(outcomes, before)),
  );

/** Its input with what the calls before it came to. */
export function resolveInput({ input, after = [] }: Call, outcomes: Outcomes): Record<string, unknown> {
  if (after.length === 0 || !hasReferences(input)) return input;
  const outputs = after.flatMap((index) => {
    const outcome = outcomes[index];
    return outcome?.kind === 'done' ? [[callName(index), outcome.output] as const] : [];
  });
  return resolveReferences(input, Object.fromEntries(outputs));
}

/** Effects that the run waits for. */
export const pendingEffects = (outcomes: Outcomes): string[] =>
  outcomes.flatMap((outcome) => (outcome?.kind === 'pending' ? [outcome.effect] : []));
