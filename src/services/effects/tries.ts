import {
  type EffectContext,
  type ErrorCode,
  type ExternalCapability,
  isAppError,
  isExpected,
  type Probe,
} from '../../core/index.ts';
import type { Failure } from './effect.ts';

/**
 * What one try at an effect came to. `later`: nothing is known to be wrong for good; look, and try, again. `sent`: whether this
 * try may have reached the vendor; left out when it sent nothing.
 */
export type Attempt =
  | { kind: 'done'; output: Record<string, unknown> }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'unknown'; failure: Failure }
  | { kind: 'later'; failure: Failure; delayMs: number; sent?: 'no' | 'perhaps' };

export type Later = Extract<Attempt, { kind: 'later' }>;
export type Settled = Exclude<Attempt, Later>;

/** How often something was tried, this time included, and how long to wait after the first time. */
export interface Tries {
  attempts: number;
  firstDelayMs: number;
}

export interface AttemptRequest extends Tries {
  capability: ExternalCapability;
  input: Record<string, unknown>;
  ctx: EffectContext;
  probe: Probe;
  /** It was planned long ago or tried before: the vendor is asked first. */
  looksFirst: boolean;
  /** So long ago an earlier call may have reached the vendor. */
  sentAgoMs: number | undefined;
  /** So long, at the most, the vendor is at work on a request; `undefined` where nobody says. */
  limitMs: number | undefined;
  lookUpOnly: boolean;
  /** Notes that a call begins that may reach the vendor, or answers why none may. Throws when another worker took the effect over. */
  noteCall(): Promise<Failure | undefined>;
}

export const maxAttempts = 6;
/** Whoever asks for more patience is asked again after this. */
const maxDelayMs = 3_600_000;
/** The vendor said no before it changed anything. */
const definite: readonly ErrorCode[] = [
  'upstream.refused',
  'upstream.not-found',
  'upstream.unauthorized',
  'input.invalid',
  'input.too-large',
  'vendor.not-connected',
];
export const isDefinite = (error: unknown): boolean => isAppError(error) && definite.includes(error.code);

export const done = (output: Record<string, unknown>): Attempt => ({ kind: 'done', output });

export const toFailure = (error: unknown): Failure =>
  isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: 'internal', message: 'Something went wrong on our side.' };

/** 1, 4, 16 and then 60 times the first delay, with up to a quarter of jitter; or what the vendor asks for. */
export function delayAfter({ attempts, firstDelayMs }: Tries, error: unknown): number {
  const asked = isAppError(error) ? error.retryAfterMs : undefined;
  const backoff = Math.min(4 ** (attempts - 1), 60) * firstDelayMs * (1 + Math.random() / 4);
  return Math.min(asked ?? backoff, maxDelayMs);
}

/** What an error outside of the call itself comes to. What may have been sent by an earlier try is never called failed. */
export function afterError(tries: Tries, error: unknown, mayBeThere: boolean): Attempt {
  const failure = toFailure(error);
  if (isExpected(error) || tries.attempts >= maxAttempts) return { kind: mayBeThere ? 'unknown' : 'failed', failure };
  return { kind: 'later', failure, delayMs: delayAfter(tries, error) };
}
