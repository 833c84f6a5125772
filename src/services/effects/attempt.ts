import {
  AppError,
  type EffectContext,
  type ErrorCode,
  type ExternalCapability,
  type Found,
  isAppError,
  isExpected,
  type Probe,
  parse,
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
  | { kind: 'later'; failure: Failure; delayMs: number };

export interface AttemptRequest {
  capability: ExternalCapability;
  input: Record<string, unknown>;
  ctx: EffectContext;
  probe: Probe;
  /** How often it was tried, this time included. */
  attempts: number;
  /** It may have been sent before, or long ago: the vendor is asked first. */
  looksFirst: boolean;
  lookUpOnly: boolean;
}

const maxAttempts = 6;
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

/** 1, 4, 16 s and then a minute, with up to a quarter of jitter; or what the vendor asks for. */
const delayAfter = (attempts: number, error: unknown): number => {
  const asked = isAppError(error) ? error.retryAfterMs : undefined;
  return asked ?? Math.min(4 ** (attempts - 1) * 1_000, 60_000) * (1 + Math.random() / 4);
};

async function look({ capability, input, ctx }: AttemptRequest): Promise<Found<Record<string, unknown>>> {
  try {
    return await capability.find(input, ctx);
  } catch (error) {
    ctx.log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'effect not looked up');
    return 'unknown';
  }
}

/** Something doubtful is looked up, never sent again blindly. */
async function resolveDoubt(request: AttemptRequest, error: unknown): Promise<Attempt> {
  const found = await look(request);
  if (typeof found === 'object') return done(request, found.found);
  const failure = toFailure(error);
  const isLast = request.attempts >= maxAttempts;
  if (found === 'unknown') {
    return isLast
      ? { kind: 'unknown', failure }
      : { kind: 'later', failure, delayMs: delayAfter(request.attempts, error) };
  }
  const isHopeless = isAppError(error) ? !error.isRetryable : true;
  if (isHopeless || isLast) return { kind: 'failed', failure };
  return { kind: 'later', failure, delayMs: delayAfter(request.attempts, error) };
}

const done = ({ capability }: AttemptRequest, output: unknown): Attempt => ({
  kind: 'done',
  output: parse(capability.output, output),
});

/** One try at one effect: looked up first where it may have happened already, then sent, then looked up in doubt. */
export async function attempt(request: AttemptRequest): Promise<Attempt> {
  const { capability, input, ctx, probe } = request;
  if (request.looksFirst || request.lookUpOnly) {
    const found = await look(request);
    if (typeof found === 'object') return done(request, found.found);
    if (found === 'unknown') {
      const error = new AppError('upstream.unavailable', 'The vendor could not be asked whether this happened.');
      const isLast = request.attempts >= maxAttempts;
      return isLast
        ? { kind: 'unknown', failure: toFailure(error) }
        : { kind: 'later', failure: toFailure(error), delayMs: delayAfter(request.attempts, error) };
    }
    if (request.lookUpOnly) {
      return {
        kind: 'unknown',
        failure: { code: 'effect.in-doubt', message: 'The vendor was asked and does not have it.' },
      };
    }
  }
  probe.reached('effect.before-call');
  let output: unknown;
  try {
    output = await capability.run(input, ctx);
  } catch (error) {
    if (!isAppError(error)) ctx.log.error({ err: error }, 'effect failed unexpectedly');
    if (isAppError(error) && definite.includes(error.code)) return { kind: 'failed', failure: toFailure(error) };
    return resolveDoubt(request, error);
  }
  probe.reached('effect.after-call');
  return done(request, output);
}

/** What an error outside of the call itself comes to: nothing was sent by the try that it ended. */
export function afterError(attempts: number, error: unknown): Attempt {
  const failure = toFailure(error);
  if (isExpected(error) || attempts >= maxAttempts) return { kind: 'failed', failure };
  return { kind: 'later', failure, delayMs: delayAfter(attempts, error) };
}
