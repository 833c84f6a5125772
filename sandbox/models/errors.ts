/** An answer that OpenAI gives instead of what was asked for, in its form. */
export class ModelError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    error: { message: string; type: string; code?: string | null; param?: string | null },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(error.message);
    this.name = 'ModelError';
    this.status = status;
    this.body = { error: { param: null, code: null, ...error } };
    this.headers = headers;
  }
}

const invalid = 'invalid_request_error';

export const unauthorized = (key: string): ModelError =>
  new ModelError(401, {
    message:
      key === ''
        ? "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth."
        : `Incorrect API key provided: ${key.slice(0, 4)}***. You can find your API key at https://platform.openai.com/account/api-keys.`,
    type: invalid,
    code: key === '' ? null : 'invalid_api_key',
  });

export const noModel = (model: string): ModelError =>
  new ModelError(404, {
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    type: invalid,
    code: 'model_not_found',
  });

export const badRequest = (message: string, param: string | null = null, code: string | null = null): ModelError =>
  new ModelError(400, { message, type: invalid, param, code });

export const noPath = (method: string, path: string): ModelError =>
  new ModelError(404, { message: `Invalid URL (${method} ${path})`, type: invalid });

/** What OpenAI says with a status that a script asks for. */
export function refusal(status: number, code: string | undefined, retryAfterSeconds: number | undefined): ModelError {
  if (status === 429) {
    const isOver = code === 'insufficient_quota';
    return new ModelError(
      429,
      {
        message: isOver
          ? 'You exceeded your current quota, please check your plan and billing details.'
          : 'Rate limit reached for requests. Please try again later.',
        type: isOver ? 'insufficient_quota' : 'requests',
        code: code ?? 'rate_limit_exceeded',
      },
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    );
  }
  const message =
    status >= 500
      ? 'The server had an error while processing your request. Sorry about that!'
      : 'Refused by the script.';
  return new ModelError(status, { message, type: status >= 500 ? 'server_error' : invalid, code: code ?? null });
}
