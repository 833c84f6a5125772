import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../harness/world.ts';
import { commandFields, send, sendForm } from './aurora.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const verification = JSON.stringify({ type: 'url_verification', challenge: 'c4' });
const form = 'application/x-www-form-urlencoded';

describe('POST /slack/events', () => {
  it('answers the challenge of Slack, signed', async () => {
    expect(await send(world, verification)).toEqual({ status: 200, text: '{"challenge":"c4"}' });
  });

  it.each([
    ['a wrong secret', { secret: 'wrong' }],
    ['a time that is over', { offsetSeconds: -301 }],
    ['a time that is to come', { offsetSeconds: 302 }],
    ['no signature', { headers: { 'x-slack-signature': '' } }],
  ])('refuses %s with 401', async (_what, how) => {
    expect((await send(world, verification, how)).status).toBe(401);
    expect((await send(world, 'ssl_check=1', { ...how, type: form })).status).toBe(401);
  });

  it.each([-299, 299])('takes a clock that is %i s off', async (offsetSeconds) => {
    expect((await send(world, verification, { offsetSeconds })).status).toBe(200);
  });

  it('takes the certificate check, and a charset beside the content type', async () => {
    expect(await sendForm(world, { ssl_check: '1', token: 'x' })).toEqual({ status: 200, text: '' });
    const help = new URLSearchParams(commandFields({ text: 'help' })).toString();
    const answer = await send(world, help, { type: `${form}; charset=utf-8` });
    expect(JSON.parse(answer.text).response_type).toBe('ephemeral');
  });

  it.each([
    ['no JSON', '{"type":'],
    ['JSON that is no object', '[1]'],
    ['JSON that is too deep', `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`],
    ['JSON that is very deep', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ])('refuses %s with 400', async (_what, body) => {
    expect((await send(world, body)).status).toBe(400);
    expect((await send(world, new URLSearchParams({ payload: body }).toString(), { type: form })).status).toBe(400);
  });

  it('refuses what is too large, in a sentence', async () => {
    const { status, text } = await send(world, 'x'.repeat(4 * 1024 * 1024 + 1));
    expect(status).toBe(413);
    expect(JSON.parse(text).message).toBe('A request of Slack has at most 4MB here.');
  });

  it('refuses a compressed body, as Slack signs and sends plain ones', async () => {
    const { status } = await send(world, 'whatever', { headers: { 'content-encoding': 'gzip' } });
    expect(status).toBe(415);
  });

  it.each([
    ['an event that nobody listens to', { team_id: 'T0AURORA01', event: { type: 'star_added' } }],
    [
      'an interaction that nobody listens to',
      {
        type: 'block_actions',
        team: { id: 'T0AURORA01' },
        user: { id: 'U1' },
        actions: [{ action_id: 'x', type: 'button' }],
      },
    ],
    ['something that is nothing of Slack', { hello: 'world' }],
  ])('acknowledges %s', async (_what, body) => {
    expect((await send(world, JSON.stringify(body))).status).toBe(200);
  });
});
