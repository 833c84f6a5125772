import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handle = (incoming: IncomingMessage, outgoing: ServerResponse, body: string) => void;
type Reply = readonly [status: number, body: unknown];

export interface CannedServer {
  readonly url: string;
  readonly received: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  close(): Promise<void>;
}

export async function startServer(handle: Handle): Promise<CannedServer> {
  const received: CannedServer['received'] = [];
  const server = createServer(async (incoming, outgoing) => {
    incoming.setEncoding('utf8');
    let body = '';
    for await (const chunk of incoming) body += chunk;
    received.push({ method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body });
    handle(incoming, outgoing, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** Answers JSON by method and raw path; what is not in the table is 404. */
export function startCannedServer(replies: Readonly<Record<string, Reply>>): Promise<CannedServer> {
  return startServer((incoming, outgoing) => {
    const path = (incoming.url ?? '').split('?')[0];
    const [status, body] = replies[`${incoming.method} ${path}`] ?? [404, { message: '404 Not Found' }];
    if (status === 204) outgoing.writeHead(status).end();
    else outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}
