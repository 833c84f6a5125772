import { once } from 'node:events';
import { request } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, type Log } from '../../src/core/index.ts';
import { createHttpServer, type HttpServer } from '../../src/platform/http.ts';

const errors: object[] = [];
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields) => void errors.push(fields),
  child: () => log,
};
const state = { isReady: true };
let server: HttpServer;
let url: string;

const thrown: Readonly<Record<string, unknown>> = {
  denied: new AppError('permission.denied', 'You may not.'),
  busy: new AppError('upstream.rate-limited', 'Wait a moment.'),
  internal: new AppError('internal', 'the key of tenant 7 is gone'),
  defect: new TypeError('password=hunter2'),
  text: 'hunter2',
  odd: Object.assign(new Error('hunter2'), { status: 9 }),
};

function door(): express.Router {
  const router = express.Router();
  router.post('/json', express.json({ limit: 100 }), (req, res) => void res.json(req.body));
  router.get('/echo', (req, res) => void res.json({ correlation: req.get('x-correlation-id'), query: req.query }));
  router.get('/throw/:what', (req) => {
    throw thrown[req.params.what];
  });
  router.get('/late', (_req, res) => {
    res.write('begun');
    throw new Error('after the headers');
  });
  return router;
}

beforeAll(async () => {
  server = createHttpServer({
    log,
    doors: [['/door', door()]],
    isReady: async () => state.isReady,
    about: () => ({ model: 'none' }),
  });
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
});
afterAll(() => server.drain(1_000));

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url + path, { headers: { connection: 'close', ...headers } });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body, correlation: response.headers.get('x-correlation-id') };
};

describe('health', () => {
  it('is live, and ready while the database is', async () => {
    expect(await get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ready', model: 'none' } });
    state.isReady = false;
    expect(await get('/health/ready')).toMatchObject({ status: 503, body: { status: 'database unreachable' } });
    expect(await get('/health/live')).toMatchObject({ status: 200 });
    state.isReady = true;
  });
});

describe('a request', () => {
  it('keeps the correlation id that it came with', async () => {
    const { body, correlation } = await get('/door/echo', { 'x-correlation-id': 'abcdefgh-1' });
    expect([body.correlation, correlation]).toEqual(['abcdefgh-1', 'abcdefgh-1']);
  });

  it.each(['short', 'x'.repeat(65), 'with space here', 'quote"quote', '%0a%0d-newline'])(
    'gets a new correlation id in place of %j',
    async (given) => {
      const { body, correlation } = await get('/door/echo', { 'x-correlation-id': given });
      expect(correlation).toMatch(/^[0-9a-f-]{36}$/);
      expect(body.correlation).toBe(correlation);
    },
  );

  it.each<[string, number, object]>([
    ['denied', 403, { error: 'permission.denied', message: 'You may not.' }],
    ['busy', 503, { error: 'upstream.rate-limited', message: 'Wait a moment.' }],
    ['internal', 500, { error: 'internal' }],
    ['defect', 500, { error: 'internal' }],
    ['text', 500, { error: 'internal' }],
    ['odd', 500, { error: 'internal' }],
  ])('that ends in %s is answered with %i', async (what, status, expected) => {
    errors.length = 0;
    const answer = await get(`/door/throw/${what}`);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ ...expected, correlation: answer.correlation });
    expect(errors).toHaveLength(status >= 500 ? 1 : 0);
    if (status >= 500)
      expect(errors[0]).toMatchObject({ correlation: answer.correlation, path: `/door/throw/${what}` });
  });

  it.each<[string, string, number]>([
    ['broken', '{', 400],
    ['too large', JSON.stringify('x'.repeat(200)), 413],
  ])('with a body that is %s is the caller’s fault', async (_name, body, status) => {
    errors.length = 0;
    const response = await fetch(`${url}/door/json`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', connection: 'close' },
    });
    expect([response.status, await response.json()]).toMatchObject([status, { error: 'bad request' }]);
    expect(errors).toEqual([]);
  });

  it('to nowhere is not found, and says nothing about us', async () => {
    const response = await fetch(`${url}/nowhere`, { headers: { connection: 'close' } });
    expect([response.status, await response.json()]).toEqual([404, { error: 'not found' }]);
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('that fails after its answer began is cut off', async () => {
    const response = await fetch(`${url}/door/late`, { headers: { connection: 'close' } });
    await expect(response.text()).rejects.toThrow();
  });

  it('has flat query values only', async () => {
    const { body } = await get('/door/echo?a[b]=1&__proto__[x]=1');
    expect(body.query).toEqual({ 'a[b]': '1', '__proto__[x]': '1' });
  });
});

describe('a server', () => {
  /** One whose only path answers when told to. */
  async function slow() {
    const { promise, resolve } = Promise.withResolvers<void>();
    const router = express.Router();
    const entered = Promise.withResolvers<void>();
    router.get('/', async (_req, res) => {
      entered.resolve();
      await promise;
      res.send('done');
    });
    const own = createHttpServer({ log, doors: [['/slow', router]], isReady: async () => true });
    const port = await own.listen(0, '127.0.0.1');
    return { own, port, entered: entered.promise, finish: resolve };
  }

  it('that drains ends what it began, and takes nothing new', async () => {
    const { own, port, entered, finish } = await slow();
    const begun = fetch(`http://127.0.0.1:${port}/slow`);
    await entered;
    const drained = own.drain(20_000);
    await expect(fetch(`http://127.0.0.1:${port}/slow`)).rejects.toThrow();
    finish();
    expect(await (await begun).text()).toBe('done');
    await drained;
  });

  it('that drains does not wait for ever', async () => {
    const { own, port, entered } = await slow();
    const stuck = request({ port, path: '/slow', host: '127.0.0.1' });
    const failed = once(stuck, 'error');
    stuck.end();
    await entered;
    await own.drain(50);
    expect(await failed).toBeDefined();
  });

  it('says when its port is taken', async () => {
    const other = createHttpServer({ log, doors: [], isReady: async () => true });
    await expect(other.listen(Number(new URL(url).port), '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await other.drain(10);
  });
});
