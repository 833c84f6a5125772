import type express from 'express';
import { maxBody } from '../../calling/index.ts';
import { AppError, type ErrorCode, isAppError, type Log } from '../../core/index.ts';
import { correlationOf } from '../../platform/http.ts';

/** Problem details as RFC 9457 has them, and beside them what a program can act on. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  /** Input field to what is wrong with it. */
  errors?: Readonly<Record<string, string>>;
  correlation: string;
}

/** For who is told to try again, and not when. */
const usualPauseMs = 5_000;

const defect = (correlation: string): string =>
  `Something went wrong on our side. Please tell an admin this reference: ${correlation}.`;

const titleOf = (code: ErrorCode): string => {
  const words = code.replace(/[.-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function problemOf({ code, status, message, fields }: AppError, correlation: string): Problem {
  const type = `urn:adjutant:error:${code}`;
  const errors = Object.keys(fields).length > 0 ? { errors: fields } : {};
  return { type, title: titleOf(code), status, detail: message, code, ...errors, correlation };
}

/** What else is known: of a run that came to nothing, or of an address that takes another method. */
export type Known = Partial<Pick<Problem, 'title' | 'status'>> & {
  text?: string;
  run?: number;
  url?: string;
  output?: Record<string, unknown>;
};

export function sendProblem(response: express.Response, error: AppError, known: Known = {}): void {
  const problem = { ...problemOf(error, correlationOf(response.req)), ...known };
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="adjutant"');
  if (error.isRetryable) response.set('Retry-After', String(Math.ceil((error.retryAfterMs ?? usualPauseMs) / 1_000)));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;

const isNoJson = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.parse.failed';

/** What router and body parser refuse, in our words; `undefined` for a defect. */
function ofParser(error: unknown): AppError | undefined {
  const status = statusOf(error);
  if (status === 413) return new AppError('input.too-large', `A request holds ${maxBody} at the most.`);
  if (status < 400 || status >= 500) return undefined;
  if (isNoJson(error)) return new AppError('input.invalid', 'The body is no JSON. Send an object of fields.');
  return new AppError(
    'input.invalid',
    'The request cannot be read. Check its address, and send the body as JSON in UTF-8.',
  );
}

/** Every way to end badly, as problem details. */
export function answerProblems(log: Log): express.ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = isAppError(error) && error.code !== 'internal' ? error : ofParser(error);
    if (known) return sendProblem(response, known);
    const correlation = correlationOf(request);
    log.error({ err: error, path: request.path, correlation }, 'request failed');
    sendProblem(response, new AppError('internal', defect(correlation)));
  };
}
