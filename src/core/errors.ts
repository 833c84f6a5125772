interface Kind {
  /** HTTP status at the doors that speak HTTP. */
  status: number;
  /** The same request may succeed later without being changed. */
  retry: boolean;
}

/** Every way in which a request can end badly. The code is the contract; the message is for the person who reads it. */
const kinds = {
  'input.invalid': { status: 400, retry: false },
  'input.too-large': { status: 413, retry: false },
  'request.expired': { status: 410, retry: false },
  'identity.unverified': { status: 401, retry: false },
  'identity.unknown': { status: 403, retry: false },
  'permission.denied': { status: 403, retry: false },
  'project.unknown': { status: 404, retry: false },
  'capability.unknown': { status: 404, retry: false },
  'run.unknown': { status: 404, retry: false },
  'effect.unknown': { status: 404, retry: false },
  'effect.already-open': { status: 409, retry: false },
  'effect.not-open': { status: 409, retry: false },
  'effect.rejected': { status: 409, retry: false },
  'effect.expired': { status: 410, retry: false },
  'effect.failed': { status: 422, retry: false },
  'effect.in-doubt': { status: 409, retry: false },
  'vendor.not-connected': { status: 409, retry: false },
  /** The vendor said no before it changed anything. */
  'upstream.refused': { status: 422, retry: false },
  'upstream.not-found': { status: 404, retry: false },
  'upstream.conflict': { status: 409, retry: false },
  'upstream.unauthorized': { status: 502, retry: false },
  'upstream.rate-limited': { status: 503, retry: true },
  /** No answer, or one that does not say whether anything was changed. */
  'upstream.unavailable': { status: 503, retry: true },
  'delivery.unreachable': { status: 422, retry: false },
  'lease.lost': { status: 503, retry: true },
  'service.unavailable': { status: 503, retry: true },
  internal: { status: 500, retry: false },
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

export const isAppError = (error: unknown): error is AppError => error instanceof AppError;

/** An expected end (denied, not found, refused) is an answer; anything else is a defect and is logged with its cause. */
export const isExpected = (error: unknown): error is AppError =>
  isAppError(error) && error.code !== 'internal' && !error.isRetryable;
