import { AppError } from '../../core/index.ts';

const maxAnswerBytes = 4 * 1024 * 1024;

/** Fetches whole, up to a size, and follows no redirect: what is said to a model goes to the server that was named, and nowhere else. */
export const fetchBounded: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes)
      throw new AppError('upstream.refused', 'The model answered with more than can be read at once. Ask for less.');
    chunks.push(chunk);
  }
  const { headers, statusText } = response;
  // A redirect without its address is no answer; the client takes it for what it is by its status.
  const status = response.status >= 300 && response.status < 400 ? 502 : response.status;
  return new Response(size === 0 ? null : Buffer.concat(chunks), { status, statusText, headers });
};
