import { z } from 'zod';
import { AppError, type ErrorCode, isAppError } from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import { vendorWords } from '../../platform/vendor-words.ts';

const cleaned = (words: string, secret: Secret): string =>
  vendorWords(words, { secret, patterns: [/\b00D[A-Za-z0-9]{12,15}![\w.-]{10,}/g] });

interface Kind {
  code: ErrorCode;
  words: string;
}

const connect = "Salesforce does not accept this organisation's account. Ask an admin to connect Salesforce again.";
const field = 'Salesforce lacks a field that is needed. Ask an admin to add it and to let the account use it.';

/** By the vendor's `errorCode`; what is not named here is a refusal in the vendor's own words. */
const kinds: Readonly<Record<string, Kind>> = {
  INVALID_SESSION_ID: { code: 'upstream.unauthorized', words: connect },
  INVALID_LOGIN: { code: 'upstream.unauthorized', words: connect },
  invalid_client: { code: 'upstream.unauthorized', words: connect },
  invalid_client_id: { code: 'upstream.unauthorized', words: connect },
  invalid_grant: { code: 'upstream.unauthorized', words: connect },
  unsupported_grant_type: { code: 'upstream.unauthorized', words: connect },
  NOT_FOUND: { code: 'upstream.not-found', words: 'Salesforce does not find it.' },
  ENTITY_IS_DELETED: { code: 'upstream.not-found', words: 'It was deleted in Salesforce.' },
  INVALID_CROSS_REFERENCE_KEY: {
    code: 'upstream.not-found',
    words: 'What it belongs to is not in Salesforce any more.',
  },
  MULTIPLE_CHOICES: {
    code: 'upstream.conflict',
    words:
      'Several records in Salesforce bear the same Adjutant Id. Ask an admin to merge them and to make the field unique.',
  },
  DUPLICATES_DETECTED: {
    code: 'upstream.conflict',
    words:
      'Salesforce takes it for a double of a record that is there. Look for the person in Salesforce, and name that lead.',
  },
  DUPLICATE_VALUE: { code: 'upstream.conflict', words: 'Salesforce has a record with the same unique value.' },
  UNABLE_TO_LOCK_ROW: { code: 'upstream.unavailable', words: 'Somebody else changes this record just now.' },
  CANNOT_UPDATE_CONVERTED_LEAD: {
    code: 'upstream.refused',
    words: 'This lead was converted in Salesforce and cannot be changed any more. Change its contact there.',
  },
  REQUEST_LIMIT_EXCEEDED: {
    code: 'upstream.rate-limited',
    words: "The organisation's requests to Salesforce are used up for today. Try again later.",
  },
  REQUIRED_FIELD_MISSING: { code: 'upstream.refused', words: 'Salesforce needs more fields.' },
  INVALID_EMAIL_ADDRESS: { code: 'upstream.refused', words: 'Salesforce does not take the e-mail address.' },
  STRING_TOO_LONG: { code: 'upstream.refused', words: 'A text is too long for Salesforce.' },
  INVALID_FIELD: { code: 'upstream.refused', words: field },
  INVALID_TYPE: { code: 'upstream.refused', words: 'The account may not use this object in Salesforce.' },
  SERVER_UNAVAILABLE: { code: 'upstream.unavailable', words: 'Salesforce is not working at the moment.' },
  UNKNOWN_EXCEPTION: { code: 'upstream.unavailable', words: 'Salesforce is not working at the moment.' },
};
const refusal: Kind = { code: 'upstream.refused', words: 'Salesforce refuses it.' };
const hourMs = 3_600_000;

const maxWaitMs = hourMs;

/** An answer that is no answer of Salesforce's, but of something in between: only its status and how long to wait tell anything. */
export function strangeAnswer(status: number, retryAfter: string | null): AppError {
  const said = `It answered ${status}.`;
  if (status === 401) return new AppError('upstream.unauthorized', `${connect} ${said}`);
  if (status === 429) {
    const waitMs = retryAfter === null ? Number.NaN : Number(retryAfter) * 1_000;
    const wait = Number.isFinite(waitMs) ? { retryAfterMs: Math.min(Math.max(waitMs, 0), maxWaitMs) } : {};
    return new AppError('upstream.rate-limited', 'Salesforce asks to wait. Try again later.', wait);
  }
  if (status >= 500 || status === 408) {
    return new AppError('upstream.unavailable', `Salesforce is not working at the moment. ${said}`);
  }
  return new AppError('upstream.refused', `Salesforce refuses it. ${said}`);
}

/** `{message, errorCode, fields}`, one of them or several. */
const fault = z.object({ message: z.string(), errorCode: z.string(), fields: z.array(z.string()).nullish() });
const faults = z.union([z.array(fault).min(1), fault.transform((one) => [one])]);

/** Whether an answer with a fault is Salesforce's own: a list of them, or OAuth's. */
export const isOwnFault = (body: unknown): boolean =>
  faults.safeParse(body).success || z.object({ error: z.string() }).safeParse(body).success;

/** The client's API errors, and those of the token endpoint, are `Error`s named like the vendor's code. */
const isVendorError = (error: Error): boolean => /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$|^[a-z]+(_[a-z]+)+$/.test(error.name);

export const isSessionError = (error: unknown): boolean =>
  error instanceof Error && error.name === 'INVALID_SESSION_ID';

function fromVendor(error: Error, secret: Secret, cause: Error): AppError {
  const found = faults.safeParse('data' in error ? error.data : undefined).data ?? [];
  const [first] = found;
  const name = first?.errorCode ?? error.name;
  const { code, words } = kinds[name] ?? refusal;
  const said = cleaned(found.map(({ message }) => message).join('; ') || error.message, secret);
  const wait = name === 'REQUEST_LIMIT_EXCEEDED' ? { retryAfterMs: hourMs } : {};
  return new AppError(code, said === '' ? words : `${words} It says: ${said}`, { cause, ...wait });
}

const networkNames = ['AbortError', 'TimeoutError'];
const isNetwork = (error: Error): boolean =>
  networkNames.includes(error.name) ||
  (error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message));

/** Errors of the client and of the network in our words. The client's own error may hold the request, so it is not kept. */
export function toAppError(error: unknown, secret: Secret): unknown {
  if (isAppError(error) || !(error instanceof Error)) return error;
  const cause = new Error(cleaned(`${error.name}: ${error.message}`, secret));
  if (isNetwork(error)) {
    return new AppError('upstream.unavailable', 'Salesforce did not answer in time. Try again in a moment.', { cause });
  }
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    const message = "Salesforce's answer could not be read. Try again in a moment.";
    return new AppError('upstream.unavailable', message, { cause });
  }
  return isVendorError(error) ? fromVendor(error, secret, cause) : error;
}
