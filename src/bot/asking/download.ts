import { AppError, maxFileBytes } from '../../core/index.ts';
import { tooLargeFile } from '../../services/index.ts';

/** A file at a chat's own servers. */
export interface Download {
  url: string;
  name: string;
  /** Of the chat, for who reads what went wrong. */
  from: string;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** What to do where the chat does not let us have it. */
  ifDenied: string;
}

const timeoutMs = 60_000;

const failed = ({ from, name }: Download, cause?: unknown): AppError =>
  new AppError('upstream.unavailable', `${from} did not hand over “${name}” just now.`, { cause });

function checkStatus(response: Response, download: Download): void {
  const { from, name, ifDenied } = download;
  if (response.ok) return;
  if (response.status === 404 || response.status === 410)
    throw new AppError('upstream.not-found', `“${name}” is not at ${from} any more. Send it again.`);
  // Who may not have it is sent to a page to sign in.
  if (response.status < 500 && response.status !== 429)
    throw new AppError('upstream.refused', `${from} does not let me have “${name}”. ${ifDenied}`);
  throw failed(download);
}

async function collect(response: Response, download: Download): Promise<Uint8Array> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > maxFileBytes) throw tooLargeFile(download.name, declared);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    // What a server says of a file and what it sends are two things.
    if (bytes > maxFileBytes) throw tooLargeFile(download.name);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Gets a file, once: no redirect is followed, as it would lead to where nobody looked. */
export async function downloadFile(download: Download): Promise<Uint8Array> {
  const signal = AbortSignal.any([download.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(download.url, { headers: { ...download.headers }, redirect: 'manual', signal });
    try {
      checkStatus(response, download);
      return await collect(response, download);
    } catch (error) {
      await response.body?.cancel().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw error instanceof AppError ? error : failed(download, error);
  }
}
