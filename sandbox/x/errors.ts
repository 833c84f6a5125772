/** An answer that X gives instead of what was asked for, in its problem form. */
export class XError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Record<string, unknown>, headers: Readonly<Record<string, string>> = {}) {
    super(JSON.stringify(body));
    this.name = 'XError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const plain = (status: number, title: string, detail: string): XError =>
  new XError(status, { title, detail, type: 'about:blank', status });

export const unauthorized = (): XError => plain(401, 'Unauthorized', 'Unauthorized');
export const forbidden = (detail: string): XError => plain(403, 'Forbidden', detail);
export const tooManyRequests = (headers: Readonly<Record<string, string>>): XError =>
  new XError(
    429,
    { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
    headers,
  );

/** One fault of a request, by the parameter that it is in. */
export const invalid = (parameter: string, value: unknown, message: string): XError =>
  new XError(400, {
    errors: [{ parameters: { [parameter]: [String(value)] }, message }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: 'https://api.x.com/2/problems/invalid-request',
  });

/** X answers 200 with this in `errors` when what a path names is not there. */
export const missing = (type: 'user' | 'tweet', parameter: string, value: string): Record<string, unknown> => ({
  value,
  detail: `Could not find ${type} with ${parameter}: [${value}].`,
  title: 'Not Found Error',
  resource_type: type,
  parameter,
  resource_id: value,
  type: 'https://api.x.com/2/problems/resource-not-found',
});
