import { GitbeakerRequestError, GitbeakerTimeoutError } from '@gitbeaker/rest';
import { z } from 'zod';
import { AppError, isAppError } from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import { vendorWords } from '../../platform/vendor-words.ts';

const maxWaitMs = 3_600_000;

const cleaned = (words: string, token: Secret): string =>
  vendorWords(words, { secret: token, patterns: [/\bgl[a-z]{2,8}-[\w.-]{10,}/g] });

/** Seconds in `Retry-After`, or the moment in `RateLimit-Reset`. */
function retryAfterMs(headers: Headers): number | undefined {
  const [after, reset] = [headers.get('retry-after'), headers.get('ratelimit-reset')];
  const waitMs =
    after !== null ? Number(after) * 1_000 : reset !== null ? Number(reset) * 1_000 - Date.now() : Number.NaN;
  return Number.isFinite(waitMs) ? Math.min(Math.max(waitMs, 0), maxWaitMs) : undefined;
}

function waitingWords(waitMs: number | undefined): string {
  return waitMs === undefined
    ? 'GitLab asks to wait. Try again later.'
    : `GitLab asks to wait ${Math.ceil(waitMs / 1_000)} s.`;
}

function byStatus(response: Response, words: string, cause: Error): AppError {
  const { status } = response;
  const said = words === '' ? `It answered ${status}.` : `It says: ${words}`;
  if (status === 401) {
    const message = `GitLab does not accept this organisation's token. Ask an admin to connect GitLab again. ${said}`;
    return new AppError('upstream.unauthorized', message, { cause });
  }
  if (status === 404) return new AppError('upstream.not-found', `GitLab does not find it. ${said}`, { cause });
  if (status === 409)
    return new AppError('upstream.conflict', `GitLab refuses it as things are now. ${said}`, { cause });
  if (status === 429) {
    const waitMs = retryAfterMs(response.headers);
    const wait = waitMs === undefined ? {} : { retryAfterMs: waitMs };
    return new AppError('upstream.rate-limited', waitingWords(waitMs), { cause, ...wait });
  }
  if (status >= 500 || status === 408) {
    return new AppError('upstream.unavailable', `GitLab is not working at the moment. ${said}`, { cause });
  }
  return new AppError('upstream.refused', `GitLab refuses it. ${said}`, { cause });
}

const networkNames = ['AbortError', 'TimeoutError'];
const isNetwork = (error: Error): boolean =>
  error instanceof GitbeakerTimeoutError ||
  networkNames.includes(error.name) ||
  (error instanceof TypeError && error.message === 'fetch failed');

const isBroken = (error: Error): boolean =>
  'code' in error && (error.code === 'Z_DATA_ERROR' || error.code === 'Z_BUF_ERROR');

/** An answer in another form than GitLab's: a proxy's page, or half of the text. Nobody knows whether anything was changed. */
const isUnreadable = (error: Error): boolean =>
  error instanceof SyntaxError || error instanceof z.ZodError || isBroken(error);

/** Errors of the client and of the network in our words. The client's own error holds the request, so it is not kept. */
export function toAppError(error: unknown, token: Secret): unknown {
  if (isAppError(error) || !(error instanceof Error)) return error;
  const cause = new Error(cleaned(`${error.name}: ${error.message}`, token));
  if (error instanceof GitbeakerRequestError && error.cause) {
    return byStatus(error.cause.response, cleaned(error.cause.description, token), cause);
  }
  if (isNetwork(error)) {
    return new AppError('upstream.unavailable', 'GitLab did not answer in time. Try again in a moment.', { cause });
  }
  if (isUnreadable(error)) {
    return new AppError('upstream.unavailable', "GitLab's answer could not be read. Try again in a moment.", { cause });
  }
  return error;
}
