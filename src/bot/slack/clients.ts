import { type FetchFunction, type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../../core/index.ts';
import { stillHeld } from '../../platform/still-held.ts';
import type { Credentials } from '../../services/index.ts';

/** Web API clients, one for each connected workspace. */
export interface Clients {
  /** Throws `vendor.not-connected` for a workspace without a token. With a signal, nothing is sent once that is aborted. */
  of(tenant: string, team: string, signal?: AbortSignal): Promise<WebClient>;
}

const timeoutMs = 10_000;

/** The SDK's own log without its debug lines, which hold message texts. */
export const loggerFor = (log: Log): Logger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...words) => log.warn({ reason: words.map(String).join(' ') }, 'slack sdk warned'),
  error: (...words) => log.warn({ reason: words.map(String).join(' ') }, 'slack sdk failed'),
  setLevel: () => undefined,
  getLevel: () => LogLevel.WARN,
  setName: () => undefined,
});

/** Nothing is tried again here: whoever asked knows better when, and whether it still matters. */
export const clientOptions = (apiUrl: string | undefined, log: Log): WebClientOptions => ({
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: timeoutMs,
  logger: loggerFor(log),
});

/** Sends as long as there is time, and hangs up when it is over. */
const sendingUntil =
  (signal: AbortSignal): FetchFunction =>
  async (url, init = {}) => {
    await stillHeld(signal);
    return fetch(url, { ...init, signal: AbortSignal.any([signal, ...(init.signal ? [init.signal] : [])]) });
  };

export function createClients(credentials: Credentials, options: WebClientOptions): Clients {
  const known = new Map<string, WebClient>();
  return {
    async of(tenant, team, signal) {
      const { secret } = await credentials.account(tenant, 'slack', team);
      if (signal) return new WebClient(secret.reveal(), { ...options, fetch: sendingUntil(signal) });
      const client = known.get(`${tenant}:${team}`);
      if (client?.token === secret.reveal()) return client;
      const fresh = new WebClient(secret.reveal(), options);
      known.set(`${tenant}:${team}`, fresh);
      return fresh;
    },
  };
}
