import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { unauthorized } from './errors.ts';
import type { AccountRow, State } from './state.ts';

/** What X is to its clients, wherever the sandbox listens: the signature is over this address. */
const origin = 'https://api.x.com';
const windowSeconds = 300;

/** RFC 3986: only unreserved characters stay. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** `OAuth name="value",…`, each part percent-encoded. */
function readHeader(header: string): Map<string, string> {
  const parameters = new Map<string, string>();
  if (!/^OAuth\s/i.test(header)) throw unauthorized();
  for (const part of header.replace(/^OAuth\s+/i, '').split(',')) {
    const [, name, value] = /^\s*([^=\s]+)="([^"]*)"\s*$/.exec(part) ?? [];
    if (name === undefined || value === undefined) throw unauthorized();
    if (parameters.has(name)) throw unauthorized();
    parameters.set(decodeURIComponent(name), decodeURIComponent(value));
  }
  return parameters;
}

/** RFC 5849, 3.4.1: method, address without query, and all parameters in order. A JSON body is no part of it. */
function baseString(request: Request, header: ReadonlyMap<string, string>): string {
  const { pathname, searchParams } = new URL(request.originalUrl.replace(/^\/x(?=\/2\/)/, ''), origin);
  const pairs = [...searchParams, ...[...header].filter(([name]) => name !== 'oauth_signature' && name !== 'realm')]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  const parameters = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  return [request.method, encode(`${origin}${pathname}`), encode(parameters)].join('&');
}

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Each nonce counts once in the window; older ones are refused by their time and can be forgotten. */
function useNonce({ nonces, store }: State, key: string, nowSeconds: number): void {
  store.atomic(() => {
    for (const { key: known, at } of nonces.all()) if (at < nowSeconds - 2 * windowSeconds) nonces.delete(known);
    if (nonces.get(key) !== undefined) throw unauthorized();
    nonces.put(key, { key, at: nowSeconds });
  });
}

/** The account that signed the request: signature, time and nonce are checked. */
export function authenticate(state: State, request: Request, now: Date): AccountRow {
  const header = readHeader(request.get('authorization') ?? '');
  const given = (name: string): string => header.get(`oauth_${name}`) ?? '';
  const account = state.accounts.all().find(({ keys }) => keys.accessToken === given('token'));
  if (account === undefined || account.keys.appKey !== given('consumer_key')) throw unauthorized();
  if (given('signature_method') !== 'HMAC-SHA1' || given('version') !== '1.0') throw unauthorized();
  const nowSeconds = Math.floor(now.getTime() / 1_000);
  const timestamp = given('timestamp');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) - nowSeconds) > windowSeconds) throw unauthorized();
  const key = `${encode(account.keys.appSecret)}&${encode(account.keys.accessSecret)}`;
  const expected = createHmac('sha1', key).update(baseString(request, header)).digest('base64');
  if (!isSame(expected, given('signature')) || given('nonce') === '') throw unauthorized();
  useNonce(state, `${given('token')} ${timestamp} ${given('nonce')}`, nowSeconds);
  return account;
}
