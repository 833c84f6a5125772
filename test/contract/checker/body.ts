import type { IncomingMessage } from 'node:http';

export interface Body {
  readonly bytes: Uint8Array;
  readonly isTooLong: boolean;
}

/** Keeps up to `maxBytes` of what is added; beyond that it only remembers that there was more. */
export function createCollector(maxBytes: number) {
  let chunks: Uint8Array[] = [];
  let length = 0;
  return {
    add(chunk: Uint8Array): void {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else chunks = [];
    },
    body: (): Body => ({ bytes: Buffer.concat(chunks), isTooLong: length > maxBytes }),
  };
}

/** The whole body of a request that is read elsewhere at the same time; undefined when its sender broke off. */
export function collect(message: IncomingMessage, maxBytes: number): Promise<Body | undefined> {
  const collector = createCollector(maxBytes);
  return new Promise((resolve) => {
    message.on('data', (chunk: Uint8Array) => collector.add(chunk));
    message.on('end', () => resolve(collector.body()));
    message.on('close', () => resolve(undefined));
  });
}
