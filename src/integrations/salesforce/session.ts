import { Connection, OAuth2 } from 'jsforce';
import type { Secret } from '../../platform/secret.ts';
import { answers } from './answers.ts';
import { isSessionError } from './errors.ts';
import { createTransport } from './transport.ts';

export interface Account {
  /** The organisation's My Domain, such as `https://acme.my.salesforce.com`. */
  url: string;
  clientId: string;
  clientSecret: Secret;
}

/** Tokens by account, so that each is asked for once and not with every call. */
export type Sessions = Map<string, Promise<string>>;
export const createSessions = (): Sessions => new Map();

export interface SessionOptions extends Account {
  version: string;
  timeoutMs: number;
  sessions: Sessions;
}

/** A connection with a token that is renewed, once for a call, when the vendor does not know it any more. */
export function createSession({ url, clientId, clientSecret, version, timeoutMs, sessions }: SessionOptions) {
  const transport = createTransport(timeoutMs);
  const key = JSON.stringify([url, clientId, clientSecret.reveal()]);

  async function requestToken(): Promise<string> {
    const oauth2 = new OAuth2({ loginUrl: url, clientId, clientSecret: clientSecret.reveal() });
    oauth2._transport = transport;
    return answers.token.parse(await oauth2.requestToken({ grant_type: 'client_credentials' })).access_token;
  }

  function token(): Promise<string> {
    const known = sessions.get(key);
    if (known) return known;
    const asked = requestToken();
    sessions.set(key, asked);
    asked.catch(() => forget(asked));
    return asked;
  }

  /** Only if nobody else has a newer one. */
  function forget(old: Promise<string>): void {
    if (sessions.get(key) === old) sessions.delete(key);
  }

  // The token goes to the address that an admin gave, and not to the one that an answer names. The client is not told how to
  // renew it: with a token that is refused again and again it would never end.
  function connectionWith(accessToken: string): Connection {
    const connection = new Connection({ instanceUrl: url, accessToken, version });
    connection._transport = transport;
    return connection;
  }

  async function use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const first = token();
    try {
      return await work(connectionWith(await first));
    } catch (error) {
      if (!isSessionError(error)) throw error;
      forget(first);
    }
    // Nothing was done with the old token, so doing it now is not doing it twice.
    return work(connectionWith(await token()));
  }
  return { use };
}
