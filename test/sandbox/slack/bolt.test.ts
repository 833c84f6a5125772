import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bot, engineering, maria, type Stand, secret, startStand, team, token } from './stand.ts';

let stand: Stand;
let app: App;
let boltUrl = '';
beforeEach(async () => {
  stand = await startStand({ requestUrl: () => boltUrl, retryDelaysMs: [] });
  app = new App({
    token,
    signingSecret: secret,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: `${stand.url}/slack/api/`, retryConfig: { retries: 0 } },
  });
});
afterEach(async () => {
  await app.stop();
  await stand.stop();
});
const start = async () => {
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  boltUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
};

it('is Slack enough for Bolt: command, modal, mention, thread, click and response_url', async () => {
  const { drive } = stand.slack;
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const input = {
    type: 'input' as const,
    block_id: 'b',
    label: plain('Name'),
    element: { type: 'plain_text_input' as const, action_id: 'v' },
  };
  app.command('/adjutant', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { type: 'modal', callback_id: 'ask', title: plain('Ask'), submit: plain('Go'), blocks: [input] },
    });
  });
  app.view('ask', async ({ ack, view }) => {
    const isEmpty = view.state.values.b?.v?.value === 'nobody';
    await ack(isEmpty ? { response_action: 'errors', errors: { b: 'Who is that?' } } : undefined);
  });
  app.event('app_mention', async ({ event, say }) => {
    const button = { type: 'button' as const, action_id: 'go', text: plain('Go'), value: 'e1' };
    await say({ text: 'Shall I?', thread_ts: event.ts, blocks: [{ type: 'actions', elements: [button] }] });
  });
  app.action('go', async ({ ack, respond, body }) => {
    await ack();
    await respond({ replace_original: true, text: `Done by ${body.user.id}` });
  });
  await start();

  expect(
    await drive.command({ team, channel: engineering, user: maria, command: '/adjutant', text: 'ask' }),
  ).toMatchObject({ status: 200 });
  await expect.poll(() => drive.views(maria)).toHaveLength(1);
  const viewId = drive.views(maria)[0]?.id ?? '';
  expect(await drive.submitView({ team, user: maria, viewId, values: { b: { v: 'nobody' } } })).toMatchObject({
    outcome: 'errors',
    errors: { b: 'Who is that?' },
  });
  expect(await drive.submitView({ team, user: maria, viewId, values: { b: { v: 'Ada' } } })).toMatchObject({
    outcome: 'closed',
  });

  const { ts } = await drive.message({ team, channel: engineering, user: maria, text: `<@${bot}> go` });
  await expect.poll(() => drive.thread(engineering, ts)).toHaveLength(2);
  const messageTs = drive.thread(engineering, ts)[1]?.ts ?? '';
  await drive.click({ team, channel: engineering, user: maria, messageTs, actionId: 'go' });
  await expect.poll(() => drive.thread(engineering, ts)[1]?.text).toBe(`Done by ${maria}`);
});
