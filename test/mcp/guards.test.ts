import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTooDeep } from '../../src/calling/body.ts';
import { isPersonal, permissions } from '../../src/core/index.ts';
import { maxBatch } from '../../src/mcp/guards.ts';
import { startWorld, type World } from '../harness/world.ts';
import { jonas } from './people.ts';
import { initialize, listTools, openSession, type RawRequest, send } from './raw.ts';

let world: World;
let token: string;
beforeAll(async () => {
  world = await startWorld();
  token = world.tokenOf(world.aurora);
});
afterAll(() => world.close());

const nestedText = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const authorized = (): { token: string } => ({ token });

describe('the MCP door lets nobody in who', () => {
  const challenge =
    /^Bearer error="invalid_token".*resource_metadata="http:\/\/127\.0\.0\.1:\d+\/\.well-known\/oauth-protected-resource\/mcp"$/;

  it.each<[string, () => RawRequest, number]>([
    ['calls it by a foreign name', () => ({ ...authorized(), headers: { host: 'evil.example' } }), 403],
    ['comes from a page of strangers', () => ({ ...authorized(), headers: { origin: 'https://evil.example' } }), 403],
    ['comes from a page without a name', () => ({ ...authorized(), headers: { origin: 'null' } }), 403],
    ['has no token', () => ({}), 401],
    ['has an unknown token', () => ({ token: 'adj_unknown' }), 401],
    ['puts the token into the address', () => ({ path: `/mcp?access_token=${token}` }), 401],
    ['puts it there besides the header', () => ({ ...authorized(), path: `/mcp?TOKEN=${token}` }), 401],
    ['sends it by another scheme', () => ({ headers: { authorization: `Basic ${token}` } }), 401],
  ])('%s', async (_who, request, status) => {
    const answers = await Promise.all(
      ['POST', 'GET', 'DELETE'].map((method) =>
        send(world.url, { method, ...(method === 'POST' ? { body: initialize } : {}), ...request() }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
    for (const answer of answers) {
      expect(answer.text).not.toContain('at ');
      if (status === 401) expect(answer.headers['www-authenticate']).toMatch(challenge);
    }
  });

  it('says to use the header to who puts the token into the address', async () => {
    const answer = await send(world.url, { path: `/mcp?token=${token}`, body: initialize });
    expect(answer.json().error_description).toContain('"Authorization: Bearer <token>"');
  });

  it('checks host, then origin, then token, then body', async () => {
    const everythingWrong = { host: 'evil.example', origin: 'https://evil.example' };
    const first = await send(world.url, { body: '{', headers: everythingWrong });
    expect([first.status, first.json().error?.message]).toEqual([403, expect.stringContaining('Host')]);
    const second = await send(world.url, { body: '{', headers: { origin: 'https://evil.example' } });
    expect([second.status, second.json().error?.message]).toEqual([403, expect.stringContaining('Origin')]);
    expect((await send(world.url, { body: '{' })).status).toBe(401);
    expect((await send(world.url, { ...authorized(), body: '{' })).status).toBe(400);
  });

  it('lets a page of its own in', async () => {
    const answer = await send(world.url, { ...authorized(), body: initialize, headers: { origin: world.url } });
    expect(answer.status).toBe(200);
  });

  it('forgets a token that was revoked while its session is open', async () => {
    const session = await openSession(world.url, token);
    const { tenant, person } = await jonas(world);
    const { database } = world.application.services;
    await database.withTenant(tenant, (tx) => tx.query('update people set is_active = false where id = $1', [person]));
    const refused = await send(world.url, { ...authorized(), body: listTools, headers: { 'mcp-session-id': session } });
    expect([refused.status, refused.json().error_description]).toEqual([401, expect.stringContaining('Ask an admin')]);
    await database.withTenant(tenant, (tx) => tx.query('update people set is_active = true where id = $1', [person]));
    const again = await send(world.url, { ...authorized(), body: listTools, headers: { 'mcp-session-id': session } });
    expect(again.status).toBe(200);
  });
});

describe('the MCP door answers in the form of the protocol', () => {
  it.each<[string, Partial<RawRequest>, number, number]>([
    ['a body that is no JSON', { body: '{"jsonrpc":' }, 400, -32700],
    ['a body that is too large', { body: JSON.stringify({ pad: 'x'.repeat(1_100_000) }) }, 413, -32600],
    ['a body that is nested too deeply', { body: nestedText(5_000) }, 400, -32600],
    ['a batch that is too long', { body: Array.from({ length: maxBatch + 1 }, () => listTools) }, 400, -32600],
    ['a body of another type', { body: 'name=x', headers: { 'content-type': 'text/plain' } }, 415, -32000],
    ['a request before the handshake', { body: listTools }, 400, -32000],
    ['an unknown session', { body: listTools, headers: { 'mcp-session-id': crypto.randomUUID() } }, 404, -32001],
    ['a method of HTTP that it does not have', { method: 'PUT', body: {} }, 405, -32000],
  ])('%s', async (_what, request, status, code) => {
    const answer = await send(world.url, { ...authorized(), ...request });
    expect([answer.status, answer.json().error?.code]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/\bat .*\.[cm]?[jt]s\b/);
  });

  it.each([
    [32, false],
    [33, true],
    [100_000, true],
  ])('counts %i levels in a body', (depth, isRefused) => {
    expect(isTooDeep(JSON.parse(nestedText(depth)))).toBe(isRefused);
  });

  it.each(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'])(
    'describes itself at %s',
    async (path) => {
      const answer = await send(world.url, { method: 'GET', path });
      expect([answer.status, answer.json()]).toEqual([
        200,
        {
          resource: `${world.url}/mcp`,
          resource_name: 'Adjutant',
          bearer_methods_supported: ['header'],
          scopes_supported: permissions.filter((each) => !isPersonal(each)),
        },
      ]);
      expect((await send(world.url, { method: 'GET', path, headers: { host: 'evil.example' } })).status).toBe(403);
    },
  );
});

describe('a session of old', () => {
  it('is not there for anybody else', async () => {
    const session = await openSession(world.url, token);
    const headers = { 'mcp-session-id': session };
    const stranger = world.tokenOf(world.borealis);
    for (const method of ['POST', 'GET', 'DELETE']) {
      const body = method === 'POST' ? { body: listTools } : {};
      const answer = await send(world.url, { method, token: stranger, headers, ...body });
      expect([answer.status, answer.json().error?.code]).toEqual([404, -32001]);
    }
    expect((await send(world.url, { token, headers, body: listTools })).status).toBe(200);
  });

  it('ends when its owner says so', async () => {
    const headers = { 'mcp-session-id': await openSession(world.url, token) };
    expect((await send(world.url, { method: 'DELETE', token, headers })).status).toBe(200);
    expect((await send(world.url, { token, headers, body: listTools })).status).toBe(404);
  });

  it('makes room for a new one when a person has too many', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 21; count += 1) ids.push(await openSession(world.url, world.tokenOf(world.borealis)));
    const statusOf = async (id: string | undefined): Promise<number> =>
      (
        await send(world.url, {
          token: world.tokenOf(world.borealis),
          headers: { 'mcp-session-id': id ?? '' },
          body: listTools,
        })
      ).status;
    expect([await statusOf(ids[0]), await statusOf(ids[1]), await statusOf(ids[20])]).toEqual([404, 200, 200]);
  });
});
