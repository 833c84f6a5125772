import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { recordOperations } from '../../harness/operations.ts';
import { type CannedServer, startCannedServer } from './canned-server.ts';
import { loadContract } from './contract.ts';
import { type ContractProxy, startContractProxy } from './proxy.ts';

const basePath = '/slack/api';
const message = { type: 'message', ts: '1772357400.000100', text: 'Ready', user: 'U0BOT' };
const view = { id: 'V01', type: 'modal', blocks: [], hash: '1772357400.abc' };

let server: CannedServer;
let proxy: ContractProxy;
let client: WebClient;

beforeAll(async () => {
  server = await startCannedServer({
    [`POST ${basePath}/auth.test`]: [
      200,
      {
        ok: true,
        url: 'https://a.slack.com/',
        team: 'A',
        user: 'bot',
        team_id: 'T01',
        user_id: 'U0BOT',
        bot_id: 'B01',
      },
    ],
    [`POST ${basePath}/chat.postMessage`]: [200, { ok: true, channel: 'C01', ts: message.ts, message }],
    [`POST ${basePath}/chat.postEphemeral`]: [200, { ok: true, message_ts: message.ts }],
    [`POST ${basePath}/views.open`]: [200, { ok: true, view }],
    [`POST ${basePath}/views.publish`]: [200, { ok: true, view: { ...view, type: 'home' } }],
    [`POST ${basePath}/conversations.open`]: [200, { ok: true, channel: { id: 'D01' } }],
    [`POST ${basePath}/conversations.history`]: [200, { ok: true, messages: [message], has_more: false }],
    [`POST ${basePath}/chat.update`]: [200, { ok: false, error: 'message_not_found' }],
  });
  proxy = await startContractProxy({ contract: loadContract('slack'), target: server.url, basePath });
  client = new WebClient('xoxb-test', { slackApiUrl: `${proxy.url}${basePath}/`, retryConfig: { retries: 0 } });
});

afterAll(async () => {
  await proxy.close();
  recordOperations(inject('operationsFile'), 'slack', proxy.seen);
  await server.close();
});

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: '*Open* the merge request?' } };
const buttons = {
  type: 'actions' as const,
  elements: [
    { type: 'button' as const, text: text('Approve'), action_id: 'approve', value: 'e1', style: 'primary' as const },
  ],
};
const input = {
  type: 'input' as const,
  label: text('Title'),
  element: { type: 'plain_text_input' as const, action_id: 'title' },
};

const calls: Record<string, () => Promise<unknown>> = {
  'POST /auth.test': () => client.auth.test(),
  'POST /chat.postMessage': () =>
    client.chat.postMessage({ channel: 'C01', text: 'Ready', blocks: [section, buttons], unfurl_links: false }),
  'POST /chat.postEphemeral': () =>
    client.chat.postEphemeral({ channel: 'C01', user: 'U01', text: 'Only you', blocks: [section] }),
  'POST /views.open': () =>
    client.views.open({
      trigger_id: '1.2.abc',
      view: { type: 'modal', title: text('Plan'), submit: text('Save'), blocks: [input] },
    }),
  'POST /views.publish': () => client.views.publish({ user_id: 'U01', view: { type: 'home', blocks: [section] } }),
  'POST /conversations.open': () => client.conversations.open({ users: 'U01' }),
  'POST /conversations.history': () => client.conversations.history({ channel: 'C01', limit: 20, inclusive: true }),
};

describe('@slack/web-api through the contract proxy', () => {
  it.each(Object.entries(calls))('%s satisfies the contract', async (operation, call) => {
    const before = proxy.violations.length;
    await call();
    expect(proxy.violations.slice(before)).toEqual([]);
    expect(proxy.seen.get(operation)).toBe(1);
  });

  it('accepts a refusal that names its error', async () => {
    const before = proxy.violations.length;
    const update = client.chat.update({ channel: 'C01', ts: '1.2', text: 'Edited' });
    await expect(update).rejects.toThrow('message_not_found');
    expect(proxy.violations.slice(before)).toEqual([]);
  });

  it('reports an argument that the method does not have', async () => {
    const before = proxy.violations.length;
    await client.apiCall('chat.postMessage', { channel: 'C01', text: 'Ready', colour: 'red' });
    expect(proxy.violations.slice(before)).toMatchObject([
      { side: 'request', operation: 'POST /chat.postMessage', message: expect.stringContaining('"colour"') },
    ]);
  });
});
