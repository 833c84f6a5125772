import { escapeMarkdown, isAppError, isExpected, type Log } from '../../core/index.ts';
import type { Say } from './say.ts';
import { sentence } from './whisper.ts';

/** What to tell a person whose request failed: the reason where there is one for them, else a reference for whoever looks into it. */
export function sayRefusal(error: unknown, correlation: string, log: Log): Say {
  if (isExpected(error)) return sentence('warning', escapeMarkdown(error.message));
  if (isAppError(error) && error.isRetryable) log.warn({ reason: error.message, correlation }, 'request not accepted');
  else log.error({ err: error, correlation }, 'request not accepted');
  return sentence(
    'danger',
    `Adjutant could not accept this just now, and nothing was done. Please try again in a moment. Reference: ${correlation}`,
  );
}
