import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults, type FaultRule, type Faults } from '../../sandbox/faults.ts';
import { waitFor } from '../harness/wait-for.ts';

describe('faults', () => {
  let faults: Faults;
  let server: Server;
  let url: string;
  let handled: string[];

  beforeEach(async () => {
    faults = createFaults();
    handled = [];
    const app = express();
    app.use('/gitlab', faults.middleware('gitlab'), (request, response) => {
      handled.push(
        [request.method, request.originalUrl, ...(request.body ? [JSON.stringify(request.body)] : [])].join(' '),
      );
      if (request.query.stream === undefined) response.status(201).json({ ok: true });
      else {
        response.writeHead(200, { 'Content-Type': 'text/plain' });
        response.write('first, ');
        response.end('last');
      }
    });
    app.use('/slack', faults.middleware('slack'), (_request, response) => void response.json({ ok: true }));
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const status = async (path: string, method = 'GET') => (await fetch(url + path, { method })).status;

  it('answers with a status, so many times, at one vendor', async () => {
    faults.add({ vendor: 'gitlab', times: 2, kind: 'status', status: 503 });
    expect(await status('/slack/x')).toBe(200);
    const first = await fetch(`${url}/gitlab/x`);
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '1']);
    expect([await status('/gitlab/x'), await status('/gitlab/x')]).toEqual([503, 201]);
    expect(handled).toHaveLength(1);
  });

  it.each<[Partial<FaultRule>, string, string, boolean]>([
    [{ method: 'post' }, 'POST', '/gitlab/a', true],
    [{ method: 'POST' }, 'GET', '/gitlab/a', false],
    [{ path: '/merge_requests' }, 'GET', '/gitlab/projects/1/merge_requests?x=1', true],
    [{ path: '/merge_requests/' }, 'GET', '/gitlab/merge_requests', false],
    [{ path: '/merge_requests$/' }, 'GET', '/gitlab/projects/1/merge_requests', true],
    [{ path: '/merge_requests$/' }, 'GET', '/gitlab/projects/1/merge_requests/2', false],
    [{ path: 'a.b' }, 'GET', '/gitlab/axb', false],
  ])('picks by %o: %s %s', async (rule, method, path, hit) => {
    faults.add({ vendor: 'gitlab', times: 1, kind: 'status', status: 500, ...rule });
    expect(await status(path, method)).toBe(hit ? 500 : 201);
  });

  it('hangs up before the work is done', async () => {
    faults.add({ vendor: 'gitlab', times: 1, kind: 'drop-before' });
    await expect(fetch(`${url}/gitlab/x`, { method: 'POST' })).rejects.toThrow();
    expect(handled).toEqual([]);
    expect(await status('/gitlab/x')).toBe(201);
  });

  it.each(['/gitlab/x', '/gitlab/x?stream=1'])(
    'hangs up after the work is done, without a byte of the answer: %s',
    async (path) => {
      faults.add({ vendor: 'gitlab', times: 1, kind: 'drop-after' });
      await expect(fetch(url + path, { method: 'POST' })).rejects.toThrow();
      expect(handled).toEqual([`POST ${path}`]);
      expect((await fetch(url + path)).ok).toBe(true);
    },
  );

  it('hangs up at once, and does the work later, with all that was sent', async () => {
    faults.add({ vendor: 'gitlab', times: 1, kind: 'drop-and-do-later', delayMs: 40 });
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"title":"Late"}' };
    await expect(fetch(`${url}/gitlab/x`, sent)).rejects.toThrow();
    expect([handled, faults.countLate()]).toEqual([[], 1]);
    await waitFor('the work', () => faults.countLate() === 0);
    expect(handled).toEqual(['POST /gitlab/x {"title":"Late"}']);
    expect(await status('/gitlab/x')).toBe(201);
  });

  it('delays, and then lets the request through', async () => {
    faults.add({ vendor: 'gitlab', times: 1, kind: 'delay', delayMs: 40 });
    const started = performance.now();
    expect(await status('/gitlab/x')).toBe(201);
    expect(performance.now() - started).toBeGreaterThan(35);
  });

  it('uses rules up in the order in which they came, and forgets them on demand', async () => {
    faults.add({ vendor: 'gitlab', times: 1, kind: 'status', status: 500 });
    faults.add({ vendor: 'gitlab', times: 1, kind: 'status', status: 502 });
    faults.add({ vendor: 'gitlab', times: 9, kind: 'status', status: 503 });
    expect([await status('/gitlab/x'), await status('/gitlab/x')]).toEqual([500, 502]);
    faults.clear();
    expect(await status('/gitlab/x')).toBe(201);
  });

  it.each<[FaultRule, string]>([
    [{ vendor: 'gitlab', times: 1, kind: 'status' }, 'needs a status'],
    [{ vendor: 'gitlab', times: 1, kind: 'delay' }, 'need delayMs'],
    [{ vendor: 'gitlab', times: 1, kind: 'drop-and-do-later' }, 'need delayMs'],
    [{ vendor: 'gitlab', times: 0, kind: 'drop-after' }, 'times'],
    [{ vendor: '', times: 1, kind: 'drop-after' }, 'vendor'],
    [{ vendor: 'gitlab', times: 1, kind: 'drop-after', path: '/(/' }, 'Invalid regular expression'],
  ])('refuses the rule %o', (rule, message) => {
    expect(() => faults.add(rule)).toThrow(message);
  });
});
