import { request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawRequest {
  method?: string;
  path?: string;
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
}
export interface RawAnswer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  /** The JSON body, or the first message of an event stream. */
  json(): { error?: { code: number; message: string }; result?: Record<string, unknown> } & Record<string, unknown>;
}

const parse = (body: string): ReturnType<RawAnswer['json']> => JSON.parse(/^data: (\{.*)$/m.exec(body)?.[1] ?? body);

/** A request as it goes over the wire: clients of libraries cannot send a wrong Host. */
export function send(
  url: string,
  { method = 'POST', path = '/mcp', token, headers, body }: RawRequest,
): Promise<RawAnswer> {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, url),
      {
        method,
        headers: {
          accept: 'application/json, text/event-stream',
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
      },
      (response) => {
        text(response).then((answer) => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: answer,
            json: () => parse(answer),
          });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

export const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};

/** Opens a session as clients up to 2025-11-25 do; answers its id. */
export async function openSession(url: string, token: string): Promise<string> {
  const answer = await send(url, { token, body: initialize });
  const id = answer.headers['mcp-session-id'];
  if (typeof id !== 'string') throw new Error(`no session: ${answer.status} ${answer.text}`);
  return id;
}

export const listTools = { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} };
