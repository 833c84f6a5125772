import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFromSlack } from '../../../src/bot/slack/signature.ts';
import { Secret } from '../../../src/platform/secret.ts';

const secret = new Secret('8f742231b10e8888abcd99yyyzzz85a5');
const nowMs = 1_790_000_000_000;
const body = Buffer.from('command=%2Fadjutant&text=h%C3%A9lp');
const at = (offsetSeconds: number): string => String(nowMs / 1_000 + offsetSeconds);
const sign = (timestamp: string, signed: Buffer = body, key = secret.reveal()): string =>
  `v0=${createHmac('sha256', key).update(`v0:${timestamp}:`).update(signed).digest('hex')}`;

describe('a signature of Slack', () => {
  it.each([
    [-302, false],
    [-301, false],
    [-299, true],
    [0, true],
    [299, true],
    [302, false],
  ])('%i s away is taken: %s', (offset, isTaken) => {
    const timestamp = at(offset);
    expect(isFromSlack({ timestamp, signature: sign(timestamp), body }, secret, nowMs)).toBe(isTaken);
  });

  const timestamp = at(0);
  it.each<[string, { timestamp?: string; signature?: string; body?: Buffer }]>([
    ['no signature', { signature: '' }],
    ['a signature that is too short', { signature: sign(timestamp).slice(0, -1) }],
    ['another key', { signature: sign(timestamp, body, 'other') }],
    ['other bytes', { signature: sign(timestamp, Buffer.from('command=%2Fadjutant&text=help')) }],
    ['a timestamp that is not the signed one', { timestamp: at(1) }],
    ['a timestamp that is no number', { timestamp: '1e9', signature: sign('1e9') }],
    ['a negative timestamp', { timestamp: '-1', signature: sign('-1') }],
    ['a longer body', { body: Buffer.concat([body, Buffer.from('x')]) }],
  ])('is refused for %s', (_what, changed) => {
    const request = { timestamp, signature: sign(timestamp), body, ...changed };
    expect(isFromSlack(request, secret, nowMs)).toBe(false);
  });

  it.each([{ timestamp: undefined }, { signature: undefined }])('is refused without %o', (missing) => {
    const request = { timestamp, signature: sign(timestamp), body, ...missing };
    expect(isFromSlack(request, secret, nowMs)).toBe(false);
  });
});
