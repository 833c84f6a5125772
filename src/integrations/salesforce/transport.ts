import { PassThrough } from 'node:stream';
import type { Connection, HttpRequest, HttpResponse } from 'jsforce';
// The package's own index names it and does not hold it.
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import { AppError } from '../../core/index.ts';
import { isOwnFault, strangeAnswer } from './errors.ts';

export type Transport = Connection['_transport'];

const maxAnswerBytes = 16 * 1024 * 1024;

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) {
      throw new AppError('upstream.unavailable', 'Salesforce sent more than can be read at once.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function send({ url, method, headers, body }: HttpRequest, timeoutMs: number): Promise<HttpResponse> {
  const response = await fetch(url, {
    method,
    headers: headers ?? {},
    // Following would take the token to wherever the answer points.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    ...(typeof body === 'string' ? { body } : {}),
  });
  const { status } = response;
  const text = await readText(response);
  if (status >= 400 && !isOwnFault(parsed(text))) throw strangeAnswer(status, response.headers.get('retry-after'));
  return { statusCode: status, headers: Object.fromEntries(response.headers), body: text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * One request, sent once. The client's own transport sends again by itself (deletions too), follows redirects, takes a proxy
 * from the environment, and ends the process when an answer breaks off half-way, as nobody listens to its stream's error.
 */
export function createTransport(timeoutMs: number): Transport {
  const httpRequest: Transport['httpRequest'] = (request) =>
    StreamPromise.create(() => ({ stream: new PassThrough(), promise: send(request, timeoutMs) }));
  return { httpRequest, getRequestStreamCreator: () => () => new PassThrough() } as Transport;
}
