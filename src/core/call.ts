import { hasReferences, resolveReferences } from './effect.ts';
import type { Outcome } from './invoke.ts';
import type { CallStand, WaitsFor } from './ports/runs.ts';

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

/** A run's calls with what each came to by now. */
export interface RunProgress {
  calls: readonly Call[];
  outcomes: Outcomes;
  /** The run has ended: what was not begun never is. */
  isOver: boolean;
  /** What each effect that is not settled waits for; one that is missing here, for a decision. */
  waits?: ReadonlyMap<string, WaitsFor> | undefined;
}

/** How it is said, wherever a run or a call of it is shown. */
export const waitWords: Readonly<Record<WaitsFor, string>> = {
  decision: 'waits for a decision',
  sending: 'is being done',
  time: 'waits for its time',
};

export const waitOf = ({ waits }: Pick<RunProgress, 'waits'>, effect: string): WaitsFor =>
  waits?.get(effect) ?? 'decision';

/** How each call stands. Nothing more is begun in a run that is over. */
export function standsOf({ calls, outcomes, isOver }: RunProgress): CallStand[] {
  const stands: CallStand[] = [];
  for (const [index, { after = [] }] of calls.entries()) {
    const outcome = outcomes[index];
    const before = after.map((each) => stands[each]);
    const isHopeless = isOver || before.some((stand) => stand === 'refused' || stand === 'dropped');
    if (outcome) stands.push(outcome.kind);
    else if (isHopeless) stands.push('dropped');
    else stands.push(before.every((stand) => stand === 'done') ? 'working' : 'later');
  }
  return stands;
}

/** The outcomes of a run that broke off: what was being worked on came to that, and what is ready stays so. */
export function brokenOff(calls: readonly Call[], outcomes: Outcomes, failure: Outcome): Outcomes {
  const stands = standsOf({ calls, outcomes, isOver: false });
  return calls.map((_, index) => outcomes[index] ?? (stands[index] === 'working' ? failure : null));
}
