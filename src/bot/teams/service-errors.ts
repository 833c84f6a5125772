import { AppError } from '../../core/index.ts';

/** A refusal of the Bot Connector, as far as we look at it. */
export interface ServiceRefusal {
  status: number;
  /** Its own word for what is wrong. */
  code: string;
}

const usualPauseMs = 2_000;
/** The connector asks to come back after these; everything else that is no success is an answer. */
const passing = [408, 412, 429, 500, 502, 503, 504];
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const field = (value: unknown, name: string): unknown =>
  isObject(value) && name in value ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/** What the connector answered, when it answered. */
function refusalIn(error: unknown): ServiceRefusal | undefined {
  const status = Number(field(error, 'statusCode'));
  if (!Number.isInteger(status) || status < 300) return undefined;
  const told = field(field(error, 'body'), 'error') ?? field(error, 'body');
  return { status, code: String(field(told, 'code') ?? field(error, 'code') ?? '') };
}

function pauseIn(error: unknown): number {
  const headers = field(field(error, 'response'), 'headers');
  const get = field(headers, 'get');
  const seconds = typeof get === 'function' ? Number(get.call(headers, 'retry-after')) : Number.NaN;
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : usualPauseMs;
}

/** The refusal behind one of our errors. */
export function refusalOf(error: unknown): ServiceRefusal | undefined {
  return error instanceof AppError ? refusalIn(error.cause) : undefined;
}

/** What went wrong at Teams, in our words: whether trying again helps, and when. */
export function toAppError(cause: unknown): unknown {
  if (cause instanceof AppError) return cause;
  const refusal = refusalIn(cause);
  if (!refusal) return new AppError('upstream.unavailable', 'Teams cannot be reached just now.', { cause });
  const { status, code } = refusal;
  const word = /^[\w.]{1,80}$/.test(code) ? code : String(status);
  if (status === 429 || status === 412)
    return new AppError('upstream.rate-limited', 'Teams asks to wait.', { cause, retryAfterMs: pauseIn(cause) });
  if (passing.includes(status)) return new AppError('upstream.unavailable', `Teams is away (${word}).`, { cause });
  if (status === 401)
    return new AppError('upstream.unauthorized', 'Teams does not accept our login. Check TEAMS_APP_ID.', { cause });
  return new AppError('upstream.refused', `Teams refused: ${word}.`, { cause });
}
