import { GitbeakerRequestError, GitbeakerTimeoutError, type Gitlab } from '@gitbeaker/rest';
import { AppError } from '../../core/index.ts';

type Settings = NonNullable<ConstructorParameters<typeof Gitlab>[0]>;
export type RequesterFn = NonNullable<Settings['requesterFn']>;
type Service = Parameters<RequesterFn>[0];
type Requester = ReturnType<RequesterFn>;
type Options = NonNullable<Parameters<Requester['get']>[1]>;
type Answer = { body: unknown; headers: Record<string, string>; status: number };

const maxAnswerBytes = 32 * 1024 * 1024;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The client's `camelCase` names as GitLab knows them, at any depth. */
function withSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSnakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [snakeCase(name), withSnakeCase(each)]));
}

/** An empty or dotted segment would make the URL name another resource than the one that was meant. */
function addressOf(service: Service, endpoint: string, { searchParams = {} }: Options): URL {
  if (endpoint.split('/').some((each) => each === '' || each === '.' || each === '..')) {
    throw new AppError(
      'input.invalid',
      'A name in this request is empty or has only dots. Check project, branch and path.',
    );
  }
  const url = new URL(endpoint, service.url.endsWith('/') ? service.url : `${service.url}/`);
  for (const [name, value] of Object.entries(searchParams)) {
    if (value !== undefined && value !== null) url.searchParams.set(snakeCase(name), String(value));
  }
  return url;
}

async function readBytes(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) {
      throw new AppError('input.too-large', 'GitLab sent more than can be read at once. Ask for less.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** GitLab's `error` and `message` are a text, a list of texts, or lists of them by field. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}

const typeOf = (response: Response): string | undefined => response.headers.get('content-type')?.split(';')[0]?.trim();
const isJson = (response: Response): boolean => typeOf(response) === 'application/json';
/** Only an archive comes as bytes: anything else that is no JSON is somebody else's page. */
const isBytes = (response: Response): boolean => typeOf(response) === 'application/octet-stream';

function describe(response: Response, text: string): string {
  if (!isJson(response)) return text.slice(0, 1_000);
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null) return '';
  const said: Record<string, unknown> = { ...answer };
  return wordsIn(said.error_description ?? said.error ?? said.message).join('; ');
}

/** One request, sent once: the client's own transport sends again by itself after 429 and 502, writes too. */
async function send(service: Service, method: string, endpoint: string, options: Options): Promise<Answer> {
  const url = addressOf(service, endpoint, options);
  const headers = new Headers(service.headers);
  for (const [name, read] of Object.entries(service.authHeaders)) headers.set(name, await read());
  const hasBody = method !== 'GET' && options.body !== undefined && Object.keys(options.body).length > 0;
  if (hasBody) headers.set('content-type', 'application/json');
  const response = await fetch(url, {
    method,
    headers,
    // Following would take the token to wherever the answer points.
    redirect: 'manual',
    signal: options.signal ?? null,
    ...(hasBody ? { body: JSON.stringify(withSnakeCase(options.body)) } : {}),
  });
  const bytes = await readBytes(response);
  const text = isBytes(response) ? '' : bytes.toString('utf8');
  if (!response.ok) {
    const description = describe(response, text);
    throw new GitbeakerRequestError(description, {
      cause: { description, request: new Request(url, { method }), response },
    });
  }
  const body: unknown = isBytes(response) ? bytes : text === '' ? null : JSON.parse(text);
  return { body, headers: Object.fromEntries(response.headers), status: response.status };
}

/** What the client sends its requests with. */
export const createRequester: RequesterFn = (service) => {
  const by =
    (method: string) =>
    async <T>(
      endpoint: string,
      options: Options = {},
    ): Promise<{ body: T; headers: Record<string, string>; status: number }> => {
      try {
        const answer = await send(service, method, endpoint, options);
        return { ...answer, body: answer.body as T };
      } catch (error) {
        const isTimeout = error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name);
        throw isTimeout ? new GitbeakerTimeoutError('Query timeout was reached', { cause: error }) : error;
      }
    };
  return { get: by('GET'), post: by('POST'), put: by('PUT'), patch: by('PATCH'), delete: by('DELETE') };
};
