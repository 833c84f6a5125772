import { AppError, type Found, isAppError, parseOutput } from '../../core/index.ts';
import { type Failure, inDoubt } from './effect.ts';
import { type Attempt, type AttemptRequest, delayAfter, done, type Later, maxAttempts, toFailure } from './tries.ts';

export async function look({ capability, input, ctx }: AttemptRequest): Promise<Found<Record<string, unknown>>> {
  try {
    const found = await capability.find(input, ctx);
    return typeof found === 'object' ? { found: parseOutput(capability, found.found) } : found;
  } catch (error) {
    ctx.log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'effect not looked up');
    return 'unknown';
  }
}

/** Where no limit of the vendor is known, nothing can be outwaited. */
const policyOf = ({ capability: { ifAbsent }, limitMs }: AttemptRequest): 'resend' | 'wait' | 'ask' =>
  ifAbsent === 'wait' && limitMs === undefined ? 'ask' : ifAbsent;

const isRefusal = (error: unknown): boolean => isAppError(error) && error.code === 'upstream.conflict';

/** Something doubtful is looked up, never sent again blindly. */
export async function resolveDoubt(request: AttemptRequest, error: unknown): Promise<Attempt> {
  const found = await look(request);
  if (typeof found === 'object') return done(found.found);
  if (found === 'hidden') return { kind: 'unknown', failure: notShown };
  const failure = toFailure(error);
  const isLast = request.attempts >= maxAttempts;
  const later: Later = { kind: 'later', failure, delayMs: delayAfter(request, error), sent: 'perhaps' };
  if (found === 'unknown') return isLast ? { kind: 'unknown', failure } : later;
  const policy = policyOf(request);
  // A call that nobody answered may still arrive: looked for once more after a while, and then a person is asked.
  if (policy === 'ask' && !isRefusal(error)) return request.attempts > 1 ? { kind: 'unknown', failure } : later;
  const isHopeless = isAppError(error) ? !error.isRetryable : true;
  if (isHopeless) return { kind: 'failed', failure };
  if (policy === 'wait') return { ...stillAtWork(request.limitMs ?? 0), sent: 'perhaps' };
  return isLast ? { kind: 'failed', failure } : later;
}

const spanWords = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
};

/** The vendor may be about to do what was asked: sent again now, it would be there twice. */
const stillAtWork = (leftMs: number): Later => ({
  kind: 'later',
  failure: {
    code: inDoubt,
    message: `No clear answer came, and it is not there. The vendor may still be at work on it: I look for it again in ${spanWords(leftMs)}, before I send anything again.`,
  },
  delayMs: leftMs,
});

const notThere: Failure = { code: inDoubt, message: 'The vendor was asked and does not have it.' };
const notShown: Failure = {
  code: inDoubt,
  isHidden: true,
  message: 'No clear answer came, and it cannot be looked up there by me: only a person can see whether it is there.',
};
const notTaken: Failure = {
  code: inDoubt,
  isHidden: true,
  message:
    'It cannot be looked up there by me, and what you gave is no link to it. Press “It is there” again and paste the link to the message itself; or leave it.',
};

/** Where nobody lets us look, it is sent only when no call of ours may be there still, or a person said that it is not. */
function unseen({ lookUpOnly, sentAgoMs }: AttemptRequest): Attempt | undefined {
  if (lookUpOnly) return { kind: 'unknown', failure: notTaken };
  return sentAgoMs === undefined ? undefined : { kind: 'unknown', failure: notShown };
}

/** What was sent before and is not there: `undefined` when it can be sent again. */
function absent(request: AttemptRequest): Attempt | undefined {
  const { sentAgoMs, limitMs = 0, attempts } = request;
  if (request.lookUpOnly) return { kind: 'unknown', failure: notThere };
  if (sentAgoMs === undefined) return undefined;
  const policy = policyOf(request);
  if (policy === 'ask') return { kind: 'unknown', failure: notThere };
  if (policy === 'resend') return undefined;
  if (sentAgoMs < limitMs) return stillAtWork(limitMs - sentAgoMs);
  return attempts > maxAttempts ? { kind: 'failed', failure: notThere } : undefined;
}

/** Asks the vendor before anything is sent. `undefined`: it is not there, and can be sent. */
export async function lookFirst(request: AttemptRequest): Promise<Attempt | undefined> {
  const found = await look(request);
  if (typeof found === 'object') return done(found.found);
  if (found === 'absent') return absent(request);
  if (found === 'hidden') return unseen(request);
  const error = new AppError('upstream.unavailable', 'The vendor could not be asked whether this happened.');
  const failure = toFailure(error);
  if (request.attempts >= maxAttempts) return { kind: 'unknown', failure };
  return { kind: 'later', failure, delayMs: delayAfter(request, error) };
}

/** The vendor said no. What was sent before may be the very reason: then it is there. */
export async function refused(request: AttemptRequest, error: unknown): Promise<Attempt> {
  const found = request.sentAgoMs === undefined ? 'absent' : await look(request);
  return typeof found === 'object' ? done(found.found) : { kind: 'failed', failure: toFailure(error) };
}

/** The vendor took nothing and says when to come again. */
export function askedToWait(request: AttemptRequest, error: AppError): Attempt {
  const failure = toFailure(error);
  if (request.attempts >= maxAttempts) return { kind: 'failed', failure };
  return { kind: 'later', failure, delayMs: delayAfter(request, error), sent: 'no' };
}
