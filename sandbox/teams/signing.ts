import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import type { Store } from '../store.ts';

export const channelIssuer = 'https://api.botframework.com';
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs as the Bot Framework does. Its key is kept, so that what was signed before a restart holds. */
export interface Signing {
  kid: string;
  /** The public half, as it is published. */
  jwks(): object;
  sign(claims: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): string;
  /** The claims of a token that we signed and that has not ended. */
  read(token: string): Record<string, unknown> | undefined;
}

function keptKey(store: Store): KeyObject {
  const keys = store.collection<{ pem: string }>('teams-keys');
  const known = keys.get('bot-framework');
  if (known) return createPrivateKey(known.pem);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  keys.put('bot-framework', { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() });
  return privateKey;
}

export function createSigning(store: Store, now: () => Date): Signing {
  const state: { key?: KeyObject } = {};
  // Made when it is first needed: the vendors forget all with the store, the key included.
  const key = (): KeyObject => {
    state.key ??= keptKey(store);
    return state.key;
  };
  const kid = 'sandbox-bot-framework';
  return {
    kid,
    jwks: () => ({
      keys: [
        {
          ...createPublicKey(key()).export({ format: 'jwk' }),
          kid,
          use: 'sig',
          alg: 'RS256',
          endorsements: ['msteams'],
        },
      ],
    }),
    sign(claims, header = {}) {
      const content = `${encode({ alg: 'RS256', typ: 'JWT', kid, ...header })}.${encode(claims)}`;
      return `${content}.${sign('RSA-SHA256', Buffer.from(content), key()).toString('base64url')}`;
    },
    read(token) {
      const [head = '', body = '', signature = ''] = token.split('.');
      const content = Buffer.from(`${head}.${body}`);
      if (!verify('RSA-SHA256', content, createPublicKey(key()), Buffer.from(signature, 'base64url'))) return undefined;
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>;
      return Number(claims.exp) > now().getTime() / 1_000 ? claims : undefined;
    },
  };
}
