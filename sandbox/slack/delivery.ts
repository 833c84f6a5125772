import { signSlackRequest } from './signature.ts';

/** Slack gives up after three seconds. */
const usualPatienceMs = 3_000;

/** What the application said to one request of Slack's. Status 0: it did not answer at all. */
export interface Answer {
  status: number;
  body: string;
  ms: number;
  failure?: 'http_timeout' | 'http_error' | 'connection_failed';
  noRetry: boolean;
}
export interface DeliverySettings {
  signingSecret: string;
  requestUrl: () => string;
  now: () => Date;
  /** Instead of Slack's own. */
  patienceMs?: number;
}
export interface Delivery {
  form(fields: Record<string, string>): Promise<Answer>;
  json(body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** Sends signed requests to the application as Slack does, and gives up when Slack does. */
export function createDelivery(settings: DeliverySettings): Delivery {
  const { patienceMs = usualPatienceMs } = settings;
  const send = async (body: string, type: string, headers: Record<string, string>): Promise<Answer> => {
    const timestamp = String(Math.floor(settings.now().getTime() / 1000));
    const started = performance.now();
    const answer = await post(settings.requestUrl(), patienceMs, body, {
      ...headers,
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signSlackRequest(settings.signingSecret, body, timestamp),
    });
    return { ...answer, ms: Math.round(performance.now() - started) };
  };
  return {
    form: (fields) => send(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', {}),
    json: (body, headers = {}) => send(JSON.stringify(body), 'application/json', headers),
  };
}

async function post(
  url: string,
  patienceMs: number,
  body: string,
  headers: Record<string, string>,
): Promise<Omit<Answer, 'ms'>> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' });
    const text = await response.text();
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    return { status: response.status, body: text, noRetry, ...(response.ok ? {} : { failure: 'http_error' }) };
  } catch (error) {
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
    return { status: 0, body: '', noRetry: false, failure: isTimeout ? 'http_timeout' : 'connection_failed' };
  }
}
