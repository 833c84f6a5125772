import { ApiPartialResponseError, ApiRequestError, ApiResponseError } from 'twitter-api-v2';
import { z } from 'zod';
import { AppError, isAppError } from '../../core/index.ts';
import { vendorWords } from '../../platform/vendor-words.ts';

const maxWaitMs = 3_600_000;

/** What is read of X's problem documents. */
const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ message: z.string().optional(), detail: z.string().optional() })).optional(),
});

/** What looks like a key. */
const keys = [/\boauth_\w+="?[^",\s]*"?/gi, /\b\d+-[A-Za-z0-9]{20,}\b/g];
const cleaned = (words: string): string => vendorWords(words, { patterns: keys });

function wordsOf(data: unknown): string {
  const read = problem.safeParse(data);
  if (!read.success) return '';
  const { title, detail, errors = [] } = read.data;
  const said = errors.flatMap(({ message, detail: more }) => message ?? more ?? []).join('; ');
  return cleaned(said || detail || title || '');
}

/** The moment of `x-rate-limit-reset`, or of the day's limit when that is what is used up. */
function resetMs({ rateLimit }: ApiResponseError): number | undefined {
  const used = [rateLimit?.userDay, rateLimit?.day, rateLimit].find((limit) => limit?.remaining === 0) ?? rateLimit;
  return used && Number.isFinite(used.reset) ? used.reset * 1_000 : undefined;
}

function rateLimited(error: ApiResponseError, cause: Error): AppError {
  const reset = resetMs(error);
  if (reset === undefined) return new AppError('upstream.rate-limited', 'X asks to wait. Try again later.', { cause });
  const waitMs = Math.min(Math.max(reset - Date.now(), 0), maxWaitMs);
  return new AppError('upstream.rate-limited', `X asks to wait ${Math.ceil(waitMs / 1_000)} s.`, {
    cause,
    retryAfterMs: waitMs,
  });
}

/** X says by its words alone that a 403 is a double. */
const isDouble = (words: string): boolean => /duplicate content/i.test(words);

function byStatus(error: ApiResponseError, cause: Error): AppError {
  const { code: status } = error;
  const words = wordsOf(error.data);
  const said = words === '' ? `It answered ${status}.` : `It says: ${words}`;
  if (status === 401) {
    const message = `X does not accept this organisation's keys. Ask an admin to connect X again. ${said}`;
    return new AppError('upstream.unauthorized', message, { cause });
  }
  if (status === 403 && isDouble(words)) {
    const message = 'X refuses it: the account has posted the same text already. Change the text, then ask again.';
    return new AppError('upstream.refused', message, { cause });
  }
  if (status === 404) return new AppError('upstream.not-found', `X does not find it. ${said}`, { cause });
  if (status === 429) return rateLimited(error, cause);
  if (status >= 500 || status === 408)
    return new AppError('upstream.unavailable', `X is not working at the moment. ${said}`, { cause });
  return new AppError('upstream.refused', `X refuses it. ${said}`, { cause });
}

/** Errors of the client and of the network in our words. The client's own errors hold the signed request, so they are not kept. */
export function toAppError(error: unknown): unknown {
  if (isAppError(error) || !(error instanceof Error)) return error;
  const cause = new Error(cleaned(`${error.name}: ${error.message}`));
  if (error instanceof ApiResponseError) return byStatus(error, cause);
  if (error instanceof ApiRequestError)
    return new AppError('upstream.unavailable', 'X did not answer. Try again in a moment.', { cause });
  if (error instanceof ApiPartialResponseError || error instanceof z.ZodError)
    return new AppError('upstream.unavailable', "X's answer could not be read. Try again in a moment.", { cause });
  return error;
}
