import { AppError, isAppError } from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import { vendorWords } from '../../platform/vendor-words.ts';

interface Refusal {
  status: number;
  code: string;
  words: string;
  retryAfterMs: number | undefined;
}

const keyPatterns = [/\bsk-[\w*.-]{4,}/g, /\bBearer\s+\S+/gi];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whole seconds, or a date that nobody sends here. */
function retryAfterMs(headers: unknown): number | undefined {
  const value = headers instanceof Headers ? headers.get('retry-after') : null;
  const seconds = Number(value ?? '');
  return value !== null && value !== '' && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

/** The client's errors bear the status and what the server wrote; one without a status never had an answer. */
function refusalIn(error: unknown, key: Secret): Refusal | undefined {
  if (!isRecord(error) || typeof error.status !== 'number') return undefined;
  const body = isRecord(error.error) ? error.error : {};
  return {
    status: error.status,
    code: typeof body.code === 'string' ? body.code : '',
    words: typeof body.message === 'string' ? vendorWords(body.message, { secret: key, patterns: keyPatterns }) : '',
    retryAfterMs: retryAfterMs(error.headers),
  };
}

const overflowed = (cause: unknown): AppError =>
  new AppError(
    'input.too-large',
    'This is more than the model can read at once. Ask for less, or name the files that it is about.',
    { cause },
  );

function ofRefusal({ status, code, words, retryAfterMs }: Refusal, model: string, cause: unknown): AppError {
  const said = words === '' ? '' : ` It said: ${words}`;
  if (code === 'context_length_exceeded' || status === 413) return overflowed(cause);
  if (status === 401 || status === 403)
    return new AppError(
      'upstream.unauthorized',
      `The model’s server does not accept our key. Please tell an admin: OPENAI_API_KEY needs mending.${said}`,
      { cause },
    );
  if (status === 404)
    return new AppError(
      'upstream.not-found',
      `The model ${model} is not there. Please tell an admin: OPENAI_MODEL or OPENAI_BASE_URL needs mending.${said}`,
      { cause },
    );
  if (code === 'insufficient_quota')
    return new AppError('upstream.refused', 'The model’s account is used up. Please tell an admin.', { cause });
  if (status === 429)
    return new AppError('upstream.rate-limited', 'The model asks to wait. Please try again in a minute.', {
      cause,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  if (status >= 500 || status === 408 || status === 409)
    return new AppError('upstream.unavailable', 'The model is not available just now. Please try again later.', {
      cause,
    });
  return new AppError('upstream.refused', `The model’s server refused the request (${status}).${said}`, { cause });
}

/** Whatever the client throws, in our words. */
export function translate(error: unknown, model: string, key: Secret): AppError {
  if (isAppError(error)) return error;
  if (isRecord(error) && error.name === 'ContextOverflowError') return overflowed(error);
  const refusal = refusalIn(error, key);
  if (refusal) return ofRefusal(refusal, model, error);
  return new AppError('upstream.unavailable', 'The model cannot be reached just now. Please try again later.', {
    cause: error,
  });
}

/** It answered, but with nothing that can be read. */
export const unreadable = (cause?: unknown): AppError =>
  new AppError('upstream.refused', 'The model answered with something that cannot be read. Please try again.', {
    cause,
  });
