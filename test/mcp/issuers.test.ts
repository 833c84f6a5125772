import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';
import { personOf } from './people.ts';
import { initialize, send } from './raw.ts';

const keys = await generateKeyPair('RS256');
const strangers = await generateKeyPair('RS256');
const asked = { keys: 0 };
let issuer: string;
let audience: string;
let server: Server;
let world: World;

async function startIssuer(): Promise<string> {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    if (isKeys) asked.keys += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

beforeAll(async () => {
  issuer = await startIssuer();
  world = await startWorld({ settings: { MCP_TOKEN_ISSUERS: `${issuer}, http://127.0.0.1:9` } });
  audience = `${world.url}/mcp`;
});
afterAll(async () => {
  await world.close();
  server.close();
});

const now = (): number => Math.floor(Date.now() / 1_000);
interface Signed {
  claims?: JWTPayload;
  header?: { alg?: string; kid?: string; typ?: string };
  key?: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
}
const usual = (): JWTPayload => ({
  iss: issuer,
  sub: 'maria-at-issuer',
  aud: audience,
  exp: now() + 600,
  email: 'maria@aurora.example',
  email_verified: true,
});
const tokenWith = ({ claims = {}, header = {}, key = keys.privateKey }: Signed = {}): Promise<string> =>
  new SignJWT({ ...usual(), ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);

const tokenWithout = (claim: string): Promise<string> =>
  new SignJWT(Object.fromEntries(Object.entries(usual()).filter(([name]) => name !== claim)))
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(keys.privateKey);

const call = (token: string, tool = 'identity_who-am-i', args = {}) =>
  send(world.url, {
    token,
    headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': tool },
    body: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: tool,
        arguments: args,
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      },
    },
  });

describe("the MCP door takes a configured issuer's token", () => {
  it.each<[string, () => Signed]>([
    ['for a verified e-mail address', () => ({})],
    ['written as an access token', () => ({ header: { typ: 'at+jwt' } })],
    ['that is for several', () => ({ claims: { aud: ['https://other.example', audience] } })],
    ['by a clock that is four minutes late', () => ({ claims: { exp: now() - 240 } })],
    ['by a clock that is four minutes early', () => ({ claims: { nbf: now() + 240 } })],
  ])('%s', async (_what, signed) => {
    const answer = await call(await tokenWith(signed()));
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Maria Lindqvist')]);
  });

  it('for a subject that was brought in', async () => {
    const { tenant, person } = await personOf(world, 'U0BORELTOM', 'T0BOREAL01');
    await world.application.services.database.withTenant(tenant, (tx) =>
      tx.query(
        `insert into identities (tenant_id, provider, realm, subject, person_id) values ($1, 'oidc', $2, $3, $4)`,
        [tenant, issuer, 'tom-at-issuer', person],
      ),
    );
    const claims = { sub: 'tom-at-issuer', email_verified: false };
    expect((await call(await tokenWith({ claims }))).text).toContain('Tom Okafor');
  });

  it('with the scopes that it names, and never the right to decide', async () => {
    const goal = { goal: 'Design: 3d' };
    const reading = await tokenWith({ claims: { scope: 'openid identity:self:read approvals:effects:decide' } });
    expect((await call(reading)).status).toBe(200);
    expect((await call(reading, 'planning_make-plan', goal)).text).toContain('Your token does not allow this');
  });

  it.each<[string, JWTPayload]>([
    ['as a text of Entra', { scp: 'openid identity:self:read' }],
    ['as a list of Okta', { scp: ['identity:self:read'] }],
    ['though none of them may be in a token', { scope: 'approvals:effects:decide approvals:switch:pull' }],
  ])('narrowed to the scopes that it names %s', async (_how, claims) => {
    const token = await tokenWith({ claims });
    expect((await call(token, 'planning_make-plan', { goal: 'Design: 3d' })).text).toContain(
      'Your token does not allow this',
    );
  });

  it('whose e-mail address is vouched for in words', async () => {
    expect((await call(await tokenWith({ claims: { email_verified: 'true' } }))).text).toContain('Maria Lindqvist');
  });

  it('for a subject, whatever is wrong with its address', async () => {
    const claims = { sub: 'tom-at-issuer', email: 7, email_verified: 'perhaps' };
    expect((await call(await tokenWith({ claims }))).text).toContain('Tom Okafor');
  });

  it('asks for its keys once', async () => {
    const before = asked.keys;
    await call(await tokenWith());
    await Promise.all(Array.from({ length: 10 }, async () => call(await tokenWith({ header: { kid: 'unknown' } }))));
    expect(asked.keys).toBeLessThanOrEqual(before + 1);
  });
});

describe('the MCP door refuses a token', () => {
  const challenge =
    /^Bearer error="invalid_token".*resource_metadata="http:\/\/127\.0\.0\.1:\d+\/\.well-known\/oauth-protected-resource\/mcp"$/;

  it.each<[string, () => Promise<string>]>([
    ['of an issuer that nobody configured', () => tokenWith({ claims: { iss: 'https://evil.example' } })],
    ['for somebody else', () => tokenWith({ claims: { aud: 'https://other.example/mcp' } })],
    ['for nobody', () => tokenWith({ claims: { aud: [] } })],
    ['that ended', () => tokenWith({ claims: { exp: now() - 400 } })],
    ['that does not end', () => tokenWithout('exp')],
    ['that does not hold yet', () => tokenWith({ claims: { nbf: now() + 400 } })],
    ['that a stranger signed', () => tokenWith({ key: strangers.privateKey })],
    ['with a key that nobody knows', () => tokenWith({ header: { kid: 'two' }, key: strangers.privateKey })],
    ['without a signature', async () => new UnsecuredJWT(usual()).encode()],
    [
      'whose header says none',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await tokenWith()).split('.')[1]}.eA`,
    ],
    [
      'signed with the public key as a secret',
      async () =>
        new SignJWT(usual())
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)))),
    ],
    ['of another kind', () => tokenWith({ header: { typ: 'logout+jwt' } })],
    ['of somebody unknown', () => tokenWith({ claims: { email: 'eve@aurora.example' } })],
    ['for an address that the issuer does not vouch for', () => tokenWith({ claims: { email_verified: false } })],
    ['without a person', () => tokenWith({ claims: { sub: '' } })],
    ['that names no person', () => tokenWithout('sub')],
    ['that is none', async () => 'a.b.c'],
  ])('%s', async (_what, made) => {
    const answer = await send(world.url, { token: await made(), body: initialize });
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('invalid_token')]);
    expect(answer.headers['www-authenticate']).toMatch(challenge);
  });

  it('for no fault of its own when the keys are out of reach', async () => {
    const token = await tokenWith({ claims: { iss: 'http://127.0.0.1:9' } });
    const answer = await send(world.url, { token, body: initialize });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answer.text).not.toContain('127.0.0.1:9');
  });

  it('and says where tokens are given out', async () => {
    const answer = await send(world.url, { method: 'GET', path: '/.well-known/oauth-protected-resource/mcp' });
    expect(answer.json()).toMatchObject({ resource: audience, authorization_servers: [issuer, 'http://127.0.0.1:9'] });
  });
});
