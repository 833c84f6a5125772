import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadFile } from '../../../src/bot/asking/download.ts';
import { maxFileBytes } from '../../../src/core/index.ts';

const megabyte = Buffer.alloc(1_048_576, 'a');
const seen: { url: string; authorization: string | undefined }[] = [];

/** Sends for as long as somebody reads. */
function flood(response: ServerResponse): void {
  const more = (): void => {
    while (!response.destroyed && response.write(megabyte));
  };
  response.on('drain', more);
  more();
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { url = '', headers } = request;
  seen.push({ url, authorization: headers.authorization });
  if (url === '/file') response.end('words');
  else if (url === '/redirect') response.writeHead(302, { location: '/file' }).end();
  else if (url === '/gone') response.writeHead(404).end();
  else if (url === '/broken') response.writeHead(500).end();
  else if (url === '/said') response.writeHead(200, { 'content-length': String(maxFileBytes + 1) }).flushHeaders();
  else if (url === '/flood') flood(response);
}

let server: Server;
beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string) =>
  downloadFile({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    name: 'plan.pdf',
    from: 'Slack',
    headers: { authorization: 'Bearer token' },
    signal: AbortSignal.timeout(60_000),
    ifDenied: 'Ask an admin.',
  });

describe('getting a file from a chat', () => {
  it('gets it', async () => {
    expect(Buffer.from(await get('/file')).toString()).toBe('words');
  });

  it('follows no redirect: the token would go along', async () => {
    seen.length = 0;
    await expect(get('/redirect')).rejects.toMatchObject({
      code: 'upstream.refused',
      message: 'Slack does not let me have “plan.pdf”. Ask an admin.',
    });
    expect(seen.map(({ url }) => url)).toEqual(['/redirect']);
  });

  it.each<[string, string, object]>([
    [
      'what is gone',
      '/gone',
      { code: 'upstream.not-found', message: '“plan.pdf” is not at Slack any more. Send it again.' },
    ],
    ['a server that fails, which is asked again', '/broken', { code: 'upstream.unavailable', isRetryable: true }],
    ['a file that says it is too large', '/said', { code: 'input.too-large' }],
    ['a file that does not end', '/flood', { code: 'input.too-large' }],
  ])('tells of %s', async (_what, path, error) => {
    await expect(get(path)).rejects.toMatchObject(error);
  });
});
