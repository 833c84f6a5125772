import {
  AppError,
  type EffectContext,
  type ErrorCode,
  type ExternalCapability,
  type Found,
  isAppError,
  isExpected,
  type Probe,
  parseOutput,
} from '../../core/index.ts';

export interface Failure {
  code: string;
  message: string;
}
/** What one try at an effect came to. `later`: nothing is known to be wrong for good; look, and try, again. */
export type Attempt =
  | { kind: 'done'; output: Record<string, unknown> }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'unknown'; failure: Failure }
  | { kind: 'later'; failure: Failure; delayMs: number; isUnsent?: boolean };

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
  /** An earlier call may have reached the vendor. */
  maybeSent: boolean;
  lookUpOnly: boolean;
}

const maxAttempts = 6;
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

const toFailure = (error: unknown): Failure =>
  isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: 'internal', message: 'Something went wrong on our side.' };

/** 1, 4, 16 and then 60 times the first delay, with up to a quarter of jitter; or what the vendor asks for. */
const delayAfter = (attempts: number, error: unknown, firstDelayMs: number): number => {
  const asked = isAppError(error) ? error.retryAfterMs : undefined;
  const backoff = Math.min(4 ** (attempts - 1), 60) * firstDelayMs * (1 + Math.random() / 4);
  return Math.min(asked ?? backoff, maxDelayMs);
};

async function look({ capability, input, ctx }: AttemptRequest): Promise<Found<Record<string, unknown>>> {
  try {
    const found = await capability.find(input, ctx);
    return typeof found === 'object' ? { found: parseOutput(capability, found.found) } : found;
  } catch (error) {
    ctx.log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'effect not looked up');
    return 'unknown';
  }
}

/** Something doubtful is looked up, never sent again blindly. */
async function resolveDoubt(request: AttemptRequest, error: unknown): Promise<Attempt> {
  const found = await look(request);
  if (typeof found === 'object') return done(found.found);
  const failure = toFailure(error);
  const isLast = request.attempts >= maxAttempts;
  if (found === 'unknown') {
    return isLast
      ? { kind: 'unknown', failure }
      : { kind: 'later', failure, delayMs: delayAfter(request.attempts, error, request.firstDelayMs) };
  }
  if (request.capability.ifAbsent === 'ask' && !isRefusal(error)) return lookTwice(request, error);
  const isHopeless = isAppError(error) ? !error.isRetryable : true;
  if (isHopeless || isLast) return { kind: 'failed', failure };
  return { kind: 'later', failure, delayMs: delayAfter(request.attempts, error, request.firstDelayMs) };
}

const isRefusal = (error: unknown): boolean => isAppError(error) && error.code === 'upstream.conflict';

/** A call that nobody answered may still arrive: looked for once more after a while, and then a person is asked. */
function lookTwice({ attempts, firstDelayMs }: AttemptRequest, error: unknown): Attempt {
  const failure = toFailure(error);
  if (attempts > 1) return { kind: 'unknown', failure };
  return { kind: 'later', failure, delayMs: delayAfter(attempts, error, firstDelayMs) };
}

const done = (output: Record<string, unknown>): Attempt => ({ kind: 'done', output });

/** One try at one effect: looked up first where it may have happened already, then sent, then looked up in doubt. */
export async function attempt(request: AttemptRequest): Promise<Attempt> {
  const { capability, input, ctx, probe } = request;
  if (request.looksFirst || request.lookUpOnly) {
    const found = await look(request);
    if (typeof found === 'object') return done(found.found);
    if (found === 'unknown') {
      const error = new AppError('upstream.unavailable', 'The vendor could not be asked whether this happened.');
      const isLast = request.attempts >= maxAttempts;
      return isLast
        ? { kind: 'unknown', failure: toFailure(error) }
        : {
            kind: 'later',
            failure: toFailure(error),
            delayMs: delayAfter(request.attempts, error, request.firstDelayMs),
          };
    }
    if (request.lookUpOnly || (request.maybeSent && capability.ifAbsent === 'ask')) {
      return {
        kind: 'unknown',
        failure: { code: 'effect.in-doubt', message: 'The vendor was asked and does not have it.' },
      };
    }
  }
  if (ctx.signal.aborted) throw new AppError('lease.lost', 'Another worker took this effect over.');
  probe.reached('effect.before-call');
  let output: Record<string, unknown>;
  try {
    output = parseOutput(capability, await capability.run(input, ctx));
  } catch (error) {
    if (!isAppError(error) || error.code === 'internal') ctx.log.error({ err: error }, 'effect failed unexpectedly');
    if (isAppError(error) && definite.includes(error.code)) return { kind: 'failed', failure: toFailure(error) };
    if (isAppError(error) && error.code === 'upstream.rate-limited') return askedToWait(request, error);
    return resolveDoubt(request, error);
  }
  probe.reached('effect.after-call');
  return done(output);
}

/** The vendor took nothing and says when to come again. */
function askedToWait({ attempts, firstDelayMs }: AttemptRequest, error: AppError): Attempt {
  const failure = toFailure(error);
  if (attempts >= maxAttempts) return { kind: 'failed', failure };
  return { kind: 'later', failure, delayMs: delayAfter(attempts, error, firstDelayMs), isUnsent: true };
}

/** What an error outside of the call itself comes to. What may have been sent by an earlier try is never called failed. */
export function afterError({ attempts, firstDelayMs }: Tries, error: unknown, mayBeThere: boolean): Attempt {
  const failure = toFailure(error);
  if (isExpected(error) || attempts >= maxAttempts) return { kind: mayBeThere ? 'unknown' : 'failed', failure };
  return { kind: 'later', failure, delayMs: delayAfter(attempts, error, firstDelayMs) };
}
