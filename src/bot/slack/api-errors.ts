import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { AppError, type ErrorCode } from '../../core/index.ts';

/** Slack's own word for what is wrong, when it said no. */
export const slackCodeOf = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined;

/** It refused a block because of the file that stands in it: one that is not ready yet, or not to be seen there. */
export const isAboutAFile = (error: unknown): boolean =>
  slackCodeOf(error) === 'invalid_blocks' &&
  error instanceof WebAPIPlatformError &&
  JSON.stringify(error.data).includes('slack_file');

const tokenCodes = [
  'token_revoked',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'missing_scope',
  'org_login_required',
  'team_access_not_granted',
  'ekm_access_denied',
];
const passingCodes = ['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'];
const rateCodes = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
const usualPauseMs = 30_000;

function codeFor(slackCode: string): ErrorCode {
  if (tokenCodes.includes(slackCode)) return 'upstream.unauthorized';
  if (passingCodes.includes(slackCode)) return 'upstream.unavailable';
  return rateCodes.includes(slackCode) ? 'upstream.rate-limited' : 'upstream.refused';
}

function ofPlatform(cause: WebAPIPlatformError): AppError {
  const { error } = cause.data;
  const needed = 'needed' in cause.data ? cause.data.needed : undefined;
  const code = codeFor(error);
  if (code === 'upstream.unauthorized') {
    const scope = typeof needed === 'string' ? ` It needs the scope ${needed}.` : '';
    return new AppError(
      code,
      `Slack does not accept our token (${error}).${scope} Ask an admin to connect the workspace again.`,
      { cause },
    );
  }
  if (code === 'upstream.rate-limited') {
    return new AppError(code, 'Slack asks to wait.', { cause, retryAfterMs: usualPauseMs });
  }
  return new AppError(code, code === 'upstream.refused' ? `Slack refused: ${error}.` : `Slack is away (${error}).`, {
    cause,
  });
}

/** What went wrong at Slack, in our words: whether trying again helps, and when. */
export function toAppError(error: unknown): unknown {
  if (error instanceof WebAPIPlatformError) return ofPlatform(error);
  if (error instanceof WebAPIRateLimitedError) {
    return new AppError('upstream.rate-limited', `Slack asks to wait ${error.retryAfter} s.`, {
      cause: error,
      retryAfterMs: error.retryAfter * 1_000,
    });
  }
  if (error instanceof WebAPIHTTPError && error.statusCode < 500) {
    return new AppError('upstream.refused', `Slack refused with status ${error.statusCode}.`, { cause: error });
  }
  if (error instanceof WebAPIHTTPError || error instanceof WebAPIRequestError) {
    return new AppError('upstream.unavailable', 'Slack cannot be reached just now.', { cause: error });
  }
  return error;
}
