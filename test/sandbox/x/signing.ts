import { createHmac, randomUUID } from 'node:crypto';
import type { Keys } from '../../../sandbox/x/state.ts';

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** A header of OAuth 1.0a by its own words, so that the sandbox is not checked by the client alone. */
export function signed(
  verb: string,
  path: string,
  keys: Keys,
  { atSeconds = Date.now() / 1_000, method = 'HMAC-SHA1' } = {},
): Record<string, string> {
  const url = new URL(path, 'https://api.x.com');
  const oauth: [string, string][] = [
    ['oauth_consumer_key', keys.appKey],
    ['oauth_nonce', randomUUID()],
    ['oauth_signature_method', method],
    ['oauth_timestamp', String(Math.floor(atSeconds))],
    ['oauth_token', keys.accessToken],
    ['oauth_version', '1.0'],
  ];
  const pairs = [...oauth, ...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const base = [verb, encode(url.origin + url.pathname), encode(pairs.join('&'))].join('&');
  const key = `${encode(keys.appSecret)}&${encode(keys.accessSecret)}`;
  const signature = createHmac('sha1', key).update(base).digest('base64');
  const fields = [...oauth, ['oauth_signature', signature] as const];
  return { authorization: `OAuth ${fields.map(([name, value]) => `${encode(name)}="${encode(value)}"`).join(', ')}` };
}
