import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';

export const effectStates = [
  'planned',
  'awaiting',
  'approved',
  'sending',
  'done',
  'failed',
  'unknown',
  'rejected',
  'expired',
  'withdrawn',
  'dropped',
  'undoing',
  'undone',
] as const;
export type EffectState = (typeof effectStates)[number];

/** What may follow what. The database holds the same table and refuses anything else; a test compares the two. */
export const transitions: Readonly<Record<EffectState, readonly EffectState[]>> = {
  /** A part of a composite effect, until its turn comes. */
  planned: ['sending', 'dropped'],
  awaiting: ['approved', 'rejected', 'expired', 'withdrawn'],
  /** Back to where a person decided it, when a kill switch held it. */
  approved: ['sending', 'expired', 'withdrawn', 'awaiting', 'failed', 'unknown'],
  sending: ['done', 'failed', 'unknown'],
  /** Nobody can tell whether it happened: a person says "it is there", "send again" or "drop". */
  unknown: ['done', 'approved', 'sending', 'dropped'],
  /** "Continue" approves it again, "undo" takes back what exists, "drop" leaves it as it is. */
  failed: ['approved', 'sending', 'undoing', 'dropped'],
  /** `done` again when nothing was taken back; `failed` when a part of it was, or nobody can tell. */
  undoing: ['undone', 'done', 'failed'],
  done: ['undoing'],
  rejected: [],
  expired: [],
  withdrawn: [],
  dropped: [],
  undone: [],
};

/** Its end is known: the run that waits can go on. `unknown` is not among them, as a person still has to say what is true. */
export const settledStates: readonly EffectState[] = [
  'done',
  'failed',
  'rejected',
  'expired',
  'withdrawn',
  'dropped',
  'undone',
];
/** Another request for the same thing has to wait for these: the ledger's unique index names the same. */
export const openStates: readonly EffectState[] = ['planned', 'awaiting', 'approved', 'sending', 'unknown', 'undoing'];
export const isSettled = (state: EffectState): boolean => settledStates.includes(state);

/** A value that an earlier part will have produced when this part's turn comes. */
export interface PartReference {
  $from: string;
  field: string;
}
export const from = (part: string, field: string): PartReference => ({ $from: part, field });
const isReference = (value: unknown): value is PartReference =>
  typeof value === 'object' && value !== null && '$from' in value && 'field' in value;

export const hasReferences = (input: Record<string, unknown>): boolean => Object.values(input).some(isReference);

/** Puts the outputs of the earlier parts into a part's input. */
export function resolveReferences(
  input: Record<string, unknown>,
  outputs: Readonly<Record<string, Record<string, unknown>>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      isReference(value) ? outputs[value.$from]?.[value.field] : value,
    ]),
  );
}

/** SHA-256 over the canonical JSON (RFC 8785) of what will be done: the thing that an approval holds for. */
export const hashOf = (content: unknown): string => createHash('sha256').update(canonicalize(content)).digest('hex');
