import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type CannedServer, startServer } from './canned-server.ts';
import { loadContract } from './contract.ts';
import { type ContractProxy, startContractProxy } from './proxy.ts';

const contract = loadContract('slack');
const basePath = '/slack/api';
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

type Handle = Parameters<typeof startServer>[0];

async function stand(handle: Handle, options: { maxBytes?: number; unchecked?: string[] } = {}) {
  const server: CannedServer = await startServer(handle);
  open.push(server);
  const proxy: ContractProxy = await startContractProxy({ contract, target: server.url, basePath, ...options });
  open.push(proxy);
  return { server, proxy };
}

const headers = { authorization: 'Bearer xoxb-test', 'content-type': 'application/x-www-form-urlencoded' };
const post = (url: string, body = '') => fetch(url, { method: 'POST', headers, body });
const authorized = { ok: true, url: 'https://a.slack.com/', team: 'A', user: 'bot', team_id: 'T01', user_id: 'U01' };
const answer: Handle = (_incoming, outgoing) =>
  void outgoing
    .writeHead(200, { 'content-type': 'application/json', 'X-Many': ['a', 'b'] })
    .end(JSON.stringify(authorized));

describe('the contract proxy', () => {
  it('passes request and answer on unchanged', async () => {
    const { server, proxy } = await stand(answer);
    const response = await post(`${proxy.url}${basePath}/auth.test?a=%2F%20b`, 'c=%C3%A9');
    expect(await response.json()).toEqual(authorized);
    expect(response.headers.get('x-many')).toBe('a, b');
    expect(server.received).toMatchObject([
      {
        method: 'POST',
        url: `${basePath}/auth.test?a=%2F%20b`,
        body: 'c=%C3%A9',
        headers: { host: new URL(proxy.url).host },
      },
    ]);
  });

  it('has written down what it found before the client has its answer', async () => {
    const { proxy } = await stand((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    });
    await (await post(`${proxy.url}${basePath}/auth.test`, 'colour=red')).text();
    expect(proxy.violations.map(({ side }) => side)).toEqual(['request', ...Array(5).fill('response')]);
    expect([...proxy.seen]).toEqual([['POST /auth.test', 1]]);
  });

  it('reports what goes past the base path, but for what is named as unchecked', async () => {
    const { proxy } = await stand(answer, { unchecked: ['/slack/upload/'] });
    await (await post(`${proxy.url}/auth.test`)).text();
    await (await post(`${proxy.url}/slack/upload/F01`)).text();
    expect(proxy.violations).toEqual([
      { side: 'request', operation: 'POST /auth.test', place: 'path', message: 'is outside of /slack/api' },
    ]);
  });

  it('lets long bodies pass, and reports that it could not check them', async () => {
    const long = JSON.stringify({ ...authorized, filler: 'x'.repeat(5000) });
    const { proxy } = await stand(
      (_i, out) => void out.writeHead(200, { 'content-type': 'application/json' }).end(long),
      {
        maxBytes: 4000,
      },
    );
    const response = await post(`${proxy.url}${basePath}/auth.test`);
    expect(await response.text()).toBe(long);
    await (await post(`${proxy.url}${basePath}/auth.test`, `text=${'x'.repeat(5000)}`)).text();
    const message = 'is longer than 4000 bytes and was not checked';
    expect(proxy.violations).toMatchObject([
      { side: 'response', place: 'body', message },
      { side: 'request', place: 'body', message },
    ]);
  });

  it('drops the client when the server drops it, once and without another try', async () => {
    const { server, proxy } = await stand((incoming) => void incoming.socket.destroy());
    await expect(post(`${proxy.url}${basePath}/auth.test`)).rejects.toThrow('fetch failed');
    expect(server.received).toHaveLength(1);
  });

  it('breaks off where the server broke off', async () => {
    const { proxy } = await stand((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      outgoing.write('{"ok":', () => outgoing.destroy());
    });
    const response = await post(`${proxy.url}${basePath}/auth.test`);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('{"ok":');
    await expect(reader?.read()).rejects.toThrow();
  });

  it('ends the request to the server when the client goes away', async () => {
    const gone = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const { proxy } = await stand((incoming) => {
      incoming.socket.once('close', () => gone.resolve());
      asked.resolve();
    });
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    socket.write(`POST ${basePath}/auth.test HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n`);
    await asked.promise;
    socket.destroy();
    await gone.promise;
  });

  it('passes each event of a stream on as it comes', async () => {
    const next = Promise.withResolvers<void>();
    const { proxy } = await stand(async (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      await next.promise;
      outgoing.end('data: 2\n\n');
    });
    const response = await post(`${proxy.url}${basePath}/auth.test`);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    next.resolve();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 2\n\n');
  });

  it('uses its connections again', async () => {
    const ports = new Set<number | undefined>();
    const { proxy } = await stand((incoming, outgoing, body) => {
      ports.add(incoming.socket.remotePort);
      answer(incoming, outgoing, body);
    });
    for (let call = 0; call < 5; call++) await (await post(`${proxy.url}${basePath}/auth.test`)).text();
    expect(ports.size).toBe(1);
  });

  it('reports a check that breaks instead of calling it clean', async () => {
    const server = await startServer(answer);
    const broken = { ...contract, checkRequest: () => Promise.reject(new Error('no such keyword')) };
    const proxy = await startContractProxy({ contract: broken, target: server.url, basePath });
    open.push(server, proxy);
    await (await post(`${proxy.url}${basePath}/auth.test`)).text();
    expect(proxy.violations).toMatchObject([{ place: 'checker', message: 'failed: Error: no such keyword' }]);
  });

  it('closes while a client keeps its connection', async () => {
    const { proxy } = await stand(answer);
    const agent = new Agent({ keepAlive: true });
    const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
    request(`${proxy.url}${basePath}/auth.test`, { method: 'POST', headers, agent }, resolve).end();
    (await promise).resume();
    await proxy.close();
    open.splice(open.indexOf(proxy), 1);
    agent.destroy();
    await expect(fetch(proxy.url)).rejects.toThrow('fetch failed');
  });
});
