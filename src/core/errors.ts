interface Kind {
  /** HTTP status at the doors that speak HTTP. */
  status: number;
  /** The same request may succeed later without being changed. */
  retry: boolean;
  /** How it is called in a list of what happened. */
  words: string;
}

/** Every way in which a request can end badly. The code is the contract; the message is for the person who reads it. */
const kinds = {
  'input.invalid': { status: 400, retry: false, words: 'not right as it was asked' },
  'input.too-large': { status: 413, retry: false, words: 'too large' },
  'request.too-many': { status: 429, retry: true, words: 'asked for too often' },
  'request.expired': { status: 410, retry: false, words: 'came too late' },
  'identity.unverified': { status: 401, retry: false, words: 'not signed in' },
  'identity.unknown': { status: 403, retry: false, words: 'not known here' },
  'permission.denied': { status: 403, retry: false, words: 'not allowed' },
  'project.unknown': { status: 404, retry: false, words: 'not a project of theirs' },
  'capability.unknown': { status: 404, retry: false, words: 'nothing that can be asked for' },
  'run.unknown': { status: 404, retry: false, words: 'no such run' },
  'file.unknown': { status: 404, retry: false, words: 'no such file' },
  'effect.unknown': { status: 404, retry: false, words: 'no such request' },
  'effect.already-open': { status: 409, retry: false, words: 'the same was asked for already' },
  'effect.not-open': { status: 409, retry: false, words: 'no longer to be decided' },
  'effect.rejected': { status: 409, retry: false, words: 'rejected' },
  'effect.expired': { status: 410, retry: false, words: 'not decided in time' },
  'effect.stopped': { status: 409, retry: false, words: 'held by the kill switch' },
  'effect.failed': { status: 422, retry: false, words: 'failed' },
  'effect.in-doubt': { status: 409, retry: false, words: 'in doubt' },
  'vendor.not-connected': { status: 409, retry: false, words: 'no account connected' },
  /** The vendor said no before it changed anything. */
  'upstream.refused': { status: 422, retry: false, words: 'refused by the vendor' },
  'upstream.not-found': { status: 404, retry: false, words: 'not found at the vendor' },
  'upstream.conflict': { status: 409, retry: false, words: 'stands in the way of something else' },
  'upstream.unauthorized': { status: 502, retry: false, words: 'account not accepted by the vendor' },
  'upstream.rate-limited': { status: 503, retry: true, words: 'the vendor asked to wait' },
  /** No answer, or one that does not say whether anything was changed. */
  'upstream.unavailable': { status: 503, retry: true, words: 'no answer from the vendor' },
  'delivery.unreachable': { status: 422, retry: false, words: 'nobody to be reached' },
  'lease.lost': { status: 503, retry: true, words: 'interrupted' },
  'service.unavailable': { status: 503, retry: true, words: 'not available then' },
  internal: { status: 500, retry: false, words: 'a defect on our side' },
} as const satisfies Record<string, Kind>;

export type ErrorCode = keyof typeof kinds;

export interface ErrorDetails {
  cause?: unknown;
  retryAfterMs?: number;
  /** Input field to what is wrong with it. */
  fields?: Record<string, string>;
}

/** What went wrong and what to do next, in words for the person who reads it. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryAfterMs = details.retryAfterMs;
    this.fields = details.fields ?? {};
  }

  get status(): number {
    return kinds[this.code].status;
  }

  get isRetryable(): boolean {
    return kinds[this.code].retry;
  }
}

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(kinds, code);

/** What a code means, for who reads what happened; nothing for what is no code. */
export const wordsOfCode = (code: string): string | undefined => (isErrorCode(code) ? kinds[code].words : undefined);

export const isAppError = (error: unknown): error is AppError => error instanceof AppError;

/** What who asked is told in its own words: nothing of it was begun. */
export const isRefusal = (error: unknown): error is AppError =>
  isExpected(error) || (isAppError(error) && error.code === 'request.too-many');

/** An expected end (denied, not found, refused) is an answer; anything else is a defect and is logged with its cause. */
export const isExpected = (error: unknown): error is AppError =>
  isAppError(error) && error.code !== 'internal' && !error.isRetryable;
