import type express from 'express';
import { AppError, maxFileBytes } from '../core/index.ts';
import { tooLargeFile } from '../services/index.ts';

/** Of all files that are being read by this process: each is in memory until it is kept. */
const roomBytes = 4 * maxFileBytes;
const gone = (cause?: unknown): AppError =>
  new AppError('input.invalid', 'The connection ended before the whole file was here. Send it again.', { cause });

/** Reads a file that is the body of a request; what is too large is refused by what it says of itself, or as soon as it is seen. */
export interface FileBodies {
  /** Does its work while the file has room. `extraBytes`: what may stand around it. */
  read<T>(
    request: express.Request,
    about: { name: string; extraBytes?: number },
    work: (content: Buffer) => Promise<T>,
  ): Promise<T>;
}

async function collect(request: express.Request, name: string, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > mostBytes) throw tooLargeFile(name);
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof AppError ? error : gone(error);
  }
  return Buffer.concat(pieces);
}

export function createFileBodies(): FileBodies {
  let usedBytes = 0;
  return {
    async read(request, { name, extraBytes = 0 }, work) {
      const declared = request.get('content-length');
      const mostBytes = maxFileBytes + extraBytes;
      if (declared !== undefined && Number(declared) > mostBytes) throw tooLargeFile(name, Number(declared));
      const needed = declared === undefined ? mostBytes : Number(declared);
      if (usedBytes + needed > roomBytes)
        throw new AppError('service.unavailable', 'Too many files come in just now. Send it again in a minute.');
      usedBytes += needed;
      try {
        return await work(await collect(request, name, mostBytes));
      } finally {
        usedBytes -= needed;
      }
    },
  };
}
