import { escapeMarkdown, isAppError, isRefusal, type Log } from '../../core/index.ts';
import { type Say, sentence } from './say.ts';

/** Says what is a refusal. What is none is thrown on: it was not accepted, and the chat sends it again. */
export function sayExpected(error: unknown): Say {
  if (!isRefusal(error)) throw error;
  return sentence('warning', escapeMarkdown(error.message));
}

/** What to tell a person whose request failed: the reason where there is one for them, else a reference for whoever looks into it. */
export function sayRefusal(error: unknown, correlation: string, log: Log): Say {
  if (isRefusal(error)) return sayExpected(error);
  if (isAppError(error) && error.isRetryable) log.warn({ reason: error.message, correlation }, 'request not accepted');
  else log.error({ err: error, correlation }, 'request not accepted');
  return sentence(
    'danger',
    `Adjutant could not accept this just now, and nothing was done. Please try again in a moment. Reference: ${correlation}`,
  );
}
