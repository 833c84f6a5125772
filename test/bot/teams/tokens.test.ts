import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokens } from '../../../src/bot/teams/tokens.ts';
import { Secret } from '../../../src/platform/secret.ts';

const issuer = 'https://api.botframework.com';
const appId = '00000000-0000-4000-8000-000000000001';
const activity = { channelId: 'msteams', serviceUrl: 'https://service.example/' };
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
/** Where the keys are, and what is wrong there. */
const home: { url: string; keys: object[]; status: Record<string, number> } = { url: '', keys: [], status: {} };
const server = createServer((request, response) => {
  const path = request.url ?? '';
  const body = path === '/keys' ? { keys: home.keys } : { issuer, jwks_uri: `${home.url}/keys` };
  response.writeHead(home.status[path] ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  home.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function bearer(kid: string, changes: object = {}): string {
  const exp = Math.floor(Date.now() / 1_000) + 600;
  const claims = { iss: issuer, aud: appId, serviceurl: activity.serviceUrl, exp, ...changes };
  const content = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`;
  return `Bearer ${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
}
const tokens = () =>
  createTokens({
    appId,
    issuer,
    metadataUrl: `${home.url}/metadata`,
    password: new Secret('none'),
    onlyTenant: undefined,
    loginUrl: '',
    serviceHosts: [],
    fileHosts: [],
    webUrl: '',
  });

describe('a token', () => {
  it.each<[string, object, string]>([
    ['for every channel', {}, 'valid'],
    ['for no channel in particular', { endorsements: [] }, 'valid'],
    ['for Teams', { endorsements: ['webchat', 'msteams'] }, 'valid'],
    ['for other channels', { endorsements: ['webchat'] }, 'invalid'],
  ])('by a key %s is %s', async (_what, more, verification) => {
    home.keys = [{ ...jwk, kid: 'a', ...more }];
    expect(await tokens().verify(activity, bearer('a'))).toBe(verification);
  });

  it('without an end is refused', async () => {
    home.keys = [{ ...jwk, kid: 'a' }];
    expect(await tokens().verify(activity, bearer('a', { exp: undefined }))).toBe('invalid');
  });

  it.each(['/metadata', '/keys'])('waits while nobody can tell, as %s is away', async (path) => {
    home.keys = [{ ...jwk, kid: 'a' }];
    home.status = { [path]: 503 };
    const { verify } = tokens();
    expect(await verify(activity, bearer('a'))).toBe('unavailable');
    home.status = {};
    expect(await verify(activity, bearer('a'))).toBe('valid');
  });
});
