import type express from 'express';

const heartbeatMs = 20_000;
/** Pictures come from the vendor itself, or from the product, which may be at another port. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: http://127.0.0.1:* http://localhost:* https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page of a chat, which lies in this folder and loads nothing from elsewhere but pictures. */
export const sendPage =
  (folder: string): express.RequestHandler =>
  (_request, response) => {
    response.set({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.sendFile('index.html', { root: folder, cacheControl: false });
  };

/** Server-sent events: what changed; the page then fetches what it shows. */
export interface Changes {
  /** Begins to tell; `subscribe` answers how to stop. */
  follow(response: express.Response, subscribe: (tell: (change: object) => void) => () => void): void;
  close(): void;
}

export function createChanges(): Changes {
  const open = new Set<express.Response>();
  return {
    follow(response, subscribe) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 1000\n\nevent: open\ndata: {}\n\n');
      const stop = subscribe((change) => response.write(`data: ${JSON.stringify(change)}\n\n`));
      const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
      open.add(response);
      response.on('close', () => {
        stop();
        clearInterval(heartbeat);
        open.delete(response);
      });
    },
    close() {
      for (const response of open) response.end();
    },
  };
}
