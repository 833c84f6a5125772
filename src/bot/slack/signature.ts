import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../platform/secret.ts';

/** Slack's own window; ours is closed on both sides, as a request from the future is as foreign as an old one. */
const windowSeconds = 300;
const wholeSeconds = /^\d{1,12}$/;

export interface SignedRequest {
  timestamp: string | undefined;
  signature: string | undefined;
  /** The bytes as they came: a signature over parsed and printed text would prove nothing. */
  body: Buffer;
}

export function isFromSlack({ timestamp, signature, body }: SignedRequest, secret: Secret, nowMs: number): boolean {
  if (timestamp === undefined || signature === undefined || !wholeSeconds.test(timestamp)) return false;
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > windowSeconds) return false;
  const digest = createHmac('sha256', secret.reveal()).update(`v0:${timestamp}:`).update(body).digest('hex');
  const [wanted, given] = [Buffer.from(`v0=${digest}`), Buffer.from(signature)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
