import { createHmac } from 'node:crypto';

/** The value of `x-slack-signature` for a raw body; the timestamp is in seconds, as in `x-slack-request-timestamp`. */
export function signSlackRequest(secret: string, body: string, timestamp: number | string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}
